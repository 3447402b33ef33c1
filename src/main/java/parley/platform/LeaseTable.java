package parley.platform;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tables `lease` and `node` as a process sees them; by the database's clock alone.
final class LeaseTable {

    private final String owner;
    private final Duration lease;

    /// @param lease how long one lasts unless it is renewed
    LeaseTable(String owner, Duration lease) {
        this.owner = owner;
        this.lease = lease;
    }

    /// For a process that has the database to itself.
    void takeEverything(Handle tx) {
        tx.createUpdate("""
            UPDATE lease
            SET owner = :owner, fence = fence + 1, expires = 'infinity'
            WHERE owner <> :owner
            """).bind("owner", owner).execute();
    }

    /// This process lives.
    void signIn(Handle tx) {
        tx.createUpdate("""
            INSERT INTO node (owner, seen_at)
            VALUES (:owner, clock_timestamp())
            ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at
            """).bind("owner", owner).execute();
        tx.createUpdate("DELETE FROM node WHERE seen_at < now() - INTERVAL '1 hour'")
                .execute();
    }

    /// It gives back all that it has.
    void signOut(Handle tx) {
        tx.createUpdate("UPDATE lease SET owner = '', expires = '-infinity' WHERE owner = :owner")
                .bind("owner", owner)
                .execute();
        tx.createUpdate("DELETE FROM node WHERE owner = :owner")
                .bind("owner", owner)
                .execute();
    }

    /// Answers how many it still had.
    int renew(Handle tx) {
        return tx.createUpdate("""
            WITH held AS (
                SELECT vshard
                FROM lease
                WHERE owner = :owner AND expires > clock_timestamp()
                ORDER BY vshard
                FOR NO KEY UPDATE)
            UPDATE lease
            SET expires = clock_timestamp() + :lease * INTERVAL '1 millisecond'
            FROM held
            WHERE lease.vshard = held.vshard
            """)
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .execute();
    }

    /// The processes that were seen within this time.
    int seen(Handle tx, Duration within) {
        return tx.createQuery("""
            SELECT count(*)
            FROM node
            WHERE seen_at > clock_timestamp() - :within * INTERVAL '1 millisecond'
            """)
                .bind("within", within.toMillis())
                .mapTo(Integer.class)
                .one();
    }

    /// So many of those that are free, if there are.
    void take(Handle tx, int wanted) {
        tx.createUpdate("""
            WITH free AS (
                SELECT vshard
                FROM lease
                WHERE expires <= clock_timestamp()
                ORDER BY random()
                LIMIT :wanted
                FOR UPDATE SKIP LOCKED)
            UPDATE lease
            SET owner = :owner,
                fence = fence + 1,
                expires = clock_timestamp() + :lease * INTERVAL '1 millisecond'
            FROM free
            WHERE lease.vshard = free.vshard
            """)
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .bind("wanted", wanted)
                .execute();
    }

    void giveBack(Handle tx, int surplus) {
        tx.createUpdate("""
            UPDATE lease
            SET owner = '', expires = '-infinity'
            WHERE vshard IN (
                SELECT vshard
                FROM lease
                WHERE owner = :owner AND expires > clock_timestamp()
                ORDER BY vshard
                LIMIT :surplus
                FOR UPDATE)
            """).bind("owner", owner).bind("surplus", surplus).execute();
    }

    /// With their fencing numbers.
    Map<Shard, Long> mine(Handle tx) {
        return tx.createQuery("SELECT vshard, fence FROM lease WHERE owner = :owner AND expires > clock_timestamp()")
                .bind("owner", owner)
                .map((row, _) -> Map.entry(new Shard(row.getInt("vshard")), row.getLong("fence")))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Until the next lease of another ends unless it is renewed, `most` when that is later.
    Duration untilFree(Handle tx, Duration most) {
        var millis = tx.createQuery("""
            SELECT ceil(extract(epoch FROM min(expires) - clock_timestamp()) * 1000)
            FROM lease
            WHERE owner <> :owner AND expires > clock_timestamp()
                AND expires < clock_timestamp() + :most * INTERVAL '1 millisecond'
            """)
                .bind("owner", owner)
                .bind("most", most.toMillis())
                .mapTo(Long.class)
                .findOne();
        return millis.map(left -> Duration.ofMillis(Math.max(1, left))).orElse(most);
    }
}
