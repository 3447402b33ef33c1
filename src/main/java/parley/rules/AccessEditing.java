package parley.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// What clicks in the roles window and in the access table do to the form (R20, R39, R40, R46). Each answers with
/// settings in which sliders and default channels are in order again.
public final class AccessEditing {

    private AccessEditing() {}

    /// NONE → READ → WRITE → NONE.
    public static Access cycle(Access access) {
        return switch (access) {
            case NONE -> Access.READ;
            case READ -> Access.WRITE;
            case WRITE -> Access.NONE;
        };
    }

    /// A click on the label.
    public static Settings click(Settings settings, ChannelId channel, EmployeeId employee) {
        return change(settings, Set.of(channel), List.of(employee), AccessEditing::cycle);
    }

    /// *Add an employee*, *add all*, *everyone on every channel*: READ for those who have nothing.
    public static Settings add(Settings settings, Collection<ChannelId> channels, Collection<EmployeeId> employees) {
        return change(settings, channels, employees, access -> access == Access.NONE ? Access.READ : access);
    }

    /// *Remove all* of these channels; with all channels, *nobody anywhere*.
    public static Settings removeAll(Settings settings, Collection<ChannelId> channels) {
        return settled(settings.withChannels(settings.channels().stream()
                .map(channel -> channels.contains(channel.id()) ? channel.withAccess(new HashMap<>()) : channel)
                .toList()));
    }

    /// Gives a role in the roles window, and with it access: auditor READ, seller and manager WRITE. Taking the role
    /// away leaves access as it is.
    ///
    /// @param role absent: no role
    /// @param receivesNewClients ignored for those who can't have the slider (R20)
    public static Settings role(
            Settings settings,
            ChannelId channel,
            EmployeeId employee,
            @Nullable Role role,
            boolean receivesNewClients) {
        return settled(settings.withChannels(settings.channels().stream()
                .map(one -> one.id().equals(channel) ? withRole(one, employee, role, receivesNewClients) : one)
                .toList()));
    }

    /// One employee on one channel, as a program gives him his role.
    public record Given(ChannelId channel, EmployeeId employee, Role role, boolean receivesNewClients) {}

    /// Takes the place of all roles on the channels that are ticked; of two for one employee the last counts. Who has
    /// access there already keeps what he has, else the role brings it along.
    public static Settings roles(Settings settings, Collection<Given> all) {
        return settled(settings.withChannels(settings.channels().stream()
                .map(channel -> channel.ticked() ? roles(channel, all) : channel)
                .toList()));
    }

    private static ChannelSettings roles(ChannelSettings channel, Collection<Given> all) {
        var next = channel.withRoles(Map.of());
        for (var one : all) {
            if (one.channel.equals(channel.id())) {
                var access = channel.access().get(one.employee);
                var with = withRole(next, one.employee, one.role, one.receivesNewClients);
                next = access == null ? with : next.withRoles(with.roles());
            }
        }
        return next;
    }

    /// R55.
    public static Settings notifyManagers(Settings settings, boolean all) {
        return settings.withNotifyManagers(all);
    }

    static ChannelSettings withRole(
            ChannelSettings channel, EmployeeId employee, @Nullable Role role, boolean receivesNewClients) {
        var roles = new HashMap<>(channel.roles());
        if (role == null) {
            roles.remove(employee);
            return channel.withRoles(roles);
        }
        roles.put(employee, new ChannelSettings.Assignment(role, receivesNewClients));
        var access = new HashMap<>(channel.access());
        access.put(
                employee,
                switch (role) {
                    case AUDITOR -> Access.READ;
                    case SELLER, MANAGER -> Access.WRITE;
                });
        return channel.withRoles(roles).withAccess(access);
    }

    /// Sliders of those who can't have them are off (R20), default channels are writable ones (R44, R46).
    static Settings settled(Settings settings) {
        return DefaultChannel.normalised(settings.withChannels(settings.channels().stream()
                .map(AccessEditing::withoutIdleSliders)
                .toList()));
    }

    private static ChannelSettings withoutIdleSliders(ChannelSettings channel) {
        var roles = new HashMap<>(channel.roles());
        roles.replaceAll((employee, assignment) ->
                channel.mayWrite(employee) ? assignment : new ChannelSettings.Assignment(assignment.role(), false));
        return channel.withRoles(roles);
    }

    private static Settings change(
            Settings settings,
            Collection<ChannelId> channels,
            Collection<EmployeeId> employees,
            UnaryOperator<Access> step) {
        return settled(settings.withChannels(settings.channels().stream()
                .map(channel -> channels.contains(channel.id()) ? change(channel, employees, step) : channel)
                .toList()));
    }

    private static ChannelSettings change(
            ChannelSettings channel, Collection<EmployeeId> employees, UnaryOperator<Access> step) {
        var access = new HashMap<>(channel.access());
        for (var employee : employees) {
            var changed = step.apply(channel.granted(employee));
            if (changed == Access.NONE) {
                access.remove(employee);
            } else {
                access.put(employee, changed);
            }
        }
        return channel.withAccess(access);
    }
}
