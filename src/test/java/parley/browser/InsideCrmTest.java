package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.story.CrmPage;
import parley.story.Hub;
import parley.story.PaperPost;
import parley.story.Visitor;
import tools.jackson.databind.node.ObjectNode;

/// A window of the hub in a page of another site, in a browser that blocks the cookies of third parties (UX 16.1).
class InsideCrmTest {

    private static final String HUB = "hub.localhost";

    @Test
    void theWindowLivesInAnotherSitesPage() {
        try (var chrome = new StrictChrome();
                var sites = new Sites();
                var hub = Hub.start()) {
            var anna = new Visitor(hub, channel(hub), "Anna");
            anna.writes("Is the oak door in stock?");
            new Visitor(hub, channel(hub), "Boris").writes("Where is my order?");
            Hub.await(2, () -> hub.owner().chats().size());
            var crm = CrmPage.of(hub, CrmPage.key(hub, sites.origin("crm")));
            var link = card(hub, crm, "Anna");

            var page = chrome.page();
            page.navigate(sites.origin("crm") + "/?" + link);
            var window = window(page);
            assertThat(window.getByText("Is the oak door in stock?").first()).isVisible();
            assertEquals(0, window.getByText("Where is my order?").count(), "the card shows its own chats alone");

            assertEquals("", window.evaluate("""
                () => { document.cookie = 'plain=1; SameSite=None; Secure'; return document.cookie; }\
                """));

            answer(window, "Yes, and it is lovely.");
            Hub.await(List.of("Yes, and it is lovely."), anna::reads);
            anna.writes("Wonderful!");
            assertThat(window.getByText("Wonderful!").first()).isVisible();
            tells(page, "message-sent", sites.origin("crm"));

            // The CRM's page again, with the link that has been used: the partitioned cookie lets the window go on.
            page.reload();
            assertThat(window(page).getByText("Wonderful!").first()).isVisible();
            // The window alone again.
            window(page).evaluate("location.reload()");
            assertThat(window(page).getByText("Wonderful!").first()).isVisible();
            answer(window(page), "See you tomorrow.");
            Hub.await(List.of("Yes, and it is lovely.", "See you tomorrow."), anna::reads);
            Chrome.picture(page, "inside-crm");
        }
    }

    @Test
    void noOtherSiteHoldsTheWindow() {
        try (var chrome = new StrictChrome();
                var sites = new Sites();
                var hub = Hub.start()) {
            new Visitor(hub, channel(hub), "Anna").writes("Is the oak door in stock?");
            Hub.await(1, () -> hub.owner().chats().size());
            var crm = CrmPage.of(hub, CrmPage.key(hub, sites.origin("crm")));
            var link = card(hub, crm, "Anna");

            var foreign = chrome.page();
            var refusals = new CopyOnWriteArrayList<String>();
            foreign.onConsoleMessage(message -> refusals.add(message.text()));
            foreign.navigate(sites.origin("evil") + "/?" + link);
            foreign.waitForCondition(() -> refusals.stream().anyMatch(refusal -> refusal.contains("frame-ancestors")));
            assertEquals(0, foreign.frames().getLast().getByText("Anna").count());

            // Nobody has opened it so far; then the CRM does, and the link is worth nothing in another browser.
            var page = chrome.page();
            page.navigate(sites.origin("crm") + "/?" + link);
            assertThat(window(page).getByText("Is the oak door in stock?").first())
                    .isVisible();
            try (var other = new StrictChrome()) {
                var again = other.page();
                again.navigate(sites.origin("crm") + "/?" + link);
                assertThat(window(again).getByText("The link has expired.")).isVisible();
            }
        }
    }

    /// R45: the chat comes into being when it is written first.
    @Test
    void aCardWithoutAChatBeginsOne() {
        var post = new PaperPost(PaperPost.able("yes", null), "whatsapp");
        try (var chrome = new Chrome();
                var hub = Hub.start(post)) {
            var channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}");
            var pipeline = hub.settings().path("pipelines").get(0);
            hub.agree(document -> document.path("channels").forEach(one -> {
                var settings = (ObjectNode) one;
                settings.put("ticked", true);
                settings.putObject("roles")
                        .putObject(hub.owner().employee())
                        .put("role", "manager")
                        .put("receivesNewClients", true);
                settings.putObject("access").put(hub.owner().employee(), "WRITE");
                ((ObjectNode) settings.path("newClients"))
                        .put("pipeline", pipeline.path("id").asString())
                        .put("stage", pipeline.path("stages").get(0).path("id").asString());
            }));
            var page = chrome.person(Eyes.DESKTOP).newPage();
            page.navigate(CrmPage.of(hub, CrmPage.key(hub))
                    .link("""
                        {"user":{"id":"%s"},"scope":"card","filter":{"chatType":"whatsapp","chatId":"8 (901) 111-22-33","name":"Ann"},
                         "options":{"language":"en"}}\
                        """.formatted(hub.owner().employee())));

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write first"))
                    .click();
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"))
                    .fill("Your door has come.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                    .click();

            assertThat(page.getByRole(AriaRole.LISTITEM).getByText("Your door has come."))
                    .isVisible();
            Hub.await(1, post.delivered::size);
            assertEquals("79011112233", post.delivered.getFirst().to().id());
            assertTrue(hub.owner().chats().stream()
                    .anyMatch(chat -> chat.path("channel")
                            .asString()
                            .equals(channel.path("id").asString())));
        }
    }

