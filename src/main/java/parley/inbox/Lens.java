package parley.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.rules.Access;
import parley.rules.GlobalChat;
import parley.rules.Role;

/// Everything but the chats themselves that a viewer's rows are made of. As long as it stays equal, a change of the
/// settings is none for him.
record Lens(
        @Nullable EmployeeId me,
        List<Glass> channels,
        GlobalChat.@Nullable Mode mode,
        boolean administrator,
        boolean notifyManagers,
        Map<EmployeeId, String> names) {

    static final Lens DARK = new Lens(null, List.of(), null, false, false, Map.of());

    /// @param name only where rows mention it
    private record Glass(
            ChannelId channel,
            Role role,
            Access access,
            boolean slider,
            @Nullable String name) {}

    static Lens of(@Nullable Eyes eyes) {
        if (eyes == null) {
            return DARK;
        }
        var settings = eyes.agreed().settings();
        var me = eyes.me();
        var channels = settings.channels().stream()
                .filter(channel -> channel.ticked() && channel.roleOf(me) != null)
                .<Glass>mapMulti((channel, out) -> {
                    var role = channel.roleOf(me);
                    if (role != null) {
                        var granted = channel.granted(me);
                        var named = granted == Access.READ ? channel.name() : null;
                        out.accept(new Glass(channel.id(), role, granted, channel.receivesNewClients(me), named));
                    }
                })
                .toList();
        var names = new HashMap<EmployeeId, String>();
        eyes.agreed().catalogue().employees().forEach(employee -> names.put(employee.id(), employee.name()));
        return new Lens(
                me,
                channels,
                settings.globalChat().mode(),
                settings.globalChat().administrators().contains(me),
                settings.notifyManagers(),
                Map.copyOf(names));
    }
}
