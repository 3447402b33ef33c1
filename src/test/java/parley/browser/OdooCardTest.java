package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.browser.Chrome.Eyes;
import parley.crm.odoo.RealOdoo;
import parley.story.Hub;
import parley.story.OdooShop;

/// The tab in a real Odoo's own form, used by the people who sell there: `docs/pictures/odoo-tab.png` is made here.
@ExtendWith(RealOdoo.class)
class OdooCardTest {

    @Test
    @DisplayName("R13: a salesperson answers in the tab of his deal; another one sees nothing of it there")
    void theClientIsAnsweredInOdoo() {
        try (var chrome = new Chrome();
                var shop = OdooShop.withoutDoor(OdooShop::firstAnswers)) {
            shop.writes("Anna Bell", "Good morning! Is the oak door in stock?");
            shop.lead("lead", "");
            Hub.await("hers", () -> !shop.tony.chats().isEmpty());
            assertEquals(
                    202,
                    shop.tony
                            .replies("Anna Bell", "Good morning, Anna! Let me look.")
                            .status());
            var deal = shop.lead("opportunity", "Tony").id();
            Hub.await(List.of(), shop.scrooge::clients);

            var page = opens(chrome, "tony", deal.value());
            tab(page).click();
            var window = page.frameLocator("iframe[title=Parley]");
            assertThat(window.getByText("Is the oak door in stock?").first()).isVisible();
            answer(window, "Two of them, and we deliver on Saturday.");
            Hub.await(true, () -> shop.delivered().contains("Two of them, and we deliver on Saturday."));
            shop.writes("Anna Bell", "Wonderful. I take one.");
            assertThat(window.getByText("Wonderful. I take one.").first()).isVisible();
            tab(page).scrollIntoViewIfNeeded();
            Chrome.picture(page, "odoo-tab");

            // Typing into Odoo's own form leaves the window alone; another page of Odoo's opens it anew.
            page.locator("div[name=name] textarea, div[name=name] input")
                    .first()
                    .fill("Oak door");
            answer(window, "Shall I send the bill?");
            Hub.await(true, () -> shop.delivered().contains("Shall I send the bill?"));
            page.locator(".o_form_button_save").click();
            assertThat(window.getByText("Shall I send the bill?").first()).isVisible();
            page.reload();
            tab(page).click();
            assertThat(window.getByText("Wonderful. I take one.").first()).isVisible();

            var other = opens(chrome, "scrooge", deal.value());
            tab(other).click();
            var others = other.frameLocator("iframe[title=Parley]");
            assertThat(others.getByText("No messages with this contact yet.")).isVisible();
            assertEquals(0, others.getByText("oak door").count());
        }
    }

    private static Page opens(Chrome chrome, String login, String deal) {
        var page = chrome.person(new Eyes("en", "light", 1440, 900)).newPage();
        page.navigate(RealOdoo.address() + "/web/login");
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(login);
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**/odoo**");
        page.navigate(RealOdoo.address() + "/odoo/crm/" + deal);
        return page;
    }

    private static Locator tab(Page page) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Parley"));
    }

    private static void answer(FrameLocator window, String text) {
        var composer = window.getByRole(AriaRole.TEXTBOX, new FrameLocator.GetByRoleOptions().setName("Message"));
        composer.fill(text);
        composer.press("Enter");
    }
}
