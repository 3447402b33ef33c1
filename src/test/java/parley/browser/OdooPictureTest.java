package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.crm.odoo.RealOdoo;
import parley.story.Hub;
import parley.story.OdooShop;
import tools.jackson.databind.node.ObjectNode;

/// A client's deal as people see it on Odoo's own page: `docs/pictures/odoo-deal.png` is made here.
@ExtendWith(RealOdoo.class)
class OdooPictureTest {

    @Test
    void theChatStandsInTheDealsChatter() {
        try (var chrome = new Chrome();
                var shop = new OdooShop(OdooShop::firstAnswers)) {
            shop.hub.agree(OdooPictureTest::notesAtOnce);
            shop.writes("Anna Bell", "Good morning! Is the oak door in stock?");
            shop.lead("lead", "");
            Hub.await("hers", () -> !shop.tony.chats().isEmpty());
            assertEquals(
                    202,
                    shop.tony
                            .replies("Anna Bell", "Good morning, Anna! Two of them, and we deliver on Saturday.")
                            .status());
            var deal = shop.lead("opportunity", "Tony").id();
            shop.writes("Anna Bell", "Wonderful. I take one: https://shop.example/oak");
            Hub.await(3, () -> shop.odoo.notes(deal).size());

            var page = chrome.person(new Chrome.Eyes("en", "light", 1440, 900)).newPage();
            signIn(page);
            page.navigate(RealOdoo.address() + "/odoo/crm/" + deal);
            var chatter = page.locator(".o-mail-Chatter");
            for (var text : shop.tony.reads("Anna Bell")) {
                assertThat(chatter.getByText(text.replaceFirst("https.*", "")).first())
                        .isVisible();
            }
            assertThat(page.getByText("Anna Bell").first()).isVisible();
            Chrome.picture(page, "odoo-deal");
        }
    }

    private static void notesAtOnce(ObjectNode document) {
        document.put("timeline", "EACH");
    }

    private static void signIn(Page page) {
        page.navigate(RealOdoo.address() + "/web/login");
        page.locator("input[name=login]").fill(RealOdoo.login());
        page.locator("input[name=password]").fill(RealOdoo.password());
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**/odoo**");
    }
}
