package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.DealId;
import parley.base.EmployeeId;

/// Tony was to get a new deal; Gone has left the CRM.
class NewDealNowTest {

    /// A deal is `id kind responsible`, the newest first.
    @ParameterizedTest(name = "{0}: {1} → {2}")
    @DisplayName("R26, R30, R32b, R37: the deals that the client has when it is to be made")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        R24       | -                                   | a new deal
        R37       | 1 WON bruce                         | a new deal
        R36, R37  | 2 LOST nobody, 1 WON bruce          | a new deal
        R32b      | 1 OPEN nobody                       | takes over 1
        R32b      | 1 UNSORTED nobody                   | takes over 1
        R8, R32b  | 1 OPEN gone                         | takes over 1
        R30       | 1 OPEN tony                         | takes over 1
        R30       | 2 OPEN tony, 1 OPEN nobody          | takes over 2 1
        R4        | 2 OPEN bruce, 1 OPEN nobody         | takes over 1
        R26, R30  | 1 OPEN bruce                        | left to bruce with 1
        R37       | 2 OPEN scrooge, 1 OPEN bruce        | left to scrooge with 2
        R37       | 2 WON tony, 1 OPEN bruce            | left to bruce with 1
        """)
    void theMomentCounts(String rule, String deals, String expected) {
        var has = deals == null
                ? java.util.List.<DealFacts>of()
                : Arrays.stream(deals.split(", ")).map(NewDealNowTest::deal).toList();

        var now = NewDealNow.of(new EmployeeId("tony"), has, Set.of(new EmployeeId("gone")));

        assertEquals(expected, words(now), rule);
    }

    private static DealFacts deal(String words) {
        var parts = words.split(" ");
        var responsible = parts[2].equals("nobody") ? null : new EmployeeId(parts[2]);
        return new DealFacts(new DealId(parts[0]), responsible, StageKind.valueOf(parts[1]), null);
    }

    private static String words(NewDealNow now) {
        return switch (now) {
            case NewDealNow.Create() -> "a new deal";
            case NewDealNow.TakeOver(var deals) ->
                "takes over "
                        + String.join(" ", deals.stream().map(DealId::value).toList());
            case NewDealNow.LeaveTo(var first, var deal) -> "left to " + first + " with " + deal;
        };
    }
}
