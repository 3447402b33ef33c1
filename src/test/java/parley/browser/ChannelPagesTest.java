package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.browser.Office.button;
import static parley.browser.Office.link;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.channel.Connection.Health;
import parley.story.PaperPost;
import tools.jackson.databind.JsonNode;

/// What an administrator sees of the lines to the messengers (UX 12).
class ChannelPagesTest {

    private static final PaperPost POST = new PaperPost();
    private static Office office;

    @BeforeAll
    static void open() {
        office = Office.open(POST);
    }

    @AfterAll
    static void close() {
        office.close();
    }

    private static JsonNode webChat() {
        return office.hub.owner().get("/channels").json().path("rows").get(0);
    }

    @Test
    void theChatOfTheSiteFollowsWhatIsTyped() {
        var page = office.owner("/app/channels/" + webChat().path("id").asString());
        // It stands in a closed shadow root, so it is found by its address.
        page.waitForCondition(
                () -> page.frames().stream().anyMatch(one -> one.url().contains("/widget/frame")));
        var preview = page.frames().stream()
                .filter(one -> one.url().contains("/widget/frame"))
                .findFirst()
                .orElseThrow();
        page.getByLabel("Greeting in English").fill("Doors, and nothing but doors!");

        assertThat(preview.getByText("Doors, and nothing but doors!")).isVisible();
        assertThat(page.getByLabel("Greeting in English")).isFocused();
        page.getByLabel("Colour").fill("#ffd400");
        assertThat(preview.locator(".chat")).hasAttribute("data-letters", "dark");
        assertThat(page.getByLabel("Code for the site")).hasValue(Pattern.compile("<script async src=.*"));
        page.setViewportSize(1440, 2000);
        Chrome.picture(page, "channel-web-chat");
        office.chrome.isFine(page, "the channel of the web chat");

        link(page, "Health").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Save changes?");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.locator("h1")).hasText("Health");
        assertEquals("#ffd400", webChat().path("fields").path("colour").asString());
        page.context().close();
    }

    @Test
    void aLineThatBreaksShowsItsGap() {
        var row = office.hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"gap\"}");
        var page = office.owner("/app/channels/" + row.path("id").asString());
        assertThat(page.locator(".notice.ok")).containsText("Connected: @gap");

        POST.health = new Health.NeedsReconnect("logged_out");
        button(page, "Test the connection").click();
        assertThat(page.getByText("Disconnected: logged_out").first()).isVisible();
        POST.health = new Health.Connected();
        button(page, "Reconnect").click();

        assertThat(page.locator(".notice.ok")).containsText("Connected: @gap");
        assertThat(page.locator(".channel-journal .gap").first()).containsText("gap of 1 min");
        office.chrome.isFine(page, "a channel that had a gap");
        button(page, "Delete the channel").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Messages stay; no new ones will arrive.");
        button(page, "Delete the channel").last().click();
        assertThat(link(page, "Shop")).hasCount(0);
        page.context().close();
    }

    @Test
    void instructionsAreStepsWithLinks() {
        var page = office.window(office.hub.owner(), new Eyes("ru", "dark", 375, 812), "/app/channels");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Telegram-бот"))
                .click();

        assertThat(page.getByRole(AriaRole.DIALOG).locator("ol li")).hasCount(3);
        assertThat(link(page, "@BotFather")).hasAttribute("href", "https://t.me/BotFather");
        button(page, "Подключить").click();
        assertThat(page.getByText("Заполните это поле")).isVisible();
        Chrome.picture(page, "channel-telegram-phone");
        office.chrome.isFine(page, "the instructions of Telegram");
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        page.navigate(
                office.hub.address() + "/app/channels/" + webChat().path("id").asString());
        page.locator("iframe").waitFor();
        page.setViewportSize(320, 2600);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        Chrome.picture(page, "channel-phone");
        office.chrome.isFine(page, "the channel of the web chat on a phone");
        page.context().close();
    }

    @Test
    void theFirstLineOfHealthSaysWhatToDo() {
        var row = office.hub.connect(PaperPost.TYPE, "Store", "{\"token\":\"store\"}");
        var page = office.owner("/app/health");
        assertThat(page.locator(".notice").first()).hasText("Everything works");

        POST.health = new Health.NeedsReconnect("logged_out");
        office.hub.owner().post("/channels/" + row.path("id").asString() + "/actions/check", "{}");

        assertThat(page.locator(".notice").first()).containsText("Needs attention: 1");
        office.chrome.isFine(page, "health with an alarm");
        Chrome.picture(page, "health");
        page.getByText("Channel “Store” has been down since").click();
        assertThat(page.locator("h1")).hasText("Store");
        POST.health = new Health.Connected();
        office.hub.owner().delete("/channels/" + row.path("id").asString());
        page.context().close();
    }

    @Test
    @DisplayName("R71: what was put aside is discarded with a reason")
    void whatWasPutAsideIsDiscarded() {
        var row = office.hub.connect(PaperPost.TYPE, "Kiosk", "{\"token\":\"kiosk\"}");
        POST.delivers(
                office.hub,
                row.path("key").asString(),
                new PaperPost.Event("status", "1", "Anna", "Anna", null, "LOST", Instant.now()));
        var page = office.owner("/app/health");
        var aside = page.locator("#health-aside");
        assertThat(aside).containsText("Kiosk");

        button(page, "Discard").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var discard = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard"));
        assertThat(discard).isDisabled();
        dialog.getByLabel("Why").fill("Anna called");
        office.chrome.isFine(page, "the question why an event is discarded");
        discard.click();

        assertThat(aside).hasCount(0);
        office.hub.owner().delete("/channels/" + row.path("id").asString());
        page.context().close();
    }
}
