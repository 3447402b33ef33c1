package parley.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// Everything an administrator decides for one integration: one immutable, versioned value (R10, R81).
///
/// @param version 0 before the first save
/// @param eightIsSeven numbers typed with 8 are read as +7 (R52)
/// @param notifyManagers managers are notified of every chat (R55)
/// @param defaultChannel from which an employee writes first (R43)
public record Settings(
        long version,
        List<ChannelSettings> channels,
        GlobalChat globalChat,
        TimelineMode timeline,
        boolean eightIsSeven,
        boolean notifyManagers,
        Map<EmployeeId, ChannelId> defaultChannel) {

    public Settings {
        channels = List.copyOf(channels);
        defaultChannel = Map.copyOf(defaultChannel);
    }

    /// The channel's settings if it is ticked in this integration (R9).
    public Optional<ChannelSettings> channel(ChannelId id) {
        return Optional.ofNullable(ticked(id));
    }

    /// As [#channel], for the functions that are asked about every row.
    @Nullable
    ChannelSettings ticked(ChannelId id) {
        // An index loop: this is asked for each employee and each message, and must not leave garbage.
        for (int i = 0; i < channels.size(); i++) {
            var channel = channels.get(i);
            if (channel.ticked() && channel.id().equals(id)) {
                return channel;
            }
        }
        return null;
    }

    /// What a new integration begins with.
    ///
    /// @param timeline EACH for Bitrix24 and built-in, HOURLY for every other CRM (R51a)
    public static Settings initial(TimelineMode timeline) {
        var globalChat = new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of());
        return new Settings(0, List.of(), globalChat, timeline, true, false, Map.of());
    }

    /// Without those who have left the CRM: each loses roles, weights, access, default channel and administratorship at
    /// once (R8).
    public Settings without(Set<EmployeeId> left) {
        var administrators = new HashSet<>(globalChat.administrators());
        administrators.removeAll(left);
        return new Settings(
                version,
                channels.stream().map(channel -> channel.without(left)).toList(),
                new GlobalChat(globalChat.mode(), administrators),
                timeline,
                eightIsSeven,
                notifyManagers,
                without(defaultChannel, left));
    }

    static <V> Map<EmployeeId, V> without(Map<EmployeeId, V> map, Set<EmployeeId> left) {
        var remaining = new HashMap<>(map);
        remaining.keySet().removeAll(left);
        return remaining;
    }

    Settings withChannels(List<ChannelSettings> changed) {
        return new Settings(version, changed, globalChat, timeline, eightIsSeven, notifyManagers, defaultChannel);
    }

    Settings withDefaultChannel(Map<EmployeeId, ChannelId> changed) {
        return new Settings(version, channels, globalChat, timeline, eightIsSeven, notifyManagers, changed);
    }

    Settings withNotifyManagers(boolean changed) {
        return new Settings(version, channels, globalChat, timeline, eightIsSeven, changed, defaultChannel);
    }
}
