package parley.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// What was agreed for one channel (R10).
///
/// @param ticked whether the channel is in the integration (R9); unticking keeps the rest
/// @param closedDeal kept while it does not apply (R34)
public record ChannelSettings(
        ChannelId id,
        boolean ticked,
        String name,
        Map<EmployeeId, Assignment> roles,
        NewClients newClients,
        ClosedDealPolicy closedDeal,
        Map<EmployeeId, Access> access) {

    /// A role with its slider «receives new clients» (R17).
    public record Assignment(Role role, boolean receivesNewClients) {}

    /// What happens with a new client (R24–R29).
    ///
    /// @param stage where the deal is created; absent until the administrator has chosen one
    /// @param order the list order in which turns go; employees missing here follow by id
    /// @param weights 1–100; a missing weight is 1; applied only with `useWeights`
    public record NewClients(
            @Nullable StageRef stage,
            Algorithm algorithm,
            boolean useWeights,
            List<EmployeeId> order,
            Map<EmployeeId, Integer> weights) {

        public NewClients {
            order = List.copyOf(order);
            weights = Map.copyOf(weights);
        }
    }

    public ChannelSettings {
        roles = Map.copyOf(roles);
        access = Map.copyOf(access);
    }

    /// A channel just added: not ticked, nobody on it, the first responder gets a new client.
    public static ChannelSettings initial(ChannelId id, String name) {
        var newClients = new NewClients(null, Algorithm.FIRST_RESPONDER, false, List.of(), Map.of());
        return new ChannelSettings(id, false, name, Map.of(), newClients, ClosedDealPolicy.ADD, Map.of());
    }

    /// The access that was given on the channel, before roles are looked at (R38).
    public Access granted(EmployeeId employee) {
        return access.getOrDefault(employee, Access.NONE);
    }

    public @Nullable Role roleOf(EmployeeId employee) {
        var assignment = roles.get(employee);
        return assignment == null ? null : assignment.role();
    }

    /// Whether he may write to clients here at all: access and role together (R12, R15, R41).
    public boolean mayWrite(EmployeeId employee) {
        var role = roleOf(employee);
        return role != null && role != Role.AUDITOR && granted(employee).writes();
    }

    /// Whether the slider works for him: it is on, and he is somebody who can have it (R17, R20).
    public boolean receivesNewClients(EmployeeId employee) {
        var assignment = roles.get(employee);
        return assignment != null && assignment.receivesNewClients() && mayWrite(employee);
    }

    ChannelSettings withRoles(Map<EmployeeId, Assignment> changed) {
        return new ChannelSettings(id, ticked, name, changed, newClients, closedDeal, access);
    }

    ChannelSettings withAccess(Map<EmployeeId, Access> changed) {
        return new ChannelSettings(id, ticked, name, roles, newClients, closedDeal, changed);
    }

    /// Without whoever has left the CRM: he loses role, slider, weight, place and access at once (R8).
    ChannelSettings without(Set<EmployeeId> left) {
        var order = newClients.order().stream()
                .filter(employee -> !left.contains(employee))
                .toList();
        var remaining = new NewClients(
                newClients.stage(),
                newClients.algorithm(),
                newClients.useWeights(),
                order,
                Settings.without(newClients.weights(), left));
        return new ChannelSettings(
                id, ticked, name, Settings.without(roles, left), remaining, closedDeal, Settings.without(access, left));
    }
}
