package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import parley.browser.Chrome.Eyes;
import parley.story.Hub;

/// The page «Integration with CRM» as its tests read and click it, in English.
final class IntegrationPage {

    static final String EIGHT = "Numbers written in the CRM with 8 are read as +7";

    final Page page;

    private IntegrationPage(Page page) {
        this.page = page;
        page.locator(".settings-matrix, .settings-fold").first().waitFor();
    }

    static IntegrationPage open(Office office, Eyes eyes) {
        return new IntegrationPage(office.window(office.hub.owner(), eyes, path(office.hub)));
    }

    static String path(Hub hub) {
        return "/app/integrations/" + hub.integration();
    }

    Locator save() {
        return button(page, page.viewportSize().width > 760 ? "Save settings" : "Save");
    }

    Locator state() {
        return page.locator("header [role=status]");
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator eightIsSeven() {
        return page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(EIGHT));
    }

    void saves() {
        save().click();
        assertThat(page.getByText("Settings saved, version").first()).isVisible();
        assertThat(state()).hasText("All changes saved");
    }

    /// Goes on with Tab until something of this name has the focus, which must be seen and not lie under a bar.
    void tabTo(String name) {
        for (int step = 0; step < 150; step++) {
            page.keyboard().press("Tab");
            var here = (String) page.evaluate("""
                () => {
                    const one = document.activeElement;
                    const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
                    return name.trim();
                }\
                """);
            if (here.startsWith(name)) {
                assertTrue((Boolean) page.evaluate("""
                    () => {
                        const one = document.activeElement;
                        const box = one.getBoundingClientRect();
                        const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                        return one.matches(':focus-visible') && (one.contains(above) || !!above?.closest('label'));
                    }\
                    """), name + " has the focus, and nobody sees it");
                return;
            }
        }
        throw new AssertionError("Tab does not come to " + name);
    }

    /// How much wider the page is than its window.
    int overflow() {
        return (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    }
}
