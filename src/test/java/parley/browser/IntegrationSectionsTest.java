package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.channel.PaperMessenger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One section after the other of the page of the integration: turns, copies, notes in the CRM, numbers.
class IntegrationSectionsTest {

    private static final String ASIA = "If you have clients in Japan, China or South Korea, switch this off";

    private Office office;
    private IntegrationPage integration;
    private Page page;
    private String bruce;
    private String tony;

    /// Bruce and Tony receive new clients by turn on the chat of the site; the shop has nobody.
    @BeforeEach
    void open() {
        office = Office.open(new PaperMessenger());
        office.hub.person("Tony");
        bruce = office.hub.employee("Bruce");
        tony = office.hub.employee("Tony");
        office.hub.connect("paper", "Shop", "{\"token\":\"batman-1\"}");
        office.hub.agree(document -> {
            var site = (ObjectNode) document.path("channels").path(0);
            for (var employee : new String[] {bruce, tony}) {
                site.withObject("roles")
                        .putObject(employee)
                        .put("role", "seller")
                        .put("receivesNewClients", true);
                site.withObject("access").put(employee, "WRITE");
            }
            var stages = office.hub.settings().path("pipelines").path(0).path("stages");
            var newClients = (ObjectNode) site.path("newClients");
            newClients.put("algorithm", "BY_TURN");
            stages.valueStream()
                    .filter(stage -> stage.path("kind").asString().equals("OPEN"))
                    .findFirst()
                    .ifPresent(stage -> newClients.put("stage", stage.path("id").asString()));
        });
        integration = IntegrationPage.open(office, Office.DESK);
        page = integration.page;
    }

    @AfterEach
    void close() {
        office.close();
    }

    private JsonNode channel(int place) {
        return office.hub.settings().path("channels").path(place);
    }

    private Locator turns() {
        return page.locator(".settings-queue tbody tr");
    }

    @Test
    @DisplayName("R28: the order of turns goes by dragging")
    void theOrderGoesByDragging() {
        assertThat(turns()).hasText(new Pattern[] {Pattern.compile("^Bruce"), Pattern.compile("^Tony")});
        turns().last().scrollIntoViewIfNeeded();
        var grip = turns().last().locator(".settings-grip").boundingBox();
        var first = turns().first().boundingBox();

        page.mouse().move(grip.x + grip.width / 2, grip.y + grip.height / 2);
        page.mouse().down();
        page.mouse().move(grip.x + grip.width / 2, first.y + first.height / 4);
        assertThat(turns()).hasText(new Pattern[] {Pattern.compile("^Tony"), Pattern.compile("^Bruce")});
        page.mouse().up();
        // Once let go it follows no more.
        page.mouse().move(grip.x, grip.y);

        integration.saves();
        var order = channel(0).path("newClients").path("order");
        assertEquals(tony, order.path(0).asString());
        assertEquals(bruce, order.path(1).asString());
    }

    @Test
    @DisplayName("R10: roles are copied to all channels, which can be taken back")
    void rolesAreCopiedToAllChannels() {
        var copy = page.locator("#settings-roles")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Copy to all channels"));

        copy.click();
        assertThat(page.getByText("Copied to channels: 1.").first()).isVisible();
        assertThat(integration.state()).hasText("Unsaved changes");
        button(page, "Undo").click();
        assertThat(integration.state()).hasText("All changes saved");
        assertTrue(channel(1).path("roles").isEmpty());

        copy.click();
        integration.saves();
        assertEquals(channel(0).path("roles"), channel(1).path("roles"));
        assertEquals("WRITE", channel(1).path("access").path(tony).asString());
    }

    @Test
    @DisplayName("R52, R54: Asia is warned of while 8 is +7, and a number is read as the form says")
    void numbersAreReadAsTheFormSays() {
        var read = page.locator(".settings-number [role=status]");
        page.getByLabel("Check a number").fill("89164569812");
        assertThat(page.getByText(ASIA)).isVisible();
        assertThat(read).hasText("89164569812 → +7 916 456-98-12");

        integration.eightIsSeven().click();
        assertThat(page.getByText(ASIA)).isHidden();
        assertThat(page.getByText("Off: a leading 8 is taken literally.")).isVisible();
        assertThat(read).not().containsText("+7");

        page.getByLabel("Check a number").fill("8916");
        assertThat(read).hasText("This is not a phone number");
    }

    @Test
    @DisplayName("R50: how messages are copied to the CRM is saved")
    void theTimelineIsSaved() {
        page.getByLabel("All messages of a day").check();
        integration.saves();

        assertEquals("DAILY", office.hub.settings().path("timeline").asString());
        page.reload();
        assertThat(page.getByLabel("All messages of a day")).isChecked();
    }
}
