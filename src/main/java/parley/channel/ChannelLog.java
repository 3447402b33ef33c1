package parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import parley.base.ChannelId;

/// A durable, ordered log per (channel, client) for channels whose client reads from Parley itself.
/// Adapters need no tables of their own.
public interface ChannelLog {

    /// Appends once per key; repeated, it answers the entry that is there.
    Entry append(ChannelId channel, String client, String key, String json);

    /// At most `limit` entries after the position, oldest first.
    List<Entry> after(ChannelId channel, String client, long position, int limit);

    /// As {@link #after}, but waits up to `patience` for the first entry.
    List<Entry> await(ChannelId channel, String client, long position, int limit, Duration patience);

    /// Calls back after each append of this client until closed. A hint only: read by position.
    AutoCloseable listen(ChannelId channel, String client, Runnable hint);

    /// @param position dense and rising per client, from 1
    record Entry(long position, String key, String json, Instant at) {}
}
