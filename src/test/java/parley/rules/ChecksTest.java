package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.rules.Office.BRUCE;
import static parley.rules.Office.BULK;
import static parley.rules.Office.NEW;
import static parley.rules.Office.SCROOGE;
import static parley.rules.Office.SHOP;
import static parley.rules.Office.TONY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;

class ChecksTest {

    private static final StageRef INCOMING = stage("incoming");
    private static final EmployeeId STRANGER = new EmployeeId("a/b");
    private static final CrmFacts CRM = new CrmFacts(
            Set.of(BRUCE, SCROOGE, TONY),
            Map.of(NEW, StageKind.OPEN, INCOMING, StageKind.UNSORTED, stage("won"), StageKind.WON),
            true);

    @Test
    void whatIsRightPasses() {
        var settings =
                Office.settings(Office.channel(SHOP).seller(BRUCE).seller(TONY).ticked());

        assertEquals(new Findings(List.of(), List.of()), Checks.of(settings, CRM, Set.of()));
        assertTrue(Checks.of(settings, CRM, Set.of()).passed());
    }

    @Test
    @DisplayName("R11: all mistakes are named at once, with their places")
    void allMistakesAtOnce() {
        var shop = Office.channel(SHOP)
                .with(BRUCE, Role.SELLER, true, Access.READ)
                .with(SCROOGE, Role.AUDITOR, true, Access.WRITE)
                .seller(STRANGER)
                .order(STRANGER, BRUCE)
                .weights(Map.of(BRUCE, 0, TONY, 101, SCROOGE, 100, STRANGER, 1))
                .stage(INCOMING)
                .ticked();
        var bulk = Office.channel(BULK).stage(null).ticked();
        var settings = new Settings(
                7,
                List.of(shop, bulk),
                new GlobalChat(GlobalChat.Mode.ALL, Set.of(STRANGER)),
                TimelineMode.OFF,
                true,
                false,
                Map.of(BRUCE, SHOP, STRANGER, SHOP));

        assertEquals("""
            channel_elsewhere /channels/2/ticked
            default_needs_write /defaultChannel/bruce
            slider_needs_write /channels/1/roles/bruce/receivesNewClients
            slider_needs_write /channels/1/roles/scrooge/receivesNewClients
            stage_missing /channels/2/newClients/stage
            unknown_employee /channels/1/access/a~1b
            unknown_employee /channels/1/newClients/order/a~1b
            unknown_employee /channels/1/newClients/weights/a~1b
            unknown_employee /channels/1/roles/a~1b
            unknown_employee /defaultChannel/a~1b
            unknown_employee /globalChat/administrators/a~1b
            unsorted_is_first /channels/1/newClients/algorithm
            weight /channels/1/newClients/weights/bruce
            weight /channels/1/newClients/weights/tony\
            """, words(Checks.of(settings, CRM, Set.of(BULK)).mistakes()));
    }

    @ParameterizedTest
    @DisplayName("R1: a channel's name has 1 to 60 characters")
    @CsvSource({"'',false", "'  ',false", "Опт,true", "60,true", "61,false"})
    void names(String name, boolean passes) {
        var typed = name.matches("\\d+") ? "😀".repeat(Integer.parseInt(name)) : name;

        assertEquals(passes, Checks.of(named(typed), CRM, Set.of()).passed());
    }

    @ParameterizedTest
    @DisplayName("R1: no two channels have the same name, however it is spelled")
    @ValueSource(strings = {"Опт", "опт", " ОПТ "})
    void noRepeatedNames(String second) {
        assertEquals(
                "channel_name /channels/2/name",
                words(Checks.of(named("Опт", second), CRM, Set.of()).mistakes()));
    }

    @ParameterizedTest(name = "{0}, unsorted leads {1}, {2} → {3}")
    @DisplayName("R24, R25: the stage must be one in which a deal can begin")
    @CsvSource({
        "new,      true,  BY_TURN,         ''",
        "new,      false, FIRST_RESPONDER, ''",
        "incoming, true,  FIRST_RESPONDER, ''",
        "incoming, true,  BY_TURN,         unsorted_is_first",
        "incoming, false, FIRST_RESPONDER, stage_missing",
        "won,      true,  BY_TURN,         stage_missing",
        "deleted,  true,  BY_TURN,         stage_missing",
    })
    void stages(String stage, boolean hasUnsorted, Algorithm algorithm, String expected) {
        var channel = Office.channel(SHOP)
                .seller(BRUCE)
                .stage(stage(stage))
                .algorithm(algorithm)
                .ticked();
        var crm = new CrmFacts(CRM.employees(), CRM.stages(), hasUnsorted);

        var mistakes = Checks.of(Office.settings(channel), crm, Set.of()).mistakes();

        assertEquals(expected, mistakes.stream().map(Finding::code).collect(Collectors.joining()));
    }

    @Test
    @DisplayName("R9: a channel that is not ticked needs no stage and may be in another integration")
    void notTicked() {
        var settings = Office.settings(ChannelSettings.initial(SHOP, "Shop"));

        assertTrue(Checks.of(settings, CRM, Set.of(SHOP)).passed());
    }

    @Test
    @DisplayName("R32, R44: warnings do not keep from saving")
    void warnings() {
        var shop = Office.channel(SHOP)
                .with(TONY, Role.MANAGER, false, Access.WRITE)
                .ticked();
        var bulk = Office.channel(BULK).seller(TONY).ticked();
        var third = Office.channel(new ChannelId(3)).ticked();

        var findings = Checks.of(Office.settings(shop, bulk, third), CRM, Set.of());

        assertTrue(findings.passed());
        assertEquals("""
            no_roles /channels/3/roles
            nobody_receives /channels/1/newClients
            several_without_default /defaultChannel\
            """, words(findings.warnings()));
        assertEquals(Map.of("names", "tony"), findings.warnings().getLast().args());
        assertEquals(
                "no_channel /channels",
                words(Checks.of(Office.settings(), CRM, Set.of()).warnings()));
    }

    @Test
    @DisplayName("R32: whoever has left the CRM receives nobody")
    void whoeverHasLeftReceivesNobody() {
        var settings = Office.settings(Office.channel(SHOP).seller(STRANGER).ticked());

        assertFalse(Checks.of(settings, CRM, Set.of()).warnings().isEmpty());
    }

    private static Settings named(String... names) {
        var channels = new ChannelSettings[names.length];
        for (int i = 0; i < names.length; i++) {
            channels[i] = ChannelSettings.initial(new ChannelId(i + 1), names[i]);
        }
        return Office.settings(channels);
    }

    private static StageRef stage(String id) {
        return new StageRef(new PipelineId("sales"), new StageId(id));
    }

    private static String words(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code() + " " + finding.path())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
