package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.channel.PaperMessenger;
import tools.jackson.databind.node.ObjectNode;

/// Saving, leaving, and what happens when somebody else was faster (R6–R12a, R81).
class IntegrationEditingTest {

    private Office office;
    private IntegrationPage integration;
    private Page page;

    @BeforeEach
    void open() {
        office = Office.open(new PaperMessenger());
        office.hub.connect("paper", "Shop", "{\"token\":\"batman-1\"}");
        look(Office.DESK);
    }

    @AfterEach
    void close() {
        office.close();
    }

    private void look(Eyes eyes) {
        integration = IntegrationPage.open(office, eyes);
        page = integration.page;
    }

    private boolean eightIsSeven() {
        return office.hub.settings().path("eightIsSeven").asBoolean();
    }

    @Test
    @DisplayName("R6, R11: nothing takes effect before it is saved")
    void nothingTakesEffectBeforeItIsSaved() {
        assertThat(integration.save()).isDisabled();

        integration.eightIsSeven().click();
        assertThat(integration.state()).hasText("Unsaved changes");
        assertTrue(eightIsSeven());
        integration.eightIsSeven().click();
        assertThat(integration.state()).hasText("All changes saved");
        assertThat(integration.save()).isDisabled();

        integration.eightIsSeven().click();
        integration.saves();
        assertFalse(eightIsSeven());
        assertThat(integration.save()).isDisabled();
    }

    @Test
    @DisplayName("R7: leaving asks, by a link and by the browser's own button; Esc is back")
    void leavingAsks() {
        var here = page.url();
        Office.link(page, "Health").click();
        Office.link(page, "Integration").click();
        integration.eightIsSeven().click();

        Office.link(page, "Channels").first().click();
        assertThat(integration.dialog()).containsText("Save changes?");
        page.keyboard().press("Escape");
        assertThat(integration.dialog()).isHidden();
        assertEquals(here, page.url());

        page.evaluate("history.back()");
        assertThat(integration.dialog()).containsText("Save changes?");
        button(page, "Back to editing").click();
        assertEquals(here, page.url());
        assertThat(integration.state()).hasText("Unsaved changes");

        Office.link(page, "Channels").first().click();
        button(page, "Save").click();
        assertThat(page).hasURL(Pattern.compile(".*/app/channels$"));
        assertFalse(eightIsSeven());
    }

    @Test
    @DisplayName("R7: discarding leaves and saves nothing")
    void discardingSavesNothing() {
        integration.eightIsSeven().click();
        Office.link(page, "Channels").first().click();
        button(page, "Discard").click();

        assertThat(page).hasURL(Pattern.compile(".*/app/channels$"));
        assertTrue(eightIsSeven());
    }

    @Test
    @DisplayName("R11: whoever saves second sees the differences and puts only his own on top")
    void theSecondSaverPutsHisOwnOnTop() {
        integration.eightIsSeven().click();
        office.hub.agree(document -> document.put("notifyManagers", true));

        integration.save().click();
        assertThat(integration.dialog()).containsText("The settings have been changed by Bruce");
        button(page, "Show differences").click();
        var row = integration.dialog().getByRole(AriaRole.ROW);
        assertThat(row.filter(new Locator.FilterOptions().setHasText("Notify Managers")))
                .containsText("not changed by you");
        assertThat(row.filter(new Locator.FilterOptions().setHasText("8 as +7")))
                .not()
                .containsText("not changed by you");
        button(page, "Save my edits on top").click();

        assertThat(page.getByText("Settings saved, version").first()).isVisible();
        assertTrue(office.hub.settings().path("notifyManagers").asBoolean());
        assertFalse(eightIsSeven());
        assertThat(integration.state()).hasText("All changes saved");
    }

    @Test
    @DisplayName("R11: or he takes what the first one has saved")
    void theSecondSaverTakesTheSaved() {
        integration.eightIsSeven().click();
        office.hub.agree(document -> document.put("notifyManagers", true));

        integration.save().click();
        button(page, "Take the saved ones").click();

        assertThat(integration.state()).hasText("All changes saved");
        assertThat(integration.eightIsSeven()).isChecked();
        assertTrue(eightIsSeven());
    }

