package parley.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Json;

/// The table `webhook_delivery`.
final class DeliveryTable {

    private static final String COLUMNS = """
        id, subscription_id, key, kinds, items, state, attempts, status, problem, happened_at, due_at, settled_at
        """;

    private static final int LOG = 20;

    void insert(
            Handle tx,
            Subscription to,
            Parcel parcel,
            String key,
            String state,
            @Nullable String problem,
            Instant now) {
        tx.createUpdate("""
            INSERT INTO webhook_delivery (account_id, subscription_id, key, kinds, items, body, state, problem,
                happened_at, due_at, settled_at)
            VALUES (:account, :subscription, :key, :kinds, :items, :body, :state, :problem, :happened, :now, :settled)
            """)
                .bind("account", to.account().value())
                .bind("subscription", to.id())
                .bind("key", key)
                .bind("kinds", parcel.kinds().toArray(String[]::new))
                .bind("items", parcel.items())
                .bind("body", parcel.body())
                .bind("state", state)
                .bind("problem", problem)
                .bind("happened", parcel.happenedAt())
                .bind("now", now)
                .bind("settled", state.equals("pending") ? null : now)
                .execute();
    }

    /// What a person has asked for goes before what waits; then in order.
    Optional<Delivery.Whole> next(Handle tx, Subscription to) {
        return tx.createQuery("SELECT " + COLUMNS + """
            , body, log
            FROM webhook_delivery
            WHERE account_id = :account AND subscription_id = :subscription AND state IN ('pending', 'again')
            ORDER BY state = 'pending', id
            LIMIT 1
            """)
                .bind("account", to.account().value())
                .bind("subscription", to.id())
                .map((rs, _) -> whole(rs))
                .findOne();
    }

    Optional<Delivery.Whole> find(Handle tx, AccountId account, long id) {
        return tx.createQuery("SELECT " + COLUMNS + ", body, log FROM webhook_delivery WHERE account_id = :account"
                        + " AND id = :id")
                .bind("account", account.value())
                .bind("id", id)
                .map((rs, _) -> whole(rs))
                .findOne();
    }

    /// Newest first, before an id.
    ///
    /// @param states absent: every one
    List<Delivery> log(
            Handle tx,
            AccountId account,
            @Nullable Long subscription,
            @Nullable List<String> states,
            long before,
            int limit) {
        return tx.createQuery("SELECT " + COLUMNS + """
            FROM webhook_delivery
            WHERE account_id = :account AND id < :before
                AND (:subscription::bigint IS NULL OR subscription_id = :subscription)
                AND (:states::text[] IS NULL OR state = ANY(:states))
            ORDER BY id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("subscription", subscription)
                .bind("states", states == null ? null : states.toArray(String[]::new))
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    /// What waits for an address, and what was given up; ends at 10,000 of a company.
    Map<Long, Delivery.Counts> counts(Handle tx, AccountId account) {
        var counts = new HashMap<Long, Delivery.Counts>();
        tx.createQuery("""
            SELECT subscription_id,
                count(*) FILTER (WHERE state <> 'dead') AS waiting,
                count(*) FILTER (WHERE state = 'dead') AS dead
            FROM (
                SELECT subscription_id, state
                FROM webhook_delivery
                WHERE account_id = :account AND state IN ('pending', 'again', 'dead')
                LIMIT 10000) AS open
            GROUP BY subscription_id
            """)
                .bind("account", account.value())
                .map((rs, _) -> Map.entry(
                        rs.getLong("subscription_id"), new Delivery.Counts(rs.getLong("waiting"), rs.getLong("dead"))))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /// Settles or postpones what nobody else has tried meanwhile. Answers whether that was so.
    ///
    /// @param due of the next attempt; absent: it is settled
    boolean tried(
            Handle tx,
            AccountId account,
            Delivery.Whole tried,
            String state,
            Delivery.Attempt attempt,
            @Nullable Instant due,
            Instant now) {
        var log = new ArrayList<>(tried.log());
        log.add(attempt);
        return tx.createUpdate("""
            UPDATE webhook_delivery
            SET state = :state, attempts = attempts + 1, status = :status, problem = :problem, log = :log::jsonb,
                due_at = coalesce(:due, due_at), settled_at = :settled
            WHERE account_id = :account AND id = :id AND attempts = :attempts AND state = :before
            """)
                        .bind("account", account.value())
                        .bind("id", tried.delivery().id())
                        .bind("attempts", tried.delivery().attempts())
                        .bind("before", tried.delivery().state())
                        .bind("state", state)
                        .bind("status", attempt.status())
                        .bind("problem", attempt.problem())
                        .bind("log", Json.write(log.subList(Math.max(0, log.size() - LOG), log.size())))
                        .bind("due", due)
                        .bind("settled", due == null ? now : null)
                        .execute()
                == 1;
    }

    /// Once more, whatever came of it; empty when there is nothing to send. Answers whose it is.
    Optional<Long> again(Handle tx, AccountId account, long id, Instant now) {
        return tx.createQuery("""
            UPDATE webhook_delivery
            SET state = CASE WHEN state = 'pending' THEN state ELSE 'again' END, due_at = :now
            WHERE account_id = :account AND id = :id AND body <> ''
            RETURNING subscription_id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne();
    }

    /// What waits need not wait any longer.
    void hurry(Handle tx, Subscription to, Instant now) {
        tx.createUpdate("""
            UPDATE webhook_delivery SET due_at = :now
            WHERE account_id = :account AND subscription_id = :subscription AND state = 'pending' AND due_at > :now
            """)
                .bind("account", to.account().value())
                .bind("subscription", to.id())
                .bind("now", now)
                .execute();
    }

    /// Closes a dead letter, or one that waits.
    boolean discard(Handle tx, AccountId account, long id, String reason, Instant now) {
        return tx.createUpdate("""
            UPDATE webhook_delivery SET state = 'discarded', problem = :reason, settled_at = :now
            WHERE account_id = :account AND id = :id AND state IN ('dead', 'pending')
            """)
                        .bind("account", account.value())
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Forgets what was settled, but for the newest of each address.
    void prune(Handle tx, Subscription of, int keep, Instant before) {
        tx.createUpdate("""
            DELETE FROM webhook_delivery
            WHERE account_id = :account AND subscription_id = :subscription
                AND state NOT IN ('pending', 'again')
                AND (settled_at < :before
                    OR state = 'delivered' AND id < coalesce((
                        SELECT id
                        FROM webhook_delivery
                        WHERE account_id = :account AND subscription_id = :subscription
                        ORDER BY id DESC
                        OFFSET :keep LIMIT 1), 0))
            """)
                .bind("account", of.account().value())
                .bind("subscription", of.id())
                .bind("keep", keep)
                .bind("before", before)
                .execute();
    }

    private static Delivery.Whole whole(ResultSet rs) throws SQLException {
        return new Delivery.Whole(
                read(rs), rs.getString("body"), Json.readList(rs.getString("log"), Delivery.Attempt.class));
    }

    private static Delivery read(ResultSet rs) throws SQLException {
        return new Delivery(
                rs.getLong("id"),
                rs.getLong("subscription_id"),
                rs.getString("key"),
                Arrays.asList((String[]) rs.getArray("kinds").getArray()),
                rs.getInt("items"),
                rs.getString("state"),
                rs.getInt("attempts"),
                rs.getObject("status", Integer.class),
                rs.getString("problem"),
                rs.getObject("happened_at", OffsetDateTime.class).toInstant(),
                rs.getObject("due_at", OffsetDateTime.class).toInstant(),
                SubscriptionTable.instant(rs, "settled_at"));
    }
}
