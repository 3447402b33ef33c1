package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.story.Hub;

/// The first five minutes (UX 8): from the printed link to the window, by clicking.
class SetUpTest {

    @Test
    void theOwnerSetsTheHubUpByTheOneTimeLink() {
        try (var chrome = new Chrome();
                var hub = Hub.empty()) {
            var link = hub.setUpLink();
            var page = chrome.person(new Eyes("en", "light", 1280, 800)).newPage();
            page.navigate(link);

            page.getByLabel("Name").fill("Bruce Wayne");
            page.getByLabel("E-mail").fill("bruce@example.com");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill("correct horse battery");
            chrome.isFine(page, "the first step");
            Chrome.picture(page, "setup-1");
            for (int step = 1; step <= 4; step++) {
                page.getByRole(AriaRole.BUTTON, named("Next")).click();
            }
            chrome.isFine(page, "the last step");
            Chrome.picture(page, "setup-5");
            page.getByRole(AriaRole.BUTTON, named("Start working")).click();

            Chrome.picture(page, "setup-done");
            assertThat(page).hasURL(Pattern.compile(".*/app/chats.*"));
            assertThat(page.getByRole(AriaRole.NAVIGATION)).isVisible();

            page.navigate(link);
            assertThat(page.getByText("The link does not fit")).isVisible();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(name));
    }
}
