package parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.channel.ChannelOffice;
import parley.platform.Json;
import parley.rules.Finding;
import parley.rules.Role;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Saved;
import parley.settings.SettingsDesk.Version;

class SavingTest {

    @TempDir
    static Path data;

    private SettingsOffice office;
    private ChannelId shop;

    @BeforeEach
    void open() {
        office = new SettingsOffice(data).withCrm();
        shop = office.channel("Shop", "batman-1");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private static List<String> paths(List<Finding> findings) {
        return findings.stream()
                .map(one -> one.path() + " " + one.code())
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("R9, R51a: a new integration has its channels unticked, and copies each message into the built-in CRM")
    void aNewIntegrationBeginsEmpty() {
        var settings = office.agreed().settings();

        assertEquals(0, settings.version());
        assertEquals(TimelineMode.EACH, settings.timeline());
        assertEquals(
                List.of(false),
                settings.channels().stream().map(one -> one.ticked()).toList());
        assertEquals(
                List.of("Shop"),
                settings.channels().stream().map(one -> one.name()).toList());
        assertTrue(settings.channel(shop).isEmpty());
        assertEquals(TimelineMode.HOURLY, Current.timeline("odoo"));
    }

    @Test
    void whatIsSavedHolds() {
        var done = assertInstanceOf(Saved.Done.class, office.save(office.bruce, office.ticked(shop)));

        assertEquals(1, done.agreed().settings().version());
        var channel = office.agreed().settings().channel(shop).orElseThrow();
        assertEquals(Role.SELLER, channel.roleOf(new EmployeeId("tony")));
        assertEquals(
                List.of(new EmployeeId("tony"), new EmployeeId("bruce")),
                channel.newClients().order());
        assertEquals(done.agreed(), office.agreed());
        assertEquals(
                "settings_saved",
                office.auth.auditOf(office.account, 1).getFirst().action());
    }

    @Test
    @DisplayName("R44: whoever can write on one channel only has it as his default by itself")
    void theOnlyWritableChannelIsTheDefault() {
        office.save(office.bruce, office.ticked(shop));

        assertEquals(
                Map.of(new EmployeeId("bruce"), shop, new EmployeeId("tony"), shop),
                office.agreed().settings().defaultChannel());
    }

    @Test
    @DisplayName("R11: whatever is wrong is told at once, and nothing is saved")
    void allMistakesAtOnce() {
        var document = office.ticked(shop);
        document.put("timeline", "YEARLY");
        document.put("colour", "red");
        document.remove("notifyManagers");
        var channel = SettingsOffice.channel(document, shop);
        channel.put("ticked", "yes");
        channel.withObject("roles").withObject("tony").put("role", "boss");
        channel.withObject("access").put("a/b", "SOMETIMES");
        document.withArray("channels").addObject().put("id", "77");

        var invalid = assertInstanceOf(Saved.Invalid.class, office.save(office.bruce, document));

        var found = paths(invalid.mistakes());
        assertTrue(
                found.containsAll(List.of(
                        "/timeline unknown_word",
                        "/colour unknown_field",
                        "/notifyManagers required",
                        "/channels/" + shop + "/ticked wrong_type",
                        "/channels/" + shop + "/roles/tony/role unknown_word",
                        "/channels/" + shop + "/access/a~1b unknown_word",
                        "/channels/1/id unknown_channel")),
                found.toString());
        assertEquals(0, office.agreed().settings().version());
    }

    @Test
    void whatTheRulesForbidIsToldAtOnce() {
        var document = office.ticked(shop);
        var channel = SettingsOffice.channel(document, shop);
        channel.put("name", " ");
        channel.withObject("newClients")
                .put("stage", "gone")
                .withObject("weights")
                .put("tony", 0);
        channel.withObject("roles").set("joker", Json.tree("{\"role\":\"auditor\",\"receivesNewClients\":true}"));
        document.withObject("defaultChannel").put("scrooge", shop.toString());

        var invalid = assertInstanceOf(Saved.Invalid.class, office.save(office.bruce, document));

        var place = "/channels/" + shop;
        assertEquals(
                List.of(
                        place + "/name channel_name",
                        place + "/newClients/stage stage_missing",
                        place + "/newClients/weights/tony weight",
                        place + "/roles/joker unknown_employee",
                        place + "/roles/joker/receivesNewClients slider_needs_write",
                        "/defaultChannel/scrooge default_needs_write"),
                paths(invalid.mistakes()));
    }

    @Test
    void garbageIsAMistakeNotABreakage() {
        for (var garbage : List.of("[]", "null", "7", "{\"channels\":{}}", "{\"version\":1.5}")) {
            assertInstanceOf(Saved.Invalid.class, office.save(office.bruce, Json.tree(garbage)), garbage);
        }
    }

    @Test
    @DisplayName("R11: of two who save at once one wins, the other is told who and what")
    void ofTwoWhoSaveAtOnceOneWins() throws InterruptedException, ExecutionException {
        var mine = office.ticked(shop);
        var his = office.ticked(shop).put("eightIsSeven", false);
        var tasks =
                List.<Callable<Saved>>of(() -> office.save(office.bruce, mine), () -> office.save(office.tony, his));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new java.util.ArrayList<Saved>();
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            var won = results.stream().filter(Saved.Done.class::isInstance).toList();
            var stale = results.stream().filter(Saved.Stale.class::isInstance).toList();
            assertEquals(1, won.size());
            assertEquals(1, stale.size());
            var told = ((Saved.Stale) stale.getFirst());
            assertTrue(List.of("Bruce", "Tony").contains(told.last().by()));
            assertTrue(told.last().changed().contains("/channels/" + shop + "/ticked"));
            assertEquals(1, told.current().settings().version());
        }
        assertEquals(1, office.agreed().settings().version());
    }

    @Test
    @DisplayName("R9: a channel is renamed in the settings and is called so everywhere")
    void namesAreOneTruth() {
        var second = office.channel("Store", "robin-1");
        var document = office.document();
        SettingsOffice.channel(document, shop).put("name", "Store");
        SettingsOffice.channel(document, second).put("name", "Shop");
        assertInstanceOf(Saved.Done.class, office.save(office.bruce, document));

        assertEquals(
                "Store",
                office.node.channels.find(office.account, shop).orElseThrow().name());
        office.node.channels.change(office.account, shop, "Market", Map.of());
        assertEquals("Market", office.agreed().settings().channels().getFirst().name());
    }

    @Test
    void aChannelConnectedWhileSomebodyEditsIsThereAfterwards() {
        var document = office.ticked(shop);
        var second = office.channel("Store", "robin-1");

        assertInstanceOf(Saved.Done.class, office.save(office.bruce, document));

        var settings = office.agreed().settings();
        assertEquals(
                List.of(shop, second),
                settings.channels().stream().map(one -> one.id()).toList());
        assertTrue(settings.channel(second).isEmpty(), "R9: unticked");
    }

    @Test
    void aDeletedChannelCanBeReadByThoseWhoCouldAndIsNotEditedAnyMore() {
        office.save(office.bruce, office.ticked(shop));
        var second = office.channel("Shop two", "robin-1");
        office.node.channels.remove(office.account, shop);

        var settings = office.agreed().settings();
        assertTrue(settings.channel(shop)
                .orElseThrow()
                .granted(new EmployeeId("tony"))
                .reads());
        assertTrue(!settings.channel(shop).orElseThrow().mayWrite(new EmployeeId("tony")));
        assertEquals(Map.of(), settings.defaultChannel(), "R46");
        assertEquals(1, office.document().withArray("channels").size());
        var document = office.ticked(second);
        SettingsOffice.channel(document, second).put("name", "Shop");
        assertInstanceOf(Saved.Done.class, office.save(office.bruce, document), "its name is free again");
        assertTrue(office.agreed().settings().channel(shop).isPresent());
    }

    @Test
    @DisplayName("R81: every version can be looked at and restored")
    void versions() {
        office.save(office.bruce, office.ticked(shop));
        office.save(office.tony, office.document().put("eightIsSeven", false));

        var integration = office.agreed().integration();
        var versions = office.desk.versions(office.account, integration, 10);
        assertEquals(List.of(2L, 1L), versions.stream().map(Version::n).toList());
        assertEquals("Tony", versions.getFirst().by());
        assertEquals(List.of("/eightIsSeven"), versions.getFirst().changed());
        assertEquals(ChannelOffice.NOW, versions.getFirst().at());
        var first = office.desk.version(office.account, integration, 1).orElseThrow();
        assertTrue(first.document().eightIsSeven());
        assertTrue(office.desk.version(office.account, integration, 9).isEmpty());
        office.crm.employees.remove("tony");
        office.desk.refresh(office.bruce, integration, "127.0.0.1");
        var restorable = office.desk.version(office.account, integration, 1).orElseThrow();
        assertEquals(List.of("Mr tony"), restorable.skipped());
        assertTrue(!restorable.document().channels().getFirst().roles().containsKey("tony"));
    }

    @Test
    void savingWhatHoldsMakesNoVersion() {
        office.save(office.bruce, office.ticked(shop));
        int before = office.announced.get();

        var done = assertInstanceOf(Saved.Done.class, office.save(office.bruce, office.document()));

        assertEquals(1, done.agreed().settings().version());
        assertEquals(before, office.announced.get());
    }

    @Test
    void warningsDoNotKeepFromSaving() {
        var done = assertInstanceOf(
                Saved.Done.class, office.save(office.bruce, office.document().put("eightIsSeven", false)));

        assertEquals(List.of("/channels no_channel"), paths(done.warnings()));
    }

    @Test
    void anotherProcessSeesItAtOnce() {
        var elsewhere = office.anotherDesk();
        assertEquals(
                0, elsewhere.current(office.account).orElseThrow().settings().version());

        office.save(office.bruce, office.ticked(shop));

        assertEquals(office.agreed(), elsewhere.current(office.account).orElseThrow());
    }
}
