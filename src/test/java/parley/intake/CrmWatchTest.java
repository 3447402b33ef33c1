package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.crm.CrmTrouble;

/// How long a CRM is left in peace that has troubles.
class CrmWatchTest {

    /// Every time is in seconds; a CRM may say when it wants to be asked again.
    @ParameterizedTest(name = "every {0} s, {1} for the {2}. time, asked for {3} s → {4} s")
    @DisplayName(
            "R76: who names a time is not asked before, who lets nobody in waits for people, others for ever longer")
    @CsvSource(nullValues = "-", textBlock = """
        5,   TEMPORARY,       1, -,   5
        5,   TEMPORARY,       2, -,   10
        5,   TEMPORARY,       3, -,   20
        5,   TEMPORARY,       4, -,   40
        5,   TEMPORARY,       5, -,   60
        5,   TEMPORARY,       9, -,   60
        5,   TEMPORARY,      99, -,   60
        120, TEMPORARY,       1, -,   120
        120, TEMPORARY,      50, -,   120
        5,   TEMPORARY,       1, 90,  90
        5,   TEMPORARY,       7, 90,  90
        5,   TEMPORARY,       3, 1,   5
        5,   UNKNOWN_OUTCOME, 2, -,   10
        5,   REFUSED,         2, -,   10
        5,   AUTH,            1, -,   600
        5,   AUTH,           12, -,   600
        900, AUTH,            1, -,   900
        """)
    void patience(long every, CrmTrouble.Kind kind, int failures, @Nullable Long after, long expected) {
        var trouble = new CrmTrouble(kind, "on paper", after == null ? null : Duration.ofSeconds(after));

        var pause = CrmWatch.patience(Duration.ofSeconds(every), trouble, failures);

        assertEquals(Duration.ofSeconds(expected), pause);
    }

    @Test
    @DisplayName("R23, R76: changes made while the CRM was away are heard when it is back, by the pauses alone")
    void back() {
        try (var shop = new Shop("a", "b")) {
            shop.crm.wakes = false;
            shop.crm.pollEvery = Duration.ofMillis(100);
            shop.sell(Shop.BY_TURN, "a", "b");
            var anna = Shop.phone("Anna", "+79161234567");
            shop.writes(anna, "Hello");
            shop.settle();
            shop.crm.goesAway(new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "on paper"));
            var asked = shop.crm.asked();
            Shop.await("asked again and again", () -> shop.crm.asked() >= asked + 3);

            shop.crm.gives(shop.crm.contacts().getFirst().id(), "b");
            shop.crm.comesBack();

            Shop.await("heard", () -> shop.responsible(anna).equals("a,b"));
        }
    }
}