    @Test
    void theWholeWindowOpensTheChatThatIsAskedFor() {
        try (var chrome = new StrictChrome();
                var sites = new Sites();
                var hub = Hub.start()) {
            for (var name : List.of("Anna", "Boris")) {
                new Visitor(hub, channel(hub), name).writes("Hello from " + name);
            }
            Hub.await(2, () -> hub.owner().chats().size());
            var crm = CrmPage.of(hub, CrmPage.key(hub, sites.origin("crm")));
            var address = hub.owner().chat("Anna").path("address").path("id").asString();
            var link = crm.link("""
                {"user":{"id":"%s"},"scope":"global","activeChat":{"chatType":"web","chatId":"%s"},
                 "options":{"language":"en"}}\
                """.formatted(hub.owner().employee(), address));

            var page = chrome.page();
            page.navigate(sites.origin("crm") + "/?" + forBrowsers(link));
            var window = window(page);

            assertThat(window.getByRole(AriaRole.HEADING, new Frame.GetByRoleOptions().setName("Anna")))
                    .isVisible();
            answer(window, "Good day, Anna.");
            assertThat(window.getByText("Good day, Anna.").first()).isVisible();
            tells(page, "counter", sites.origin("crm"));
            tells(page, "navigate", sites.origin("crm"));
            says(page, "init", "{theme: 'dark', lang: 'ru'}");
            assertThat(window.locator("html[data-theme=dark][lang=ru]")).isAttached();
            var other = hub.owner().chat("Boris").path("address").path("id").asString();
            says(page, "open-chat", "{chatType: 'web', chatId: '%s', prefill: 'Good day!'}".formatted(other));
            assertThat(window.getByRole(AriaRole.HEADING, new Frame.GetByRoleOptions().setName("Boris")))
                    .isVisible();
            assertThat(window.getByRole(AriaRole.TEXTBOX).last()).hasValue("Good day!");
        }
    }

    @Test
    void theCardWindowCanBeUsedByEverybody() {
        try (var chrome = new Chrome();
                var hub = Hub.start()) {
            var visitor = new Visitor(hub, channel(hub), "Anna");
            visitor.writes("Is the oak door in stock?");
            Hub.await(1, () -> hub.owner().chats().size());
            var key = CrmPage.key(hub);
            for (var language : List.of("ru", "en")) {
                for (var theme : List.of("light", "dark")) {
                    var eyes = new Eyes(language, theme, 320, 560);
                    var person = chrome.person(eyes);
                    var page = person.newPage();
                    page.navigate(card(hub, CrmPage.of(hub, key), "Anna", language));
                    assertThat(page.getByText("Is the oak door in stock?").first())
                            .isVisible();
                    chrome.isFine(page, "the chat of a card, " + eyes);
                    Chrome.picture(page, "card-window-" + eyes);
                    var stranger = person.newPage();
                    stranger.navigate(
                            CrmPage.of(hub, key).link("""
                                {"user":{"id":"%s"},"scope":"card","filter":{"chatType":"web","chatId":"nobody"},
                                 "options":{"language":"%s"}}\
                                """.formatted(hub.owner().employee(), language)));
                    assertThat(stranger.getByText(language.equals("ru") ? "переписывались" : "No messages with"))
                            .isVisible();
                    chrome.isFine(stranger, "a card without a chat, " + eyes);
                    var late = person.newPage();
                    late.navigate(hub.address() + "/embed/1#c=used-up");
                    assertThat(late.getByRole(AriaRole.ALERT)).isVisible();
                    chrome.isFine(late, "a link that is over, " + eyes);
                    person.close();
                }
            }
        }
    }

    private static String channel(Hub hub) {
        return hub.owner()
                .get("/channels")
                .json()
                .path("rows")
                .get(0)
                .path("key")
                .asString();
    }

    /// The link to the chats of one client, at the hub's name for browsers.
    private static String card(Hub hub, CrmPage crm, String client) {
        return forBrowsers(card(hub, crm, client, "en"));
    }

    private static String forBrowsers(String link) {
        return link.replace("//localhost", "//" + HUB).replace("//127.0.0.1", "//" + HUB);
    }

    private static String card(Hub hub, CrmPage crm, String client, String language) {
        var address = hub.owner().chat(client).path("address").path("id").asString();
        return crm.link("""
            {"user":{"id":"%s","name":"Bruce"},"scope":"card","filter":[{"chatType":"web","chatId":"%s"}],
             "options":{"clientType":"mycrm","language":"%s"}}\
            """.formatted(hub.owner().employee(), address, language));
    }

    private static Frame window(Page page) {
        page.waitForCondition(
                () -> page.frames().stream().anyMatch(frame -> frame.url().startsWith("http://" + HUB)));
        return page.frames().stream()
                .filter(frame -> frame.url().startsWith("http://" + HUB))
                .findFirst()
                .orElseThrow();
    }

    private static void answer(Frame window, String text) {
        var composer = window.getByRole(AriaRole.TEXTBOX, new Frame.GetByRoleOptions().setName("Message"));
        composer.fill(text);
        composer.press("Enter");
    }

    /// The page around speaks to the window.
    private static void says(Page page, String type, String data) {
        page.evaluate("""
            () => document.querySelector('iframe').contentWindow
                .postMessage({parley: 1, type: '%s', data: %s}, new URL(document.querySelector('iframe').src).origin)\
            """.formatted(type, data));
    }

    /// The page around has heard of it, from the hub's origin.
    private static void tells(Page page, String type, String origin) {
        page.waitForFunction(
                "(type) => heard.some((one) => one.parley === 1 && one.type === type &&"
                        + " one.origin.includes('//hub.localhost'))",
                type);
        assertTrue(page.url().startsWith(origin));
    }
}
