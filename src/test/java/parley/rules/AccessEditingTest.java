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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccessEditingTest {

    private final Settings empty =
            Office.settings(Office.channel(SHOP).ticked(), Office.channel(BULK).ticked());

    @Test
    @DisplayName("R39: a click on the label goes NONE → READ → WRITE → NONE")
    void clicks() {
        var read = AccessEditing.click(empty, SHOP, TONY);
        var write = AccessEditing.click(read, SHOP, TONY);
        var none = AccessEditing.click(write, SHOP, TONY);

        assertEquals(Map.of(TONY, Access.READ), access(read, 0));
        assertEquals(Map.of(TONY, Access.WRITE), access(write, 0));
        assertEquals(empty, none);
    }

    @Test
    @DisplayName("R39, R20: a role brings its access, and the slider only to those who can have it")
    void rolesBringAccess() {
        var settings = AccessEditing.role(empty, SHOP, BRUCE, Role.MANAGER, true);
        settings = AccessEditing.role(settings, SHOP, SCROOGE, Role.AUDITOR, true);
        settings = AccessEditing.role(settings, SHOP, TONY, Role.SELLER, true);

        assertEquals(Map.of(BRUCE, Access.WRITE, SCROOGE, Access.READ, TONY, Access.WRITE), access(settings, 0));
        assertTrue(settings.channels().getFirst().receivesNewClients(TONY));
        assertFalse(settings.channels().getFirst().roles().get(SCROOGE).receivesNewClients());
    }

    @Test
    @DisplayName("R39: taking a role away leaves the access as it is")
    void takingARoleAwayLeavesTheAccess() {
        var with = AccessEditing.role(empty, SHOP, TONY, Role.SELLER, true);

        var without = AccessEditing.role(with, SHOP, TONY, null, false);

        assertEquals(Map.of(TONY, Access.WRITE), access(without, 0));
        assertEquals(Map.of(), without.channels().getFirst().roles());
    }

    @Test
    @DisplayName("R40: adding gives READ to those who have nothing; removing takes everything")
    void bulk() {
        var tony = AccessEditing.role(empty, SHOP, TONY, Role.SELLER, true);

        var all = AccessEditing.add(tony, List.of(SHOP, BULK), List.of(BRUCE, TONY));
        var removed = AccessEditing.removeAll(all, List.of(SHOP));
        var nobody = AccessEditing.removeAll(all, List.of(SHOP, BULK));

        assertEquals(Map.of(BRUCE, Access.READ, TONY, Access.WRITE), access(all, 0));
        assertEquals(Map.of(BRUCE, Access.READ, TONY, Access.READ), access(all, 1));
        assertEquals(Map.of(), access(removed, 0));
        assertEquals(access(all, 1), access(removed, 1));
        assertEquals(Map.of(), access(nobody, 1));
    }

    @Test
    @DisplayName("R20, R44, R46: losing WRITE switches the slider off and clears the default channel")
    void losingWrite() {
        var settings = AccessEditing.role(empty, SHOP, TONY, Role.SELLER, true);
        assertEquals(Map.of(TONY, SHOP), settings.defaultChannel());

        settings = AccessEditing.click(settings, SHOP, TONY);

        assertFalse(settings.channels().getFirst().roles().get(TONY).receivesNewClients());
        assertEquals(Map.of(), settings.defaultChannel());
    }

    @Test
    @DisplayName("R64: classic sales: all sellers, all with the slider")
    void classicSales() {
        var settings = Presets.classicSales(empty, List.of(SHOP), List.of(BRUCE, TONY));

        var seller = new ChannelSettings.Assignment(Role.SELLER, true);
        assertEquals(
                Map.of(BRUCE, seller, TONY, seller),
                settings.channels().getFirst().roles());
        assertEquals(empty.channels().getLast(), settings.channels().getLast());
        assertEquals(Map.of(BRUCE, SHOP, TONY, SHOP), settings.defaultChannel());
    }

    @Test
    @DisplayName("R64: shop or support: all managers, notified of everything")
    void shopOrSupport() {
        var settings = Presets.shopOrSupport(empty, List.of(SHOP, BULK), List.of(BRUCE, TONY));

        var manager = new ChannelSettings.Assignment(Role.MANAGER, true);
        assertEquals(
                Map.of(BRUCE, manager, TONY, manager),
                settings.channels().getLast().roles());
        assertTrue(settings.notifyManagers());
    }

    @Test
    @DisplayName("R64: one person answers: a manager, and the others without a role")
    void onePersonAnswers() {
        var classic = Presets.classicSales(empty, List.of(SHOP), List.of(BRUCE, TONY));

        var settings = Presets.onePersonAnswers(classic, List.of(SHOP), List.of(BRUCE, TONY), TONY);

        assertEquals(
                Map.of(TONY, new ChannelSettings.Assignment(Role.MANAGER, true)),
                settings.channels().getFirst().roles());
    }

    private static Map<?, Access> access(Settings settings, int channel) {
        return settings.channels().get(channel).access();
    }
}
