package parley.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// From which channel a message goes (R43–R46). Whether he may write in the chat itself is [Access#of]'s to say.
public sealed interface OutgoingChannel {

    record Use(ChannelId channel) implements OutgoingChannel {}

    /// He writes first, may use several, and has no default: he has to pick one.
    record Pick(List<ChannelId> from) implements OutgoingChannel {

        public Pick {
            from = List.copyOf(from);
        }
    }

    /// He may not write on the channel asked for, or on any.
    record Refused() implements OutgoingChannel {}

    /// @param picked the channel he picked while sending (R45); absent when he left it to the rules
    /// @param chat the channel of the chat he replies in; absent when he writes first
    static OutgoingChannel choose(
            Settings settings, EmployeeId employee, @Nullable ChannelId picked, @Nullable ChannelId chat) {
        var writable = DefaultChannel.writable(settings, employee);
        var asked = picked != null ? picked : chat;
        if (asked != null) {
            return writable.contains(asked) ? new Use(asked) : new Refused();
        }
        var ownDefault = settings.defaultChannel().get(employee);
        if (ownDefault != null && writable.contains(ownDefault)) {
            return new Use(ownDefault);
        }
        return switch (writable.size()) {
            case 0 -> new Refused();
            case 1 -> new Use(writable.getFirst());
            default -> new Pick(writable);
        };
    }
}
