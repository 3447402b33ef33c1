package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.channel.PaperMessenger;
import tools.jackson.databind.JsonNode;

/// Roles, turns, access and presets on the page of the integration (R11–R46, R64).
class IntegrationPeopleTest {

    private Office office;
    private IntegrationPage integration;
    private Page page;
    private String bruce;
    private String tony;

    @BeforeEach
    void open() {
        office = Office.open(new PaperMessenger());
        office.hub.person("Tony");
        bruce = office.hub.employee("Bruce");
        tony = office.hub.employee("Tony");
        integration = IntegrationPage.open(office, Office.DESK);
        page = integration.page;
    }

    @AfterEach
    void close() {
        office.close();
    }

    /// The chat of the site, with which the hub begins: Bruce is its manager.
    private JsonNode channel() {
        return office.hub.settings().path("channels").path(0);
    }

    private Locator access(String label) {
        return page.locator(".settings-level[aria-label^='" + label + "']");
    }

    private void byTurn() {
        page.getByLabel("Pipeline").selectOption(new SelectOption().setIndex(1));
        page.getByLabel("Stage").first().selectOption(new SelectOption().setIndex(2));
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^By turn")))
                .check();
    }

    private void fill(int preset) {
        presets();
        button(page, "Fill in the form").nth(preset).click();
    }

    private void presets() {
        var presets = page.locator("details.settings-presets");
        if (presets.getAttribute("open") == null) {
            presets.locator("summary").click();
        }
    }

    @Test
    @DisplayName("R11, R28, UX 10: roles, order and saving with the keyboard alone")
    void withTheKeyboardAlone() {
        integration.tabTo("Select roles");
        page.keyboard().press("Enter");
        integration.tabTo("Selected: 0");
        page.keyboard().press("Space");
        integration.tabTo("Assign a role");
        page.keyboard().press("ArrowDown");
        integration.tabTo("Receives new clients: Tony");
        page.keyboard().press("Space");
        integration.tabTo("Apply");
        page.keyboard().press("Enter");
        assertThat(button(page, "Done")).isFocused();
        page.keyboard().press("Enter");
        assertThat(integration.dialog()).isHidden();

        integration.tabTo("Stage");
        page.keyboard().press("ArrowDown");
        integration.tabTo("First responder");
        page.keyboard().press("ArrowDown");
        integration.tabTo("Move down: Bruce");
        page.keyboard().press("Enter");
        assertThat(page.locator(".settings-queue tbody tr").first()).containsText("Tony");
        assertThat(page.locator(".settings-queue tbody tr").first()).containsText("client 1");
        page.keyboard().press("Control+s");

        assertThat(page.getByText("Settings saved, version").first()).isVisible();
        var saved = channel();
        assertEquals("seller", saved.path("roles").path(tony).path("role").asString());
        assertTrue(saved.path("roles").path(bruce).path("receivesNewClients").asBoolean());
        assertEquals("BY_TURN", saved.path("newClients").path("algorithm").asString());
        assertEquals(tony, saved.path("newClients").path("order").path(0).asString());
    }

    @Test
    @DisplayName("R11: applied roles are in the form, unapplied ones are asked about")
    void unappliedRolesAreAskedAbout() {
        button(page, "Select roles").click();
        page.getByLabel("Role: Tony").selectOption("auditor");
        assertThat(button(page, "Done")).isDisabled();
        page.keyboard().press("Escape");
        assertThat(integration.dialog().last()).containsText("Apply the role changes?");
        page.keyboard().press("Escape");
        button(page, "Apply").click();
        assertThat(button(page, "Apply")).isDisabled();
        button(page, "Done").click();

        assertThat(page.locator(".settings-sums")).containsText("Quality control: 1");
        assertThat(integration.state()).hasText("Unsaved changes");
    }

    @Test
    @DisplayName("R29, R34: the table follows the weights, and the choice for closed deals hides behind them")
    void theTableFollowsTheWeights() {
        fill(0);
        byTurn();
        assertThat(page.locator("input[name=closedDeal]")).hasCount(2);
        page.locator("input[name=closedDeal]").last().check();

        page.locator(".settings-under input").check();
        assertThat(page.locator("input[name=closedDeal]")).hasCount(0);
        page.getByLabel("Weight: Bruce").fill("2");
        assertThat(page.locator(".settings-queue tbody tr").nth(0)).containsText("client 1, client 2");
        assertThat(page.locator(".settings-queue tbody tr").nth(1)).containsText("client 3");

        page.locator(".settings-under input").uncheck();
        assertThat(page.locator("input[name=closedDeal]").last()).isChecked();
    }

    @Test
    @DisplayName("R64: a preset fills the form, saves nothing, and can be taken back")
    void aPresetCanBeTakenBack() {
        fill(1);
        assertThat(page.locator(".settings-sums")).containsText("Managers: 2");
        assertThat(page.locator(".settings-sums")).containsText("Receive new clients: 2");
        button(page, "Undo").click();

        assertThat(integration.state()).hasText("All changes saved");
        fill(1);
        integration.saves();
        assertTrue(office.hub.settings().path("notifyManagers").asBoolean());
        assertEquals("WRITE", channel().path("access").path(tony).asString());
    }

    @Test
    @DisplayName("R39, R43–R46: an access goes round, and the green tick moves and is lost with WRITE")
    void accessAndDefaultChannel() {
        office.hub.connect("paper", "Shop", "{\"token\":\"batman-1\"}");
        integration = IntegrationPage.open(office, Office.DESK);
        page = integration.page;
        page.getByLabel("The channel “Shop” is in the integration").check();
        presets();
        page.getByLabel("On all channels").check();
        fill(0);

        var ticks = page.locator(".settings-matrix tr")
                .filter(new Locator.FilterOptions().setHasText("Tony"))
                .locator(".settings-tick");
        assertThat(page.getByText("No default channel: Tony")).isVisible();
        ticks.first().click();
        ticks.last().click();
        assertThat(ticks.first()).hasAttribute("aria-pressed", "false");
        assertThat(ticks.last()).hasAttribute("aria-pressed", "true");

        access("Read and send: Tony, Shop").click();
        assertThat(access("No access: Tony, Shop")).isVisible();
        assertThat(page.getByText("No longer receive new clients: Tony")).isVisible();
        assertThat(ticks).hasAttribute("aria-pressed", "true");
        access("No access: Tony, Shop").click();
        assertThat(access("Read only: Tony, Shop")).isVisible();
    }

    @Test
    @DisplayName("R62, R63: after the first save a test message waits in the chats")
    void theFirstSaveOffersATest() {
        fill(1);
        page.getByLabel("Pipeline").selectOption(new SelectOption().setIndex(1));
        integration.saves();

        assertThat(integration.dialog()).containsText("Settings saved. Test the chats?");
        assertThat(integration.dialog()).containsText("There are Managers");
        office.chrome.isFine(page, "test window");
        Chrome.picture(page, "integration-test-window");
        button(page, "Go to the chats now").click();
        assertThat(page).hasURL(Pattern.compile(".*/app/chats/\\d+"));
        assertThat(page.getByText("This is a test message from Parley").first()).isVisible();
    }
}
