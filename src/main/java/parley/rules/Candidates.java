package parley.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// Who takes part in the distribution of a channel's new clients, and why the others do not (R17–R21).
public final class Candidates {

    private Candidates() {}

    /// Everyone who has to do with the channel, in the order of the turns.
    ///
    /// @param active the employees whom the CRM has now
    public static List<Candidate> of(ChannelSettings channel, Set<EmployeeId> active) {
        return order(channel).stream()
                .map(employee -> candidate(channel, employee, active))
                .toList();
    }

    /// The channel's list: as the administrator ordered it, then whoever is missing there, by id.
    public static List<EmployeeId> order(ChannelSettings channel) {
        var order = new LinkedHashSet<>(channel.newClients().order());
        var missing = new TreeSet<>(channel.roles().keySet());
        missing.addAll(channel.access().keySet());
        order.addAll(missing);
        return List.copyOf(order);
    }

    /// Those who take part, as places for [Turn#next].
    public static List<Turn.Place> queue(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::in)
                .map(candidate -> new Turn.Place(candidate.employee(), candidate.weight()))
                .toList();
    }

    private static Candidate candidate(ChannelSettings channel, EmployeeId employee, Set<EmployeeId> active) {
        var out = outReason(channel, employee, active);
        var weight = channel.newClients().useWeights()
                ? channel.newClients().weights().getOrDefault(employee, 1)
                : 1;
        return new Candidate(employee, out == null, out, weight);
    }

    private static @Nullable String outReason(ChannelSettings channel, EmployeeId employee, Set<EmployeeId> active) {
        var role = channel.roleOf(employee);
        if (!active.contains(employee)) {
            return "left_crm";
        }
        if (role == null) {
            return "no_role";
        }
        if (role == Role.AUDITOR) {
            return "auditor";
        }
        if (!channel.granted(employee).writes()) {
            return "no_write_access";
        }
        return channel.receivesNewClients(employee) ? null : "slider_off";
    }
}
