package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.browser.Chrome.Eyes;
import parley.channel.PaperMessenger;
import parley.story.Hub;

/// What an administrator sees and clicks; the integration's page has tests of its own.
class SettingsPagesTest {

    private Chrome chrome;
    private Hub hub;

    @BeforeEach
    void open() {
        chrome = new Chrome();
        hub = Hub.start(new PaperMessenger());
        hub.connect("paper", "Shop", "{\"token\":\"batman-1\"}");
    }

    @AfterEach
    void close() {
        hub.close();
        chrome.close();
    }

    private BrowserContext bruce(Eyes eyes) {
        var chosen = hub.owner()
                .put(
                        "/me/preferences",
                        "{\"language\":\"%s\",\"theme\":\"%s\"}".formatted(eyes.language(), eyes.theme()));
        assertEquals(200, chosen.status(), chosen.toString());
        var context = chrome.person(eyes);
        var cookie = hub.owner().cookie().split("=", 2);
        context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(address())));
        return context;
    }

    private String address() {
        return "http://localhost:" + hub.port();
    }

    private Page at(BrowserContext context, String path) {
        var page = context.newPage();
        page.navigate(address() + path);
        page.locator("h1").first().waitFor();
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @MethodSource("parley.browser.Chrome$Eyes#all")
    void everybodyCanUseThem(Eyes eyes) {
        hub.person("Tony");
        var context = bruce(eyes);
        var loaded = Map.of(
                "/app/channels",
                ".settings-row",
                "/app/health",
                "dl",
                "/app/admin",
                "table",
                "/app/me",
                ".settings-row",
                "/app/crm/setup",
                ".crm-stage");
        for (var path : loaded.keySet()) {
            var page = at(context, path);
            page.locator(loaded.get(path)).first().waitFor();
            var name = path.replaceAll("/\\d+", "").replace("/app/", "").replace('/', '-') + "-" + eyes;
            page.setViewportSize(eyes.width(), wholeHeight(page));
            Chrome.picture(page, name);
            chrome.isFine(page, name);
            var wide = (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertTrue(wide <= 0, name + " is wider than its window by " + wide);
            page.close();
        }
    }

    private static int wholeHeight(Page page) {
        return (Integer) page.evaluate("""
            Math.max(innerHeight, ...[...document.querySelectorAll('.scroller')].map(one =>
                one.scrollHeight + innerHeight - one.clientHeight))
            """);
    }

    @Test
    @DisplayName("R9: a channel is connected by its adapter's form and then offered to the integration")
    void aChannelIsConnectedAndAdded() {
        var page = at(bruce(new Eyes("en", "light", 1440, 900)), "/app/channels");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Paper"))
                .last()
                .click();
        chrome.isFine(page, "connect form");
        page.getByLabel("Channel name").fill("Store");
        button(page, "Connect").click();
        assertThat(page.getByText("Fill in this field")).isVisible();
        page.locator("input[type=password]").fill("robin-1");
        button(page, "Connect").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Connected: @robin-1");
        chrome.isFine(page, "connected");
        button(page, "Add to the integration").click();

        assertThat(page.locator("header [role=status]")).hasText("Unsaved changes");
        assertThat(page.getByLabel("The channel “Store” is in the integration")).isChecked();
        assertThat(page.getByLabel("Settings of the channel"))
                .hasValue(page.url().replaceFirst(".*channel=", ""));
    }
}
