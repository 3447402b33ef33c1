package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.rules.Office.BRUCE;
import static parley.rules.Office.BULK;
import static parley.rules.Office.SCROOGE;
import static parley.rules.Office.SHOP;
import static parley.rules.Office.TONY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final Settings settings = new Settings(
            7,
            List.of(Office.channel(SHOP)
                    .seller(BRUCE)
                    .seller(TONY)
                    .order(TONY, BRUCE)
                    .weights(Map.of(TONY, 2, BRUCE, 1))
                    .ticked()),
            new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of(TONY, SCROOGE)),
            TimelineMode.HOURLY,
            true,
            false,
            Map.of(TONY, SHOP, BRUCE, SHOP));

    @Test
    @DisplayName("R8: whoever has left loses everything, and the others nothing")
    void without() {
        var expected = new Settings(
                7,
                List.of(Office.channel(SHOP)
                        .seller(BRUCE)
                        .order(BRUCE)
                        .weights(Map.of(BRUCE, 1))
                        .ticked()),
                new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of(SCROOGE)),
                TimelineMode.HOURLY,
                true,
                false,
                Map.of(BRUCE, SHOP));

        assertEquals(expected, settings.without(Set.of(TONY)));
        assertEquals(settings, settings.without(Set.of()));
    }

    @Test
    @DisplayName("R47, R51a, R52: what a new integration begins with")
    void initial() {
        var initial = Settings.initial(TimelineMode.EACH);

        assertEquals(0, initial.version());
        assertEquals(GlobalChat.Mode.OWN_AND_COMMON, initial.globalChat().mode());
        assertEquals(TimelineMode.EACH, initial.timeline());
        assertTrue(initial.eightIsSeven());
        assertFalse(initial.notifyManagers());
    }

    @Test
    @DisplayName("R81: nothing has changed, not even with another version")
    void nothingChanged() {
        assertEquals(List.of(), SettingsDiff.paths(settings, settings));
        assertEquals(List.of(), SettingsDiff.paths(settings, withVersion(settings, 8)));
    }

    @Test
    @DisplayName("R11, R81: the changed places, each as deep as it can be named")
    void changedPaths() {
        var changed = new Settings(
                8,
                List.of(
                        Office.channel(SHOP)
                                .with(BRUCE, Role.SELLER, false, Access.READ)
                                .seller(TONY)
                                .order(BRUCE, TONY)
                                .weights(Map.of(TONY, 3, BRUCE, 1))
                                .stage(null)
                                .ticked(),
                        Office.channel(BULK).seller(TONY).ticked()),
                new GlobalChat(GlobalChat.Mode.ALL, Set.of(TONY)),
                TimelineMode.DAILY,
                false,
                true,
                Map.of(TONY, SHOP));

        assertEquals(
                List.of(
                        "/channels/1/access/bruce",
                        "/channels/1/newClients/order",
                        "/channels/1/newClients/pipeline",
                        "/channels/1/newClients/stage",
                        "/channels/1/newClients/weights/tony",
                        "/channels/1/roles/bruce/receivesNewClients",
                        "/channels/2",
                        "/defaultChannel/bruce",
                        "/eightIsSeven",
                        "/globalChat/administrators",
                        "/globalChat/mode",
                        "/notifyManagers",
                        "/timeline"),
                SettingsDiff.paths(settings, changed));
        assertEquals(SettingsDiff.paths(settings, changed), SettingsDiff.paths(changed, settings));
    }

    private static Settings withVersion(Settings settings, long version) {
        return new Settings(
                version,
                settings.channels(),
                settings.globalChat(),
                settings.timeline(),
                settings.eightIsSeven(),
                settings.notifyManagers(),
                settings.defaultChannel());
    }
}
