package parley.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.chaos.Books.Given;
import parley.chaos.Event.Frozen;
import parley.chaos.Event.Policy;
import parley.chaos.Event.Replied;

/// Who may see whose chat in the campaign's company, written from the rules (R12-R15, R21-R23, R26, R27, R47) and not
/// from the code that it judges.
final class Oracle {

    /// What may pass from a commit until every window obeys it, with what this machine adds by being busy.
    static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, List<Given>> owners;
    private final List<Policy> policies;
    private final List<Frozen> pauses;
    private final Map<String, Instant> answered = new HashMap<>();

    /// @param owners who got whom
    Oracle(Map<String, List<Given>> owners, History history) {
        this.owners = owners;
        this.policies = history.of(Policy.class);
        this.pauses = history.of(Frozen.class);
        history.of(Replied.class).stream()
                .filter(Checker::isAccepted)
                .forEach(one -> answered.merge(
                        one.client(), one.answered(), (known, other) -> known.isBefore(other) ? known : other));
    }

    /// Whether nothing since before the grace would have let him see it.
    boolean forbids(String employee, String client, Instant at) {
        if (employee.equals(Cast.GUEST)) {
            return isNobody(at);
        }
        if (!Cast.SELLERS.contains(employee)) {
            return false;
        }
        var given = owners.getOrDefault(client, List.of());
        if (given.stream().anyMatch(one -> one.employee().equals(employee))) {
            return false;
        }
        if (given.isEmpty()) {
            // R21, R26: whoever receives new clients sees an offered one; R27: one who waits for his turn nobody does.
            return Cast.byTurn(client);
        }
        // R27: nobody but the next in turn ever sees the chat. R26: the others lose it.
        var claimed = answered.get(client);
        return Cast.byTurn(client) || claimed != null && isOver(claimed, at);
    }

    /// Without a role since before the grace, whatever was asked meanwhile (R15).
    private boolean isNobody(Instant at) {
        Policy last = null;
        for (var policy : policies) {
            if (!policy.asked().isAfter(at)) {
                last = policy;
            }
        }
        return last != null && !last.hasRole() && isOver(last.at(), at);
    }

    private boolean isOver(Instant since, Instant at) {
        return at.isAfter(since.plus(GRACE))
                && pauses.stream()
                        .noneMatch(pause -> pause.at().isBefore(at)
                                && pause.thawed().plus(GRACE).isAfter(since)
                                && pause.thawed().plus(GRACE).isAfter(at));
    }
}
