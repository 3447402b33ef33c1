package parley.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    @Nullable ChannelSettings ticked(ChannelId id) {
        // An index loop: this is asked for each employee and each message, and must not leave garbage.
        for (int i = 0; i < channels.size(); i++) {
            var channel = channels.get(i);
            if (channel.ticked() && channel.id().equals(id)) {
                return channel;
            }
        }
        return null;
    }
}
