package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.crm.PaperCrm;
import parley.crm.PaperElsewhere;
import parley.story.Hub;

/// A CRM is chosen, connected by its form, shown when it lets nobody in, and connected again (UX 12).
class ConnectCrmTest {

    private final PaperCrm crm = new PaperCrm(InstantSource.system(), "tony");
    private final PaperElsewhere elsewhere = new PaperElsewhere(crm, "tulip");
    private Office office;
    private Page page;

    @BeforeEach
    void open() {
        crm.pollEvery = Duration.ofHours(1);
        office = Office.of(Hub.knowing(List.of(elsewhere)));
        assertEquals(
                204,
                office.hub
                        .owner()
                        .delete("/integrations/" + office.hub.integration())
                        .status());
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aCrmIsConnectedByItsForm() {
        page = office.owner(IntegrationPage.path(office.hub));
        button(page, "Paper CRM").click();
        assertThat(dialog().locator("ol li")).hasCount(2);
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(button(page, "Paper CRM")).isFocused();

        button(page, "Paper CRM").click();
        field("Address of the CRM").fill("https://paper.example");
        field("Password").fill("rose");
        page.keyboard().press("Enter");
        assertThat(dialog()).containsText("Paper CRM did not accept this token or password.");
        assertThat(field("Password")).hasAttribute("aria-invalid", "true");
        office.chrome.isFine(page, "a password that is refused");

        field("Password").fill("tulip");
        button(page, "Connect").click();

        assertThat(dialog()).hasCount(0);
        assertThat(panel()).containsText("Paper CRM · Wayne Paper");
        assertThat(panel().locator(".tag.ok")).hasText("Connected");
        assertThat(page.getByText("The CRM is disconnected")).hasCount(0);
        office.chrome.isFine(page, "a CRM that was connected");
    }

    @Test
    void oneThatLetsNobodyInIsConnectedAgain() {
        connect();
        elsewhere.changesPassword("orchid");
        office.hub.owner().post("/integrations/" + office.hub.integration() + "/refresh", "{}");
        page = office.owner("/app/health");
        assertThat(page.locator(".notice").first()).containsText("The CRM has not let Parley in since");
        assertThat(page.locator("#health-crm").locator(".."))
                .containsText("The password has changed: type the new one.");
        office.chrome.isFine(page, "health while the CRM lets nobody in");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connect again"))
                .click();

        assertThat(dialog()).isVisible();
        assertThat(dialog().locator("input[type=url]")).hasValue("https://paper.example");
        assertThat(field("Password")).hasValue("");
        assertThat(dialog()).containsText("Kept. An empty field changes nothing.");
        assertThat(dialog().locator("[readonly]")).hasValue(Pattern.compile(".*/hooks/crm/1-.*"));
        page.keyboard().press("Escape");
        assertThat(panel().locator(".tag.warn")).hasText("Needs attention");
        assertThat(panel()).containsText("The password has changed: type the new one.");
        Chrome.picture(page, "crm-attention");
        office.chrome.isFine(page, "a CRM that lets nobody in");

        button(page, "Connect again").click();
        field("Password").fill("orchid");
        button(page, "Check and save").click();

        assertThat(panel().locator(".tag.ok")).hasText("Connected");
        assertThat(dialog()).hasCount(0);
    }

    @Test
    void everythingFitsAPhone() {
        page = office.window(office.hub.owner(), new Eyes("ru", "dark", 320, 700), IntegrationPage.path(office.hub));
        button(page, "Бумажная CRM").click();
        button(page, "Подключить").click();
        assertThat(page.getByText("Заполните это поле").first()).isVisible();
        fits("connect-crm-phone");
        page.keyboard().press("Escape");
        fits("connect-crm-choice-phone");

        connect();
        elsewhere.changesPassword("orchid");
        office.hub.owner().post("/integrations/" + office.hub.integration() + "/refresh", "{}");
        page.navigate(office.hub.address() + IntegrationPage.path(office.hub));
        assertThat(panel()).containsText("Требует внимания");
        fits("connect-crm-attention-phone");
    }

    private void fits(String name) {
        Chrome.picture(page, name);
        office.chrome.isFine(page, name);
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), name);
    }

    private void connect() {
        var connected = office.hub.owner().post("/integrations", """
            {"crm":"paper","fields":{"site":"https://paper.example","password":"tulip"}}\
            """);
        assertEquals(200, connected.status(), connected.toString());
        elsewhere.crm.comesBack();
    }

    private Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    private Locator panel() {
        return page.locator("section[aria-labelledby=settings-crm]");
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
