package parley.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.Transport;

/// The channels of all companies, and a live line to each (R1). Lines are kept open; a channel that another process
/// has connected, changed or removed is noticed within a second.
public final class Channels implements AutoCloseable {

    /// UX 12.3.
    public enum State {
        CONNECTING,
        CONNECTED,
        /// Works, but somebody should look.
        ATTENTION,
        /// The messenger does not accept us any more; what is to be sent waits.
        NEEDS_RECONNECT,
        /// Switched off by an administrator: nothing comes in, what is to be sent waits.
        DISABLED
    }

    /// @param type the adapter's own name
    /// @param key the unguessable part of its hook address
    /// @param name as the administrator calls it
    /// @param address how people know the account: a phone, a bot's @name, a site
    /// @param reason of the state, in the adapter's words
    /// @param lastIn when something came in last, up to ten seconds late
    /// @param deleted its messages stay, nothing comes in and nothing goes out
    public record Channel(
            AccountId account,
            ChannelId id,
            String type,
            Transport transport,
            ChatType network,
            String key,
            String name,
            String address,
            State state,
            @Nullable String reason,
            Instant stateSince,
            @Nullable Instant lastIn,
            @Nullable Instant lastOut,
            Instant createdAt,
            boolean deleted) {}

    /// A channel with its open line.
    public record Live(Channel channel, ChannelConfig config, Connection connection) {}

    /// What came of connecting or changing a channel.
    public sealed interface Connected {

        /// @param channel with the state that the messenger's answer gave it
        record Done(Channel channel) implements Connected {}

        /// All mistakes at once: `name` or a field of the form → what is wrong.
        record Invalid(Map<String, ChannelType.Mistake> fields) implements Connected {

            public Invalid {
                fields = Map.copyOf(fields);
            }
        }

        /// The messenger's account is connected already (R9).
        record Taken(Channel by) implements Connected {}

        /// The messenger must be able to call us, and has no address.
        record NeedsPublicAddress() implements Connected {}

        /// No such type, or no such channel.
        record Unknown() implements Connected {}
    }

    public List<ChannelType> types() {
        throw new UnsupportedOperationException();
    }

    /// The face of a type; throws `IllegalArgumentException` for one that no adapter has.
    public Descriptor descriptor(String type) {
        throw new UnsupportedOperationException();
    }

    /// Oldest first, without the deleted ones; at most 1,000.
    public List<Channel> all(AccountId account) {
        throw new UnsupportedOperationException();
    }

    /// Also a deleted one.
    public Optional<Channel> find(AccountId account, ChannelId id) {
        throw new UnsupportedOperationException();
    }

    /// The line to a channel, also to one that is switched off; empty once it is deleted.
    public Optional<Live> live(AccountId account, ChannelId id) {
        throw new UnsupportedOperationException();
    }

    /// Whose hook or widget address this is; empty when there is none, or it is switched off.
    public Optional<Live> byKey(String type, String key) {
        throw new UnsupportedOperationException();
    }

    /// Checks the form, with the messenger itself where that is possible, stores the channel and makes the messenger
    /// deliver to us. Slow: asks the messenger.
    public Connected connect(AccountId account, String type, String name, Map<String, String> fields) {
        throw new UnsupportedOperationException();
    }

    /// Renames it, and types its form again: fields that are absent, and secrets that are empty, stay as they are.
    public Connected change(AccountId account, ChannelId id, @Nullable String name, Map<String, String> fields) {
        throw new UnsupportedOperationException();
    }

    /// Stops delivery and deletes it; its messages stay. Answers whether it was there.
    public boolean remove(AccountId account, ChannelId id) {
        throw new UnsupportedOperationException();
    }

    /// What somebody has seen of the line while using it; states move, and whoever looks is told.
    public void report(AccountId account, ChannelId id, Connection.Health health) {
        throw new UnsupportedOperationException();
    }

    /// Something came in: kept in memory and written down every few seconds, so it may be called for each message.
    public void sawIn(AccountId account, ChannelId id) {
        throw new UnsupportedOperationException();
    }

    public void sawOut(AccountId account, ChannelId id) {
        throw new UnsupportedOperationException();
    }

    /// Watches the lines every five minutes and asks those that must be asked, from here on.
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
