package parley.platform;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;

/// The table `work` as its workers see it.
final class WorkTable {

    private static final int BATCH = 512;
    private static final long BATCH_BYTES = 8 << 20;

    private final AtHand atHand;

    WorkTable(AtHand atHand) {
        this.atHand = atHand;
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

    /// The next items of these shards, of any kind: as many as fit into memory with ease, and at least one when there
    /// is one.
    Next next(Handle tx, Set<Shard> shards) {
        int each = Math.max(1, BATCH / shards.size());
        var heads = heads(tx, shards, each);
        var items = loaded(tx, heads);
        if (items.size() < heads.size()) {
            return new Next(items, shards);
        }
        var counts = items.stream().collect(Collectors.groupingBy(WorkItem::shard, Collectors.counting()));
        counts.values().removeIf(count -> count < each);
        return new Next(items, Set.copyOf(counts.keySet()));
    }

    /// Those with a raw event still lack what it holds.
    private static List<WorkItem> heads(Handle tx, Set<Shard> shards, int each) {
        return tx.createQuery("""
            SELECT one.account_id, one.id, one.kind, one.channel_id, one.chat_key, one.vshard, one.raw_id,
                one.payload, one.created_at
            FROM unnest(:shards) AS shard
            CROSS JOIN LATERAL (
                SELECT account_id, id, kind, channel_id, chat_key, vshard, raw_id, payload, created_at
                FROM work
                WHERE vshard = shard AND error IS NULL
                ORDER BY id
                LIMIT :each) AS one
            ORDER BY one.id
            """)
                .bindArray(
                        "shards",
                        Integer.class,
                        shards.stream().map(Shard::number).toList())
                .bind("each", each)
                .map((row, _) -> head(row))
                .list();
    }

    private List<WorkItem> loaded(Handle tx, List<WorkItem> heads) {
        var loaded = new HashMap<Long, WorkItem>();
        var absent = new ArrayList<WorkItem>();
        for (var head : heads) {
            var arrival = head.rawId() == null ? null : atHand.take(head.rawId());
            if (arrival != null && isOf(head, arrival)) {
                loaded.put(head.id(), head.with(arrival.headers(), arrival.body()));
            } else if (head.rawId() == null) {
                loaded.put(head.id(), head);
            } else {
                absent.add(head);
            }
        }
        if (!absent.isEmpty()) {
            read(tx, absent).forEach(one -> loaded.put(one.id(), one));
        }
        return heads.stream()
                .map(head -> loaded.get(head.id()))
                .takeWhile(Objects::nonNull)
                .toList();
    }

    /// A database that has lost its last commits, as a standby may when it takes over, gives their numbers away again.
    private static boolean isOf(WorkItem head, Arrival arrival) {
        return head.account().equals(arrival.account())
                && head.channel().equals(arrival.channel())
                && head.chatKey().equals(arrival.chatKey());
    }

    /// The first of them, as many as fit.
    private static List<WorkItem> read(Handle tx, List<WorkItem> heads) {
        var query = tx.createQuery("""
            WITH sized AS (
                SELECT wanted.place, raw.headers, raw.body,
                    sum(coalesce(octet_length(raw.body), 0)) OVER (ORDER BY wanted.place) AS upto
                FROM unnest(:accounts, :raws) WITH ORDINALITY AS wanted (account_id, id, place)
                LEFT JOIN raw_event AS raw ON raw.account_id = wanted.account_id AND raw.id = wanted.id)
            SELECT place, headers, body
            FROM sized
            WHERE upto - coalesce(octet_length(body), 0) < :bytes
            ORDER BY place
            """).bind("bytes", BATCH_BYTES);
        Columns.of(query, heads).longs("accounts", one -> one.account().value()).longs("raws", WorkItem::rawId);
        return query.map((row, _) -> {
                    var body = row.getBytes("body");
                    return heads.get(row.getInt("place") - 1)
                            .with(Json.readMap(row.getString("headers")), body == null ? new byte[0] : body);
                })
                .list();
    }

    void remove(Handle tx, List<WorkItem> items) {
        var delete = tx.createUpdate("""
            DELETE FROM work
            USING unnest(:shards, :ids) AS gone (vshard, id)
            WHERE work.vshard = gone.vshard AND work.id = gone.id AND work.error IS NULL
            """);
        Columns.of(delete, items).numbers("shards", one -> one.shard().number()).longs("ids", WorkItem::id);
        int removed = delete.execute();
        if (removed != items.size()) {
            throw new IllegalStateException("work was removed by somebody else");
        }
    }

    /// Puts an item aside with its error; the others of its chat go on.
    void fail(Handle tx, WorkItem item, String error) {
        tx.createUpdate("UPDATE work SET error = :error WHERE vshard = :shard AND id = :id")
                .bind("error", error)
                .bind("shard", item.shard().number())
                .bind("id", item.id())
                .execute();
        tx.createUpdate("UPDATE raw_event SET error = :error WHERE account_id = :account AND id = :id")
                .bind("error", error)
                .bind("account", item.account().value())
                .bind("id", item.rawId())
                .execute();
    }

    private static WorkItem head(ResultSet row) throws SQLException {
        var payload = row.getString("payload");
        return new WorkItem(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("kind"),
                new ChannelId(row.getLong("channel_id")),
                row.getString("chat_key"),
                new Shard(row.getInt("vshard")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("raw_id", Long.class),
                Map.of(),
                payload == null ? new byte[0] : payload.getBytes(StandardCharsets.UTF_8));
    }
}
