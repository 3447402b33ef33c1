package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.story.Hub;

/// The page about the API: open to everybody, under the strict policy, and every link in it leads somewhere.
class ApiPageTest {

    @Test
    void thePageAboutTheApiCanBeReadByEverybody() {
        try (var chrome = new Chrome();
                var hub = Hub.start()) {
            for (var eyes : List.of(new Eyes("en", "light", 1440, 900), new Eyes("en", "dark", 375, 812))) {
                var page = chrome.person(eyes).newPage();
                page.navigate(hub.address() + "/docs/api");
                assertThat(page.getByText("/v3/iframe").first()).isAttached();
                assertEquals(List.of(), page.evaluate("""
                    () => [...document.querySelectorAll('a[href^="#"]')]
                        .map((link) => link.hash.slice(1))
                        .filter((id) => !document.getElementById(id))\
                    """));
                chrome.isFine(page, "the page about the API, " + eyes);
                Chrome.picture(page, "api-" + eyes);
                page.context().close();
            }
        }
    }
}
