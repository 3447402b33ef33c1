package parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.crm.CrmTrouble;
import parley.rules.Access;
import parley.rules.Role;
import parley.settings.SettingsDesk.Connected;
import parley.settings.SettingsDesk.Refreshed;

class RefreshingTest {

    private static final EmployeeId TONY = new EmployeeId("tony");
    private static final EmployeeId BRUCE = new EmployeeId("bruce");

    @TempDir
    static Path data;

    private SettingsOffice office;
    private ChannelId shop;

    @BeforeEach
    void open() {
        office = new SettingsOffice(data).withCrm();
        shop = office.channel("Shop", "batman-1");
        office.save(office.bruce, office.ticked(shop));
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Refreshed refresh() {
        return office.desk.refresh(office.bruce, office.agreed().integration(), "127.0.0.1");
    }

    @Test
    @DisplayName("R8: what the CRM has changed appears with a refresh only")
    void newcomersAppearWithARefresh() {
        office.crm.employees.add("konstantin");
        assertTrue(office.agreed().employee(new EmployeeId("konstantin")).isEmpty());

        var done = assertInstanceOf(Refreshed.Done.class, refresh());

        assertEquals(1, done.added());
        assertEquals(List.of(), done.left());
        assertEquals("Mr konstantin", office.agreed().name(new EmployeeId("konstantin")));
        assertEquals(1, office.agreed().settings().version(), "no version is made for it");
    }

    @Test
    @DisplayName("R8: whoever has left loses everything at once, the others keep everything")
    void whoeverHasLeftLosesEverything() {
        office.crm.employees.remove("tony");

        var done = assertInstanceOf(Refreshed.Done.class, refresh());

        assertEquals(List.of("Mr tony"), done.left());
        var settings = office.agreed().settings();
        var channel = settings.channel(shop).orElseThrow();
        assertEquals(Access.NONE, channel.granted(TONY));
        assertFalse(channel.roles().containsKey(TONY));
        assertEquals(List.of(BRUCE), channel.newClients().order());
        assertEquals(Map.of(), channel.newClients().weights());
        assertEquals(Map.of(BRUCE, shop), settings.defaultChannel());
        assertEquals(Role.MANAGER, channel.roleOf(BRUCE));
        assertEquals("Mr tony", office.agreed().name(TONY), "what he wrote still has his name");
        assertTrue(office.agreed().staff().left().contains(TONY));
        var last = office.desk
                .versions(office.account, office.agreed().integration(), 1)
                .getFirst();
        assertEquals(Versions.BY_CRM, last.by());
        assertEquals(2, last.n());
        assertTrue(last.changed().contains("/channels/" + shop + "/access/tony"));
    }

    @Test
    void aCrmThatDoesNotAnswerTakesNothingAway() {
        var before = office.agreed();
        office.crm.trouble = new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "half the employees came");

        assertEquals(new Refreshed.Failed("temporary"), refresh());
        assertEquals(before, office.agreed());

        office.crm.trouble = null;
        office.crm.employees.clear();
        assertEquals(new Refreshed.Failed("no_employees"), refresh());
        assertEquals(before, office.agreed());
    }

    @Test
    @DisplayName("R12a: deleting the integration disconnects the CRM; who sees what stays")
    void deletingDisconnects() {
        var integration = office.agreed().integration();

        assertEquals(SettingsDesk.Deleted.DONE, office.desk.delete(office.bruce, integration, "127.0.0.1"));

        assertFalse(office.agreed().connected());
        assertTrue(office.agreed()
                .settings()
                .channel(shop)
                .orElseThrow()
                .granted(TONY)
                .writes());
        assertTrue(office.crms.of(office.account).isEmpty());
        assertInstanceOf(Refreshed.NoIntegration.class, refresh());
        assertEquals(SettingsDesk.Deleted.UNKNOWN, office.desk.delete(office.bruce, integration, "127.0.0.1"), "once");
    }

    @Test
    void connectingAgainBringsTheSettingsBack() {
        var integration = office.agreed().integration();
        office.desk.delete(office.bruce, integration, "127.0.0.1");
        office.crm.employees.remove("tony");

        office.connect("builtin", Map.of());

        assertEquals(integration, office.agreed().integration());
        assertTrue(office.agreed().connected());
        assertEquals(2, office.agreed().settings().version(), "Tony has left meanwhile");
        assertTrue(office.crms.of(office.account).isPresent());
    }

    @Test
    void aCompanyHasOneCrmAtATime() {
        assertEquals(new Connected.Taken(), office.desk.connect(office.bruce, "odoo", Map.of(), "127.0.0.1"));
        assertEquals(new Connected.Unknown(), office.desk.connect(office.bruce, "abacus", Map.of(), "127.0.0.1"));

        office.desk.delete(office.bruce, office.agreed().integration(), "127.0.0.1");
        office.connect("odoo", Map.of("token", "s3cret"));

        assertEquals("odoo", office.agreed().crm());
        assertEquals("s3cret", office.other.opened.get("token"));
        var row = office.database.read(tx -> tx.createQuery(
                        "SELECT string_agg(integration::text, '') FROM integration WHERE account_id = :account")
                .bind("account", office.account.value())
                .mapTo(String.class)
                .one());
        assertFalse(row.contains("s3cret"), "sealed in the database");
    }
}
