package parley.channel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.Transport;
import parley.channel.ChannelTable.Which;
import parley.platform.Database;
import parley.platform.FilledForm;
import parley.platform.Secrets;
import parley.platform.Shards;

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
            boolean deleted) {

        /// As it is seen while no adapter knows its type: kept, and connected to nothing.
        Channel withoutAdapter() {
            return new Channel(
                    account,
                    id,
                    type,
                    transport,
                    network,
                    key,
                    name,
                    address,
                    State.NEEDS_RECONNECT,
                    ADAPTER_GONE,
                    stateSince,
                    lastIn,
                    lastOut,
                    createdAt,
                    deleted);
        }
    }

    /// A channel with its open line.
    public record Live(Channel channel, ChannelConfig config, Connection connection) {}

    /// What came of connecting or changing a channel.
    public sealed interface Connected {

        /// @param channel with the state that the messenger's answer gave it
        record Done(Channel channel) implements Connected {}

        /// All mistakes at once: `name` or a field of the form → what is wrong.
        record Invalid(Map<String, FilledForm.Mistake> fields) implements Connected {

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

    /// A state that a channel was in.
    public record Past(State state, @Nullable String reason, Instant at) {}

    /// Told in the transaction of a change, as its last statement.
    @FunctionalInterface
    public interface Announcer {

        enum What {
            /// The state of a channel.
            STATE,
            /// Which channels there are, and what they are called.
            ROSTER
        }

        void announce(Handle tx, AccountId account, What what);
    }

    /// Why a channel is not connected whose adapter this version does not have.
    public static final String ADAPTER_GONE = "adapter_gone";

    private final Database database;
    private final Map<String, ChannelType> types = new LinkedHashMap<>();
    private final ChannelTools tools;
    private final ChannelTable table = new ChannelTable();
    private final ChannelLines lines;
    private final Connecting connecting;
    private final ChannelWatch watch;

    public Channels(
            Database database,
            Shards shards,
            Secrets secrets,
            List<ChannelType> types,
            ChannelTools tools,
            Announcer announcer) {
        this.database = database;
        this.tools = tools;
        types.forEach(type -> this.types.put(type.descriptor().type(), type));
        this.lines = new ChannelLines(database, secrets, this.types, tools);
        this.connecting = new Connecting(database, lines, this.types, tools, announcer);
        this.watch = new ChannelWatch(database, lines, connecting, shards);
    }

    public List<ChannelType> types() {
        return List.copyOf(types.values());
    }

    /// The face of a type of which a line is open; throws `IllegalArgumentException` for one that no adapter has.
    public Descriptor descriptor(String type) {
        return face(type).orElseThrow(() -> new IllegalArgumentException("no adapter is called " + type));
    }

    /// The face of a type; empty when no adapter is called so. Channels outlive the adapters that they were made with.
    public Optional<Descriptor> face(String type) {
        return Optional.ofNullable(types.get(type)).map(ChannelType::descriptor);
    }

    /// Oldest first, without the deleted ones; at most 1,000.
    public List<Channel> all(AccountId account) {
        return database.read(tx -> table.all(tx, account, false)).stream()
                .map(this::seen)
                .toList();
    }

    /// Every channel that there ever was, oldest first; at most 1,000.
    public List<Channel> ever(Handle tx, AccountId account) {
        return table.all(tx, account, true).stream().map(this::seen).toList();
    }

    private Channel seen(ChannelTable.Row row) {
        return types.containsKey(row.channel().type())
                ? row.channel()
                : row.channel().withoutAdapter();
    }

    /// From here to the commit nobody else connects, renames or removes channels of the company.
    public void lock(Handle tx, AccountId account) {
        table.lock(tx, account);
    }

    /// As the settings want it, which have checked the names of all channels under {@link #lock}.
    public void rename(Handle tx, AccountId account, ChannelId id, String name) {
        table.rename(tx, account, id, name);
    }

    /// Also a deleted one.
    public Optional<Channel> find(AccountId account, ChannelId id) {
        return database.read(tx -> table.find(tx, account, id)).map(this::seen);
    }

    /// The states that it was in, newest first.
    public List<Past> past(AccountId account, ChannelId id, int limit) {
        return database.read(tx -> table.past(tx, account, id, limit));
    }

    /// What its form shows: secrets never come back. Empty once it is deleted, or no adapter knows its type.
    public Map<String, FilledForm.Shown> form(AccountId account, ChannelId id) {
        return live(account, id)
                .map(live -> FilledForm.shown(
                        descriptor(live.channel().type()).form(), live.config().fields()))
                .orElseGet(Map::of);
    }

    /// The line to a channel, also to one that is switched off; empty once it is deleted.
    public Optional<Live> live(AccountId account, ChannelId id) {
        return lines.find(new Which(account, id));
    }

    /// Whose hook or widget address this is; empty when there is none, or it is switched off.
    public Optional<Live> byKey(String type, String key) {
        return lines.byKey(key)
                .filter(live ->
                        live.channel().type().equals(type) && live.channel().state() != State.DISABLED);
    }

    /// Checks the form, with the messenger itself where that is possible, stores the channel and makes the messenger
    /// deliver to us. Slow: asks the messenger.
    public Connected connect(AccountId account, String type, String name, Map<String, String> fields) {
        return connecting.connect(account, type, name, fields);
    }

    /// Renames it, and types its form again: fields that are absent, and secrets that are empty, stay as they are.
    public Connected change(AccountId account, ChannelId id, @Nullable String name, Map<String, String> fields) {
        return connecting.change(account, id, name, fields);
    }

    /// Stops delivery and deletes it; its messages stay. Answers whether it was there.
    public boolean remove(AccountId account, ChannelId id) {
        return connecting.remove(account, id);
    }

    /// `check` asks the line how it is, `reconnect` makes the messenger deliver to us again, `disable` switches the
    /// channel off and `enable` on.
    public Connected act(AccountId account, ChannelId id, String action) {
        return connecting.act(account, id, action);
    }

    /// What somebody has seen of the line while using it; states move, and whoever looks is told. Costs nothing when
    /// that is known already.
    public void report(AccountId account, ChannelId id, Connection.Health health) {
        live(account, id).ifPresent(live -> connecting.report(live.channel(), health));
    }

    /// Something came in: kept in memory and written down every few seconds, so it may be called for each message.
    public void sawIn(AccountId account, ChannelId id) {
        watch.saw(new Which(account, id), tools.clock().instant(), null);
    }

    public void sawOut(AccountId account, ChannelId id) {
        watch.saw(new Which(account, id), null, tools.clock().instant());
    }

    /// Watches the lines every five minutes and asks those that must be asked, from here on.
    public void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
    }
}
