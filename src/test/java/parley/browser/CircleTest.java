package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.story.Hub;

/// The main job between two real browsers: a visitor writes in the widget, the open window shows it, the seller
/// answers, the visitor reads it (R26, R57, R58).
class CircleTest {

    private static final Eyes SELLER = new Eyes("en", "light", 1440, 900);
    private static final Eyes VISITOR = new Eyes("en", "light", 1100, 760);

    /// How far the widget's button is from the corner; it stands in a closed shadow root.
    private static final int CORNER = 50;

    @Test
    void aVisitorWritesTheSellerAnswersTheVisitorReads() {
        try (var chrome = new Chrome();
                var hub = Hub.start()) {
            var seller = window(chrome, hub, SELLER);
            var site = chrome.person(VISITOR).newPage();
            var widget = widget(hub, site);

            widget.getByRole(AriaRole.TEXTBOX).fill("Hello! Is the oak door in stock?");
            widget.getByRole(AriaRole.TEXTBOX).press("Enter");

            var row = seller.getByRole(AriaRole.OPTION);
            assertThat(row).containsText("Is the oak door in stock?");
            assertThat(row).containsText("1 unanswered message");
            row.click();
            var composer = seller.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"));
            composer.fill("Yes, and it is lovely.");
            composer.press("Enter");

            // Said aloud for those who hear the page, and shown.
            assertThat(widget.getByText("Yes, and it is lovely.").first()).isVisible();
            assertThat(row).not().containsText("unanswered");
            chrome.isFine(seller, "the window with an open chat");
            Chrome.picture(seller, "circle-window");
            Chrome.picture(site, "circle-widget");
        }
    }

    @Test
    void theWindowCanBeUsedByEverybody() {
        try (var chrome = new Chrome();
                var hub = Hub.start()) {
            var site = chrome.person(VISITOR).newPage();
            var widget = widget(hub, site);
            widget.getByRole(AriaRole.TEXTBOX).fill("Hello!");
            widget.getByRole(AriaRole.TEXTBOX).press("Enter");
            for (var eyes : Eyes.all()) {
                hub.owner()
                        .put("/me/preferences", "{\"language\":\"%s\",\"theme\":\"auto\"}".formatted(eyes.language()));
                var window = window(chrome, hub, eyes);
                var row = window.getByRole(AriaRole.OPTION);
                assertThat(row).containsText("Hello!");
                chrome.isFine(window, "the list, " + eyes);
                row.click();
                assertThat(window.getByRole(AriaRole.TEXTBOX).last()).isVisible();
                chrome.isFine(window, "the chat, " + eyes);
                Chrome.picture(window, "window-" + eyes);
                window.context().close();
            }
        }
    }

    /// The owner's window, signed in.
    private static Page window(Chrome chrome, Hub hub, Eyes eyes) {
        var person = chrome.person(eyes);
        var parts = hub.owner().cookie().split("=", 2);
        person.addCookies(List.of(new Cookie(parts[0], parts[1]).setUrl(hub.address())));
        var page = person.newPage();
        page.navigate(hub.address() + "/app/chats");
        return page;
    }

    /// The widget on the page to try it out, opened by its button.
    private static Frame widget(Hub hub, Page site) {
        var key = hub.owner()
                .get("/channels")
                .json()
                .path("rows")
                .get(0)
                .path("key")
                .asString();
        var parts = hub.owner().cookie().split("=", 2);
        site.context().addCookies(List.of(new Cookie(parts[0], parts[1]).setUrl(hub.address())));
        site.navigate(hub.address() + "/widget/demo/" + key);
        var corner = List.of(VISITOR.width() - CORNER, VISITOR.height() - CORNER);
        site.waitForFunction("""
            ([x, y]) => ![document.body, document.documentElement].includes(document.elementFromPoint(x, y))\
            """, corner);
        site.waitForResponse(
                answer -> answer.url().contains("/widget/frame"),
                () -> site.mouse().click(corner.getFirst(), corner.getLast()));
        site.waitForCondition(() -> site.frames().size() > 1);
        var frame = site.frames().getLast();
        assertThat(frame.getByRole(AriaRole.TEXTBOX)).isVisible();
        return frame;
    }
}
