package parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.platform.Database;

/// A durable, ordered log per (channel, client) for channels whose client reads from Parley itself.
/// Adapters need no tables of their own.
public interface ChannelLog {

    /// The account's logs in the database. Appending in one process wakes readers in all of them, in others within a
    /// second.
    static ChannelLog stored(Database database, AccountId account, InstantSource clock) {
        return new StoredLog(database, account, clock);
    }

    /// Appends once per key; repeated, it answers the entry that is there.
    Entry append(ChannelId channel, String client, String key, String json);

    /// The entry with this key.
    Optional<Entry> find(ChannelId channel, String client, String key);

    /// The newest entry; empty when nothing was ever appended for this client.
    Optional<Entry> last(ChannelId channel, String client);

    /// At most `limit` entries after the position, oldest first.
    List<Entry> after(ChannelId channel, String client, long position, int limit);

    /// As {@link #after}, but waits up to `patience` for the first entry. Interrupted, it answers what is there.
    List<Entry> await(ChannelId channel, String client, long position, int limit, Duration patience);

    /// Calls back after each append of this client until closed. A hint only: read by position.
    AutoCloseable listen(ChannelId channel, String client, Runnable hint);

    /// @param position dense and rising per client, from 1; whoever sees one has seen all before it
    record Entry(long position, String key, String json, Instant at) {}
}
