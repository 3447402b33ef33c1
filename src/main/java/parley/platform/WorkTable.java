package parley.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;

/// The table `work` as its workers see it.
final class WorkTable {

    private static final int BATCH = 512;
    private static final long BATCH_BYTES = 8 << 20;

    private final Shards shards;

    WorkTable(Shards shards) {
        this.shards = shards;
    }

    /// @param items each shard's own in order
    /// @param cut the shards in which there may be more than these
    record Next(List<WorkItem> items, Set<Shard> cut) {}

    /// Which of these shards have something to do.
    Set<Shard> busy(Handle tx, Set<Shard> shards) {
        return Set.copyOf(tx.createQuery("""
            SELECT shard
            FROM unnest(:shards) AS shard
            WHERE EXISTS (SELECT FROM work WHERE vshard = shard AND error IS NULL)
            """)
                .bindArray(
                        "shards",
                        Integer.class,
                        shards.stream().map(Shard::number).toList())
                .map((row, _) -> new Shard(row.getInt(1)))
                .list());
    }

    /// Proves that the shards are ours, as the first statement of the transaction of the effect, and answers whether
    /// nothing waits in any of them. From here on the transaction waits for others no longer than it is told.
    static boolean isFree(Handle tx, Shards shards, Set<Shard> wanted, String patience) {
        var question = tx.createQuery("WITH " + Shards.HELD + """
            SELECT held.vshard, waits.vshard IS NOT NULL AS busy
            FROM held
            LEFT JOIN LATERAL (
                SELECT vshard
                FROM work
                WHERE vshard = held.vshard AND error IS NULL
                LIMIT 1) AS waits ON true
            """);
        record Found(Shard shard, boolean busy) {}
        var found = shards.claim(question, wanted, patience)
                .map((row, _) -> new Found(new Shard(row.getInt("vshard")), row.getBoolean("busy")))
                .list();
        shards.prove(wanted, found.stream().map(Found::shard).collect(Collectors.toSet()));
        return found.stream().noneMatch(Found::busy);
    }

    /// Proves that the shards are ours, as the first statement of the transaction of the effect, and answers their next
    /// items, of any kind: as many as fit into memory with ease, and at least one when there is one.
    ///
    /// Both in one statement, because at a few messages a second what a statement costs is the way to the database. It
    /// sees what lay there when it began: whoever had to wait for the fence has held the shard all along, or has lost
    // it.
    Next next(Handle tx, Set<Shard> shards) {
        int each = Math.max(1, BATCH / shards.size());
        var items = items(tx, shards, each);
        var bytes = items.stream().mapToLong(item -> item.body().length).sum();
        if (bytes >= BATCH_BYTES) {
            return new Next(items, shards);
        }
        var counts = items.stream().collect(Collectors.groupingBy(WorkItem::shard, Collectors.counting()));
        counts.values().removeIf(count -> count < each);
        return new Next(items, Set.copyOf(counts.keySet()));
    }

    private List<WorkItem> items(Handle tx, Set<Shard> shards, int each) {
        var question =
                tx.createQuery("WITH " + Shards.HELD + """
            , head AS (
                SELECT one.account_id, one.id, one.kind, one.channel_id, one.chat_key, one.vshard, one.raw_id,
                    one.payload, one.created_at
                FROM held
                CROSS JOIN LATERAL (
                    SELECT account_id, id, kind, channel_id, chat_key, vshard, raw_id, payload, created_at
                    FROM work
                    WHERE vshard = held.vshard AND error IS NULL
                    ORDER BY id
                    LIMIT :each) AS one),
            sized AS (
                SELECT head.*, raw.headers, raw.body,
                    sum(coalesce(octet_length(raw.body), 0)) OVER (ORDER BY head.id) AS upto
                FROM head
                LEFT JOIN raw_event AS raw ON raw.account_id = head.account_id AND raw.id = head.raw_id)
            SELECT vshard, account_id, id, kind, channel_id, chat_key, raw_id, created_at, headers, body, payload
            FROM sized
            WHERE upto - coalesce(octet_length(body), 0) < :bytes
            UNION ALL
            SELECT vshard, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM held
            ORDER BY id
            """).bind("each", each).bind("bytes", BATCH_BYTES);
        var held = new HashSet<Shard>();
        var items = new ArrayList<WorkItem>();
        this.shards
                .claim(question, shards)
                .map((row, _) -> {
                    var shard = new Shard(row.getInt("vshard"));
                    held.add(shard);
                    // A shard that is held, and no item.
                    return row.getObject("id") == null ? Optional.<WorkItem>empty() : Optional.of(item(row, shard));
                })
                .forEach(one -> one.ifPresent(items::add));
        this.shards.prove(shards, held);
        return items;
    }

    /// Ids are given to the work of all accounts together. To join with the wanted would let PostgreSQL walk through
    /// the whole queue when it planned for an empty one.
    void remove(Handle tx, List<WorkItem> items) {
        var delete = tx.createUpdate("""
            DELETE FROM work
            WHERE account_id = ANY(:accounts) AND id = ANY(:ids) AND error IS NULL
            """)
                .bindArray(
                        "accounts",
                        Long.class,
                        items.stream()
                                .map(one -> one.account().value())
                                .distinct()
                                .toList());
        Columns.of(delete, items).longs("ids", WorkItem::id);
        int removed = delete.execute();
        if (removed != items.size()) {
            throw new IllegalStateException("work was removed by somebody else");
        }
    }

    /// Puts an item aside with its error; the others of its chat go on.
    void fail(Handle tx, WorkItem item, String error) {
        tx.createUpdate("UPDATE work SET error = :error WHERE account_id = :account AND id = :id")
                .bind("error", error)
                .bind("account", item.account().value())
                .bind("id", item.id())
                .execute();
        tx.createUpdate("UPDATE raw_event SET error = :error WHERE account_id = :account AND id = :id")
                .bind("error", error)
                .bind("account", item.account().value())
                .bind("id", item.rawId())
                .execute();
    }

    private static WorkItem item(ResultSet row, Shard shard) throws SQLException {
        var raw = row.getObject("raw_id", Long.class);
        return new WorkItem(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("kind"),
                new ChannelId(row.getLong("channel_id")),
                row.getString("chat_key"),
                shard,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                raw,
                Json.readMap(row.getString("headers")),
                body(row));
    }

    private static byte[] body(ResultSet row) throws SQLException {
        var raw = row.getBytes("body");
        if (raw != null) {
            return raw;
        }
        var payload = row.getString("payload");
        return payload == null ? new byte[0] : payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
