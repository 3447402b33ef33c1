package parley.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.LogBells.Client;
import parley.platform.Database;

/// The table `channel_log`.
final class StoredLog implements ChannelLog {

    private final Database database;
    private final AccountId account;
    private final InstantSource clock;
    private final LogBells bells = new LogBells(this::positions);

    StoredLog(Database database, AccountId account, InstantSource clock) {
        this.database = database;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public Entry append(ChannelId channel, String client, String key, String json) {
        var entry = database.inTransaction(tx -> {
            lock(tx, channel, client);
            return insert(tx, channel, client, key, json)
                    .orElseGet(() -> find(tx, channel, client, key).orElseThrow());
        });
        bells.ring(new Client(channel, client));
        return entry;
    }

    /// Until the commit: two that append to one log wait for each other, so positions appear in their order.
    private void lock(Handle tx, ChannelId channel, String client) {
        tx.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:log, 7))) AS locked")
                .bind("log", account.value() + "/" + channel.value() + "/" + client)
                .mapTo(Integer.class)
                .one();
    }

    private Optional<Entry> insert(Handle tx, ChannelId channel, String client, String key, String json) {
        return tx.createQuery("""
            INSERT INTO channel_log (account_id, channel_id, client, position, key, entry, at)
            SELECT :account, :channel, :client, coalesce(max(position), 0) + 1, :key, :json::jsonb, :at
            FROM channel_log
            WHERE account_id = :account AND channel_id = :channel AND client = :client
            ON CONFLICT (account_id, channel_id, client, key) DO NOTHING
            RETURNING position, key, entry, at
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("client", client)
                .bind("key", key)
                .bind("json", json)
                .bind("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .map((row, _) -> entry(row))
                .findOne();
    }

    @Override
    public Optional<Entry> find(ChannelId channel, String client, String key) {
        return database.read(tx -> find(tx, channel, client, key));
    }

    private Optional<Entry> find(Handle tx, ChannelId channel, String client, String key) {
        return tx.createQuery("""
            SELECT position, key, entry, at
            FROM channel_log
            WHERE account_id = :account AND channel_id = :channel AND client = :client AND key = :key
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("client", client)
                .bind("key", key)
                .map((row, _) -> entry(row))
                .findOne();
    }

    @Override
    public Optional<Entry> last(ChannelId channel, String client) {
        return database.read(tx -> tx.createQuery("""
            SELECT position, key, entry, at
            FROM channel_log
            WHERE account_id = :account AND channel_id = :channel AND client = :client
            ORDER BY position DESC
            LIMIT 1
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("client", client)
                .map((row, _) -> entry(row))
                .findOne());
    }

    @Override
    public List<Entry> after(ChannelId channel, String client, long position, int limit) {
        return database.read(tx -> tx.createQuery("""
            SELECT position, key, entry, at
            FROM channel_log
            WHERE account_id = :account AND channel_id = :channel AND client = :client AND position > :position
            ORDER BY position
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("client", client)
                .bind("position", position)
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list());
    }

    @Override
    public List<Entry> await(ChannelId channel, String client, long position, int limit, Duration patience) {
        var rung = new Semaphore(0);
        var end = System.nanoTime() + patience.toNanos();
        // First the bell, then the look: whatever is appended in between rings.
        try (var _ = bells.hang(new Client(channel, client), rung::release)) {
            var entries = after(channel, client, position, limit);
            while (entries.isEmpty() && rung.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                rung.drainPermits();
                entries = after(channel, client, position, limit);
            }
            return entries;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public AutoCloseable listen(ChannelId channel, String client, Runnable hint) {
        return bells.hang(new Client(channel, client), hint);
    }

    /// How far these logs have come.
    private Map<Client, Long> positions(Collection<Client> clients) {
        return database.read(tx -> tx.createQuery("""
            SELECT waiting.channel_id, waiting.client, (
                SELECT max(position)
                FROM channel_log AS log
                WHERE log.account_id = :account
                  AND log.channel_id = waiting.channel_id
                  AND log.client = waiting.client) AS position
            FROM unnest(:channels::bigint[], :clients::text[]) AS waiting (channel_id, client)
            """)
                .bind("account", account.value())
                .bindArray(
                        "channels",
                        Long.class,
                        clients.stream().map(client -> client.channel().value()).toList())
                .bindArray(
                        "clients",
                        String.class,
                        clients.stream().map(Client::name).toList())
                .reduceRows(new HashMap<>(), (positions, row) -> {
                    var channel = new ChannelId(row.getColumn("channel_id", Long.class));
                    var position = row.getColumn("position", Long.class);
                    positions.put(
                            new Client(channel, row.getColumn("client", String.class)),
                            position == null ? 0 : position);
                    return positions;
                }));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("position"),
                row.getString("key"),
                row.getString("entry"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
