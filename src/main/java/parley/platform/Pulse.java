package parley.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// How the hub is: what waits by kind, the signs by which a change is noticed, and the server itself.
public final class Pulse {

    private static final int MOST = 10_000;

    /// Effects of one kind that should have been had by now, or have been tried in vain. Counts end at 10,000.
    ///
    /// @param tried how many of them have failed at least once, and will be tried again
    /// @param oldest since when the oldest of them waits
    /// @param trouble of the oldest that was tried
    public record Queue(
            String kind,
            long jobs,
            long tried,
            Instant oldest,
            @Nullable String trouble) {}

    /// What is looked at to know whether anybody must be told: changes exactly when something has got stuck or works
    /// again.
    public record Signs(long aside, long lastAside, long stuck, long lastStuck, List<String> troubled) {}

    /// @param database PostgreSQL's version
    /// @param nodes processes that are alive
    /// @param bytes that the database takes on its disk
    public record Server(String database, int nodes, long bytes) {}

    private final InstantSource clock;

    public Pulse(InstantSource clock) {
        this.clock = clock;
    }

    public Instant ago(Duration time) {
        return clock.instant().minus(time);
    }

    public List<Queue> queues(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT kind, count(*) AS jobs, count(*) FILTER (WHERE attempts > 0) AS tried, min(created_at) AS oldest,
                (array_agg(last_error ORDER BY id) FILTER (WHERE attempts > 0))[1] AS trouble
            FROM (
                SELECT id, kind, attempts, created_at, last_error
                FROM job
                WHERE account_id = :account
                    AND state IN ('due', 'running')
                    AND (due_at <= :now OR attempts > 0)
                LIMIT :most) AS waiting
            GROUP BY kind
            ORDER BY kind
            """)
                .bind("account", account.value())
                .bind("now", clock.instant())
                .bind("most", MOST)
                .map((rs, _) -> queue(rs))
                .list();
    }

    private static Queue queue(ResultSet rs) throws SQLException {
        return new Queue(
                rs.getString("kind"),
                rs.getLong("jobs"),
                rs.getLong("tried"),
                rs.getObject("oldest", OffsetDateTime.class).toInstant(),
                rs.getString("trouble"));
    }

    public Signs signs(Handle tx, AccountId account) {
        var troubled = queues(tx, account).stream()
                .filter(queue -> queue.tried() > 0)
                .map(Queue::kind)
                .toList();
        return tx.createQuery("""
            SELECT aside.n AS aside, aside.last AS last_aside, stuck.n AS stuck, stuck.last AS last_stuck
            FROM (
                SELECT count(*) AS n, coalesce(max(id), 0) AS last
                FROM (
                    SELECT id FROM work WHERE account_id = :account AND error IS NOT NULL ORDER BY id DESC LIMIT :most
                ) AS put) AS aside,
                (
                SELECT count(*) AS n, coalesce(max(id), 0) AS last
                FROM (
                    SELECT id
                    FROM job
                    WHERE account_id = :account AND state IN ('dead', 'unknown')
                    ORDER BY id DESC
                    LIMIT :most) AS ended) AS stuck
            """)
                .bind("account", account.value())
                .bind("most", MOST)
                .map((rs, _) -> new Signs(
                        rs.getLong("aside"),
                        rs.getLong("last_aside"),
                        rs.getLong("stuck"),
                        rs.getLong("last_stuck"),
                        troubled))
                .one();
    }

    /// A process that has the database to itself does not sign in among its neighbours.
    public Server server(Handle tx) {
        return tx.createQuery("""
            SELECT current_setting('server_version') AS version,
                pg_database_size(current_database()) AS bytes,
                greatest(1, (SELECT count(*) FROM node WHERE seen_at > now() - interval '10 seconds')) AS nodes
            """)
                .map((rs, _) -> new Server(rs.getString("version"), rs.getInt("nodes"), rs.getLong("bytes")))
                .one();
    }
}
