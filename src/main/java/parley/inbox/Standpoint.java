package parley.inbox;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.rules.Access;
import parley.rules.GlobalChat;
import parley.rules.Role;

/// All that the law looks at in a viewer, but for who he is. A chat that mentions neither of two viewers is the same to
/// both as long as their standpoints are equal: they are told of it in the same bytes (docs/adr/0007).
///
/// @param administrator of the common window (R48)
/// @param left whether the CRM says that he has left (R8)
/// @param hash of all this, made once: it is asked for with every window at every step
record Standpoint(
        List<Glass> channels,
        GlobalChat.@Nullable Mode mode,
        boolean administrator,
        boolean notifyManagers,
        boolean left,
        int hash) {

    Standpoint {
        hash = Objects.hash(channels, mode, administrator, notifyManagers, left);
    }

    private Standpoint(
            List<Glass> channels,
            GlobalChat.@Nullable Mode mode,
            boolean administrator,
            boolean notifyManagers,
            boolean left) {
        this(channels, mode, administrator, notifyManagers, left, 0);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// Of somebody who sees nothing at all.
    static final Standpoint NOWHERE = new Standpoint(List.of(), null, false, false, false);

    /// One channel on which he has a role.
    ///
    /// @param name only where rows mention it
    record Glass(
            ChannelId channel,
            Role role,
            Access access,
            boolean slider,
            @Nullable String name) {}

    static Standpoint of(Eyes eyes) {
        var settings = eyes.agreed().settings();
        var me = eyes.me();
        var channels = settings.channels().stream()
                .filter(channel -> channel.ticked())
                .<Glass>mapMulti((channel, out) -> {
                    var role = channel.roleOf(me);
                    if (role != null) {
                        var granted = channel.granted(me);
                        var named = granted == Access.READ ? channel.name() : null;
                        out.accept(new Glass(channel.id(), role, granted, channel.receivesNewClients(me), named));
                    }
                })
                .toList();
        return new Standpoint(
                channels,
                settings.globalChat().mode(),
                settings.globalChat().administrators().contains(me),
                settings.notifyManagers(),
                eyes.hasLeft());
    }
}
