package parley.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// How long it is remembered what was delivered and what was done.
public final class Retention {

    /// The most that is forgotten in one transaction.
    public static final int PIECE = 5_000;

    /// Messengers repeat a delivery for up to seven days; until then its key must be known (R70).
    private static final Duration DELIVERIES = Duration.ofDays(14);

    private static final Duration FAILED_DELIVERIES = Duration.ofDays(60);
    private static final Duration JOBS = Duration.ofDays(30);

    /// Forgets raw deliveries that were worked off, and after a longer while those that could not be. Answers how many.
    public int forgetDeliveries(Handle tx, AccountId account, Instant now) {
        return tx.createUpdate("""
            DELETE FROM raw_event
            WHERE account_id = :account
                AND id IN (
                    SELECT id
                    FROM raw_event
                    WHERE account_id = :account
                        AND received_at < :before
                        AND (error IS NULL OR received_at < :longBefore)
                        AND NOT EXISTS (
                            SELECT
                            FROM work
                            WHERE work.account_id = raw_event.account_id AND raw_id = raw_event.id AND work.error IS NULL)
                    ORDER BY id
                    LIMIT :piece)
            """)
                .bind("account", account.value())
                .bind("before", utc(now.minus(DELIVERIES)))
                .bind("longBefore", utc(now.minus(FAILED_DELIVERIES)))
                .bind("piece", PIECE)
                .execute();
    }

    /// Forgets jobs that were done. Those that were given up or whose end is unknown stay for people to see.
    public int forgetJobs(Handle tx, AccountId account, Instant now) {
        return tx.createUpdate("""
            DELETE FROM job
            WHERE account_id = :account
                AND id IN (
                    SELECT id
                    FROM job
                    WHERE account_id = :account AND state = 'done' AND settled_at < :before
                    ORDER BY settled_at
                    LIMIT :piece)
            """)
                .bind("account", account.value())
                .bind("before", utc(now.minus(JOBS)))
                .bind("piece", PIECE)
                .execute();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
