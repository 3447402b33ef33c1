package parley.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Trace;
import parley.rehearsal.Lot.How;
import parley.rules.Client;
import parley.rules.Turn;

/// The clients of a period in the order in which they were given away, each once: an offer and the reply that answered
/// it, or a wait and its end, are one client (R30).
///
/// @param turns where the turn of each channel stood before its first client; without the channels where it had not
///     begun
/// @param since from when on they are counted
/// @param cut whether there were more
record Period(List<Given> given, Map<ChannelId, Turn> turns, Instant since, boolean cut) {

    /// More are not looked at.
    static final int MOST_CLIENTS = 20_000;

    /// A client has one to three decisions.
    static final int MOST_ROWS = 3 * MOST_CLIENTS;

    /// @param client what the decision was made from
    /// @param lot what has become of him
    record Given(ChatId chat, ChannelId channel, Instant at, Trace.Client kind, Client client, Lot lot) {}

    Period {
        given = List.copyOf(given);
        turns = Map.copyOf(turns);
    }

    /// @param newest rows of the history, newest first
    static Period of(List<History.Row> newest, Instant since, Set<EmployeeId> left) {
        var tales = new Tales(left);
        newest.reversed().forEach(tales::hear);
        var given = tales.given();
        var surplus = given.size() - MOST_CLIENTS;
        if (newest.size() < MOST_ROWS && surplus <= 0 || given.isEmpty()) {
            return new Period(given, tales.turns(0), since, false);
        }
        var first = Math.max(0, surplus);
        return new Period(
                given.subList(first, given.size()),
                tales.turns(first),
                given.get(first).at(),
                true);
    }

    /// Puts the decisions about each client together.
    private static final class Tales {

        /// A client and the place of his tale.
        private record Tale(
                History.Row row, Client client, @Nullable Lot lot) {}

        private final Set<EmployeeId> left;
        private final List<Tale> tales = new ArrayList<>();
        private final Map<ChatId, Integer> open = new HashMap<>();

        Tales(Set<EmployeeId> left) {
            this.left = left;
        }

        void hear(History.Row row) {
            switch (row.kind()) {
                case "claim" -> ends(row, Lot.of("crm".equals(row.via()) ? How.CRM : How.FIRST, row.employee()));
                case "offer", "wait" -> begins(row);
                case "assign" -> {
                    begins(row);
                    ends(row, Lot.of(How.TURN, row.employee()));
                }
                default -> {
                    begins(row);
                    ends(row, Lot.of(How.KEPT, row.employee() == null ? holder(row) : row.employee()));
                }
            }
        }

        /// Whoever is offered or waits already is the same client (R30).
        private void begins(History.Row row) {
            var client = row.known();
            if (client != null && !open.containsKey(row.chat())) {
                open.put(row.chat(), tales.size());
                tales.add(new Tale(row, client, null));
            }
        }

        private void ends(History.Row row, Lot lot) {
            var place = open.remove(row.chat());
            if (place != null) {
                var tale = tales.get(place);
                tales.set(place, new Tale(tale.row, tale.client, lot));
            }
        }

        private @Nullable EmployeeId holder(History.Row row) {
            return Replay.holder(row.known(), left);
        }

        List<Given> given() {
            return tales.stream()
                    .map(tale -> new Given(
                            tale.row.chat(),
                            tale.row.channel(),
                            tale.row.at(),
                            tale.row.client(),
                            tale.client,
                            Optional.ofNullable(tale.lot).orElseGet(() -> still(tale.row))))
                    .toList();
        }

        /// Nothing more was decided here: he waits still, or somebody was given him in the CRM.
        private static Lot still(History.Row row) {
            if (row.responsible() != null) {
                return Lot.of(How.CRM, row.responsible());
            }
            return Lot.of(row.kind().equals("wait") ? How.WAITING : How.OFFERED, null);
        }

        /// Where the turns stood before the client of this place.
        Map<ChannelId, Turn> turns(int first) {
            var seen = new HashMap<ChannelId, Turn>();
            var begun = new HashSet<ChannelId>();
            for (var tale : tales.subList(first, tales.size())) {
                var turn = begun.add(tale.row.channel()) ? tale.row.turn() : null;
                if (turn != null) {
                    seen.put(tale.row.channel(), turn);
                }
            }
            return seen;
        }
    }
}
