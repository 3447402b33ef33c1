package parley.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;

/// What waits to be done and what could not be done, for the people who look after the hub.
public final class Backlog {

    private static final int MOST = 10_000;

    /// Counts end at 10,000.
    ///
    /// @param work events that wait to be worked off
    /// @param aside events that could not be worked off
    /// @param jobs effects that should have been had by now
    /// @param oldest since when the oldest of them waits
    public record Counts(
            long work, long aside, long jobs, @Nullable Instant oldest) {}

    /// A job that has ended without success.
    ///
    /// @param state `dead`: given up; `unknown`: perhaps done (R72)
    public record StuckJob(
            long id, String kind, String state, @Nullable String error, Instant at, int attempts) {}

    /// An event that was put aside.
    public record StuckWork(long id, String kind, ChannelId channel, String error, Instant at) {}

    private final Work work;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Pulse pulse;

    public Backlog(Work work, Jobs jobs, InstantSource clock) {
        this.pulse = new Pulse(clock);
        this.work = work;
        this.jobs = jobs;
        this.clock = clock;
    }

    public Pulse pulse() {
        return pulse;
    }

    public Counts counts(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT
                (SELECT count(*)
                 FROM (SELECT FROM work WHERE account_id = :account AND error IS NULL LIMIT :most) AS waits) AS work,
                (SELECT count(*)
                 FROM (SELECT FROM work WHERE account_id = :account AND error IS NOT NULL LIMIT :most) AS put) AS aside,
                (SELECT count(*)
                 FROM (SELECT
                       FROM job
                       WHERE account_id = :account AND state IN ('due', 'running') AND due_at <= :now
                       LIMIT :most) AS due) AS jobs,
                (SELECT min(created_at)
                 FROM job
                 WHERE account_id = :account AND state IN ('due', 'running') AND due_at <= :now) AS oldest
            """)
                .bind("account", account.value())
                .bind("most", MOST)
                .bind("now", clock.instant())
                .map((rs, _) -> {
                    var oldest = rs.getObject("oldest", OffsetDateTime.class);
                    return new Counts(
                            rs.getLong("work"),
                            rs.getLong("aside"),
                            rs.getLong("jobs"),
                            oldest == null ? null : oldest.toInstant());
                })
                .one();
    }

    /// Newest first.
    public List<StuckJob> stuckJobs(Handle tx, AccountId account, int limit) {
        return tx.createQuery("""
            SELECT id, kind, state, last_error, settled_at, attempts
            FROM job
            WHERE account_id = :account AND state IN ('dead', 'unknown')
            ORDER BY id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("limit", limit)
                .map((rs, _) -> new StuckJob(
                        rs.getLong("id"),
                        rs.getString("kind"),
                        rs.getString("state"),
                        rs.getString("last_error"),
                        rs.getObject("settled_at", OffsetDateTime.class).toInstant(),
                        rs.getInt("attempts")))
                .list();
    }

    /// Newest first.
    public List<StuckWork> stuckWork(Handle tx, AccountId account, int limit) {
        return tx.createQuery("""
            SELECT id, kind, channel_id, error, created_at
            FROM work
            WHERE account_id = :account AND error IS NOT NULL
            ORDER BY id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("limit", limit)
                .map((rs, _) -> new StuckWork(
                        rs.getLong("id"),
                        rs.getString("kind"),
                        new ChannelId(rs.getLong("channel_id")),
                        rs.getString("error"),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Lets a job that has ended without success be tried again, before everything else of its lane. Answers whether
    /// there was one.
    public boolean redeliverJob(Handle tx, AccountId account, long id) {
        var again = tx.createUpdate("""
            UPDATE job
            SET state = 'due', due_at = :now, attempts = 0, settled_at = NULL
            WHERE account_id = :account AND id = :id AND state IN ('dead', 'unknown')
            """)
                        .bind("now", clock.instant())
                        .bind("account", account.value())
                        .bind("id", id)
                        .execute()
                == 1;
        tx.afterCommit(jobs::wake);
        return again;
    }

    /// Closes a job for good; the reason stays with it.
    public boolean discardJob(Handle tx, AccountId account, long id, String reason) {
        return tx.createUpdate("""
            UPDATE job
            SET state = 'done', last_error = 'discarded: ' || :reason, settled_at = :now
            WHERE account_id = :account AND id = :id AND state IN ('dead', 'unknown')
            """)
                        .bind("reason", reason)
                        .bind("now", clock.instant())
                        .bind("account", account.value())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// Lets an event that was put aside be worked off again. Answers whether there was one.
    public boolean redeliverWork(Handle tx, AccountId account, long id) {
        var shards = tx.createQuery("""
            UPDATE work SET error = NULL
            WHERE account_id = :account AND id = :id AND error IS NOT NULL
            RETURNING vshard
            """)
                .bind("account", account.value())
                .bind("id", id)
                .map((rs, _) -> new Shard(rs.getInt("vshard")))
                .set();
        tx.afterCommit(() -> work.wake(shards));
        return !shards.isEmpty();
    }

    /// Gives up an event that was put aside; what the messenger delivered stays until {@link Retention} forgets it.
    /// Answers whether there was one.
    public boolean discardWork(Handle tx, AccountId account, long id) {
        return tx.createUpdate("DELETE FROM work WHERE account_id = :account AND id = :id AND error IS NOT NULL")
                        .bind("account", account.value())
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
