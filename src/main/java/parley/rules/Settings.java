package parley.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return channels.stream().filter(c -> c.ticked() && c.id().equals(id)).findFirst();
    }
}
