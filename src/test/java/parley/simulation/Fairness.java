package parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import parley.base.EmployeeId;
import parley.chat.Decisions;
import parley.chat.Trace;
import parley.intake.SimulatedIntake;
import parley.rules.Algorithm;
import parley.rules.Candidates;

/// R27 to R32a, told without {@link Turn#next}: nobody is passed over, nobody gets more than his block, and the turn is
/// one for all processes.
final class Fairness {

    private final World world;

    Fairness(World world) {
        this.world = world;
    }

    void check() {
        for (long channel = 1; channel <= 2; channel++) {
            var given = given(channel);
            chained(given);
            inBlocks(given);
        }
        nobodyWaitsInVain();
    }

    /// What was decided on the channel by turn, in the order in which the turn moved.
    private List<Trace> given(long channel) {
        return world.decisions.rows.values().stream()
                .filter(one -> one.kind().equals("assign"))
                .filter(one ->
                        Objects.requireNonNull(world.chats.rows.get(one.chat().value()))
                                        .channel()
                                == channel)
                .map(Decisions.Stored::read)
                .toList();
    }

    private static void chained(List<Trace> given) {
        for (int n = 1; n < given.size(); n++) {
            if (!Objects.equals(given.get(n).before(), given.get(n - 1).after())) {
                throw new Violation("two got the same turn (R32a): " + given.get(n - 1) + " and " + given.get(n));
            }
        }
    }

    /// Under settings that stay the same the clients go round in blocks: with the second employee on, each gets exactly
    /// as many as his weight before the next one in the list gets any.
    private static void inBlocks(List<Trace> given) {
        for (int from = 0; from < given.size(); ) {
            var version = given.get(from).settingsVersion();
            int to = from;
            while (to < given.size() && given.get(to).settingsVersion() == version) {
                to++;
            }
            blocks(given.subList(from, to));
            from = to;
        }
    }

    private static void blocks(List<Trace> given) {
        var queue = Candidates.queue(given.getFirst().candidates());
        var round = new ArrayList<EmployeeId>();
        for (var place : queue) {
            for (int n = 0; n < place.weight(); n++) {
                round.add(place.employee());
            }
        }
        var got = given.stream().map(one -> one.outcome().employee()).toList();
        int start = 1;
        while (start < got.size() && got.get(start).equals(got.get(0))) {
            start++;
        }
        if (start >= got.size()) {
            return;
        }
        int place = round.indexOf(got.get(start));
        for (int n = start; n < got.size(); n++, place++) {
            if (!round.get(place % round.size()).equals(got.get(n))) {
                throw new Violation("not fair (R28, R29): " + got + " with a round of " + round);
            }
        }
    }

    /// R32.
    private void nobodyWaitsInVain() {
        var agreed = Objects.requireNonNull(world.settings.rows.get(1));
        var channel = agreed.settings().channels().getFirst();
        var eligible = Candidates.queue(Candidates.of(channel, agreed.staff().active()));
        if (channel.newClients().algorithm() != Algorithm.BY_TURN || eligible.isEmpty()) {
            return;
        }
        world.chats.rows.values().stream()
                .filter(row -> SimulatedIntake.waits(world, row))
                .findFirst()
                .ifPresent(row -> {
                    throw new Violation("waits although " + eligible + " may take him (R32): " + row);
                });
    }
}
