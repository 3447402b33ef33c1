package parley.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// The table `job` as its runner sees it. The head of a lane is its open job with the lowest id.
final class JobTable {

    /// Where a job stands, for the runner to choose from.
    record Head(AccountId account, long id, Shard shard) {}

    /// Heads of lanes that may run now. One in state `running` is listed too: unless it runs here, its runner is gone.
    List<Head> heads(Handle tx, Set<Shard> shards, Instant now, int limit) {
        return tx.createQuery("""
            SELECT account_id, id, vshard
            FROM job
            WHERE state IN ('due', 'running')
              AND due_at <= :now
              AND vshard = ANY (:shards)
              AND NOT EXISTS (
                  SELECT
                  FROM job AS earlier
                  WHERE earlier.account_id = job.account_id
                    AND earlier.lane = job.lane
                    AND earlier.id < job.id
                    AND earlier.state IN ('due', 'running'))
            ORDER BY due_at, id
            LIMIT :limit
            """)
                .bind("now", utc(now))
                .bindArray(
                        "shards",
                        Integer.class,
                        shards.stream().map(Shard::number).toList())
                .bind("limit", limit)
                .map((row, _) -> head(row))
                .list();
    }

    /// The head of the lane in which this job was done, if it may run now.
    Optional<Head> next(Handle tx, Job done, Instant now) {
        return tx.createQuery("""
            SELECT account_id, id, vshard
            FROM (
                SELECT account_id, id, vshard, due_at
                FROM job
                WHERE account_id = :account AND lane = :lane AND state IN ('due', 'running')
                ORDER BY id
                LIMIT 1) AS head
            WHERE due_at <= :now
            """)
                .bind("account", done.account().value())
                .bind("lane", done.lane())
                .bind("now", utc(now))
                .map((row, _) -> head(row))
                .findOne();
    }

    /// Marks it as running; committed before it is done, so that a crash cannot hide that it began. Empty when it
    /// may not run now: the list from which it was chosen may be older than the end of its last attempt.
    Optional<Job> begin(Handle tx, Head head, Instant now) {
        return tx.createQuery("""
            UPDATE job
            SET state = 'running',
                interrupted = interrupted OR state = 'running',
                attempts = attempts + 1
            WHERE account_id = :account AND id = :id AND state IN ('due', 'running') AND due_at <= :now
            RETURNING account_id, id, kind, key, lane, payload, attempts, interrupted, created_at
            """)
                .bind("account", head.account().value())
                .bind("id", head.id())
                .bind("now", utc(now))
                .map((row, _) -> job(row))
                .findOne();
    }

    /// Only as long as this attempt is the last one: whoever was given up for lost must not end what somebody else has
    /// begun anew. Throws {@link LostShard}.
    void settle(Handle tx, Job job, String state, @Nullable String why, Instant now) {
        mine(
                job,
                tx.createUpdate("""
                    UPDATE job
                    SET state = :state, last_error = :why, settled_at = :now, interrupted = false
                    WHERE account_id = :account AND id = :id AND state = 'running' AND attempts = :attempts
                    """)
                        .bind("state", state)
                        .bind("why", why)
                        .bind("now", utc(now))
                        .bind("account", job.account().value())
                        .bind("id", job.id())
                        .bind("attempts", job.attempts())
                        .execute());
    }

    /// As with {@link #settle}.
    void postpone(Handle tx, Job job, Instant due, String why, boolean interrupted) {
        mine(
                job,
                tx.createUpdate("""
                    UPDATE job
                    SET state = 'due', due_at = :due, last_error = :why, interrupted = :interrupted
                    WHERE account_id = :account AND id = :id AND state = 'running' AND attempts = :attempts
                    """)
                        .bind("due", utc(due))
                        .bind("why", why)
                        .bind("interrupted", interrupted)
                        .bind("account", job.account().value())
                        .bind("id", job.id())
                        .bind("attempts", job.attempts())
                        .execute());
    }

    /// As with {@link #settle}. A lane runs in the order of ids, so the job gets a new one.
    void moveToEnd(Handle tx, Job job, Instant due, String why) {
        mine(
                job,
                tx.createUpdate("""
                    UPDATE job
                    SET id = DEFAULT, state = 'due', due_at = :due, last_error = :why, interrupted = false
                    WHERE account_id = :account AND id = :id AND state = 'running' AND attempts = :attempts
                    """)
                        .bind("due", utc(due))
                        .bind("why", why)
                        .bind("account", job.account().value())
                        .bind("id", job.id())
                        .bind("attempts", job.attempts())
                        .execute());
    }

    private static void mine(Job job, int rows) {
        if (rows == 0) {
            throw new LostShard(job.shard());
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(new AccountId(row.getLong("account_id")), row.getLong("id"), new Shard(row.getInt("vshard")));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("kind"),
                row.getString("key"),
                row.getString("lane"),
                row.getString("payload"),
                row.getInt("attempts"),
                row.getBoolean("interrupted"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
