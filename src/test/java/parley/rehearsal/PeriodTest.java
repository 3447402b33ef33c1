package parley.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.chat.Trace;

/// How stored decisions become clients.
class PeriodTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
    private static final ChannelId CHANNEL = new ChannelId(1);

    /// A decision as `kind`, or as `kind employee`, or as `claim employee via`.
    ///
    /// @param number of the decision, and minutes since the beginning
    private static History.Row row(int number, long chat, String words, @Nullable String today) {
        var parts = words.strip().split(" ");
        var owned = parts[0].equals("new_deal") || parts[0].equals("closed_deal");
        return new History.Row(
                number,
                new ChatId(chat),
                CHANNEL,
                BEGIN.plusSeconds(60L * number),
                parts[0],
                owned ? Trace.Client.OWNED : Trace.Client.NEW,
                owned ? new ContactId("anna") : null,
                owned ? "{\"responsible\":\"scrooge\",\"deals\":[]}" : null,
                "{\"last\":\"e%d\",\"served\":1,\"order\":[]}".formatted(number),
                parts.length > 1 ? new EmployeeId(parts[1]) : null,
                parts.length > 2 ? parts[2] : null,
                today == null ? null : new EmployeeId(today));
    }

    private static Period period(List<History.Row> oldestFirst) {
        return Period.of(oldestFirst.reversed(), BEGIN, Set.of());
    }

    private static String lot(Lot lot) {
        return lot.employee() == null ? lot.how().word() : lot.how().word() + " " + lot.employee();
    }

    @ParameterizedTest(name = "{0}, today {1} → {2}")
    @DisplayName("R30: all decisions about one client until somebody gets him are one client")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        assign tony                            | tony    | turn tony
        offer; claim tony reply                | tony    | first tony
        offer; offer; claim tony accept        | tony    | first tony
        offer; claim tony crm                  | tony    | crm tony
        offer                                  | -       | offered
        wait                                   | -       | waiting
        wait                                   | scrooge | crm scrooge
        wait; assign tony                      | tony    | turn tony
        offer; assign tony                     | tony    | turn tony
        closed_deal                            | scrooge | kept scrooge
        new_deal tony                          | tony    | kept tony
        assign tony; closed_deal; closed_deal  | tony    | turn tony, kept scrooge, kept scrooge
        claim tony reply                       | tony    | -
        claim tony reply; offer                | -       | offered
        """)
    void oneClient(String decisions, @Nullable String today, @Nullable String expected) {
        var rows = new ArrayList<History.Row>();
        for (var words : decisions.split(";")) {
            rows.add(row(rows.size(), 7, words, today));
        }

        var lots = period(rows).given().stream().map(given -> lot(given.lot())).toList();

        assertEquals(expected == null ? List.of() : Arrays.asList(expected.split(", ")), lots);
    }

    @Test
    @DisplayName("R82: clients of several chats keep their order, and the turn begins before the first of them")
    void inOrder() {
        var period = period(List.of(
                row(0, 1, "claim tony reply", null),
                row(1, 2, "offer", null),
                row(2, 3, "assign tony", null),
                row(3, 2, "claim scrooge reply", null)));

        assertEquals(
                "2 first scrooge, 3 turn tony",
                period.given().stream()
                        .map(given -> given.chat() + " " + lot(given.lot()))
                        .collect(Collectors.joining(", ")));
        assertEquals(new EmployeeId("e1"), period.turns().get(CHANNEL).last());
        assertEquals(BEGIN, period.since());
        assertFalse(period.cut());
    }

    @Test
    @DisplayName("R82: of too many clients the newest are looked at, from where the turn stood before them")
    void tooMany() {
        var rows = new ArrayList<History.Row>();
        for (int number = 0; number < Period.MOST_CLIENTS + 5; number++) {
            rows.add(row(number, number, "assign tony", "tony"));
        }

        var period = period(rows);

        assertTrue(period.cut());
        assertEquals(Period.MOST_CLIENTS, period.given().size());
        assertEquals(new ChatId(5), period.given().getFirst().chat());
        assertEquals(BEGIN.plusSeconds(300), period.since());
        assertEquals(new EmployeeId("e5"), period.turns().get(CHANNEL).last());
    }
}