    @Test
    @DisplayName("R11: all mistakes stand at their fields, the first has the focus, and what is corrected is none")
    void mistakesLeadToTheirFields() {
        look(new Eyes("en", "light", 375, 812));
        page.getByLabel("The channel “Shop” is in the integration").check();
        page.getByLabel("Channel name").last().fill("");

        integration.save().click();
        assertThat(integration.state()).hasText("Correct before saving: 2");
        assertThat(page.getByLabel("Channel name").last()).isFocused();

        page.getByLabel("Channel name").last().fill("Shop");
        assertThat(integration.state()).hasText("Correct before saving: 1");
        button(page, "Shop: Choose a pipeline and a stage").click();
        assertThat(page.getByLabel("Stage").first()).isFocused();
        assertThat(page.getByLabel("Settings of the channel").locator("option:checked"))
                .hasText("Shop");
    }

    @Test
    @DisplayName("R81: a version can be looked at, compared and restored; restoring fills the form")
    void aVersionIsRestored() {
        office.hub.agree(document -> document.put("eightIsSeven", false));
        office.hub.agree(document -> document.put("notifyManagers", true));
        look(Office.DESK);

        button(page, "Settings history").click();
        var versions = integration.dialog().locator(".settings-version");
        assertThat(versions.first()).containsText("Changed: Notify Managers");
        versions.nth(1).getByText("Compare with current").click();
        assertThat(integration.dialog()).containsText("Notify Managers");
        button(page, "Back").click();
        versions.nth(1).getByText("Restore").click();

        assertThat(integration.dialog()).isHidden();
        assertThat(integration.state()).hasText("Unsaved changes");
        assertTrue(office.hub.settings().path("notifyManagers").asBoolean());
        integration.saves();
        assertFalse(office.hub.settings().path("notifyManagers").asBoolean());
        assertFalse(eightIsSeven());
    }

    @Test
    @DisplayName("R12a: deleting the integration asks once, and the CRM can be connected again")
    void deletingAsksOnce() {
        button(page, "Delete integration").click();
        assertThat(integration.dialog()).containsText("Chats and messages stay.");
        button(page, "Delete integration").last().click();

        assertThat(page.getByText("The CRM is disconnected").first()).isVisible();
        button(page, "Connect the CRM again").click();
        assertThat(page.getByText("The CRM is disconnected")).isHidden();
    }

    @Test
    @DisplayName("R11: what is typed while the settings are being saved stays in the form")
    void editingGoesOnWhileSaving() {
        var held = new AtomicReference<Route>();
        page.route("**/api/v1/integrations/*/settings", route -> {
            if (route.request().method().equals("PUT") && held.get() == null) {
                held.set(route);
            } else {
                route.resume();
            }
        });
        integration.eightIsSeven().click();
        integration.save().click();
        page.waitForCondition(() -> held.get() != null);
        page.getByLabel("Channel name").last().fill("Store");
        held.get().resume();

        assertThat(page.getByText("Settings saved, version").first()).isVisible();
        button(page, "Later").click();
        assertThat(integration.state()).hasText("Unsaved changes");
        assertThat(page.getByLabel("Channel name").last()).hasValue("Store");
        integration.saves();
        assertFalse(eightIsSeven());
    }

    @Test
    @DisplayName("R8: refreshing brings who is new, takes everything from who has left, and keeps unsaved edits")
    void refreshingKeepsUnsavedEdits() {
        var tony = office.hub.person("Tony").employee();
        office.hub.agree(document -> ((ObjectNode) document.path("channels").path(0))
                .withObject("access")
                .put(tony, "READ"));
        look(Office.DESK);
        integration.eightIsSeven().click();
        var bruce = office.hub.owner();
        bruce.post(
                "/crm/employees", "{\"name\":\"Anna\",\"email\":\"anna@example.com\",\"admin\":false,\"active\":true}");
        bruce.put(
                "/crm/employees/" + tony,
                "{\"name\":\"Tony\",\"email\":\"tony@example.com\",\"admin\":false,\"active\":false}");
        var table = page.locator(".settings-matrix");
        assertThat(table).not().containsText("Anna");

        button(page, "Refresh data from CRM").click();
        assertThat(page.getByText("Left the CRM; roles, weights and access removed: Tony."))
                .isVisible();
        assertThat(table).containsText("Anna");
        assertThat(table).not().containsText("Tony");
        assertThat(integration.state()).hasText("Unsaved changes");
        integration.saves();
        assertFalse(eightIsSeven());
    }
}
