package parley.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Json;

/// The table `webhook_subscription`.
final class SubscriptionTable {

    /// So many a company has at most.
    static final int MOST = 20;

    private static final String SELECT = """
        SELECT account_id, id, main, url, kinds, crm_key, secret, position, created_at, delivered_at, failing_since,
            problem, disabled_at, former_secret, former_until
        FROM webhook_subscription
        """;

    /// What a person or a program has typed.
    record Typed(String url, Set<Kind> kinds, @Nullable String sealedCrmKey) {}

    /// Of all companies.
    List<Subscription> on(Handle tx) {
        return tx.createQuery(SELECT + "WHERE disabled_at IS NULL AND url <> '' ORDER BY account_id, id LIMIT 10000")
                .map((rs, _) -> read(rs))
                .list();
    }

    List<Subscription> all(Handle tx, AccountId account) {
        return tx.createQuery(SELECT + "WHERE account_id = :account ORDER BY main DESC, id LIMIT :most")
                .bind("account", account.value())
                .bind("most", MOST)
                .map((rs, _) -> read(rs))
                .list();
    }

    Optional<Subscription> find(Handle tx, AccountId account, long id) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id)
                .map((rs, _) -> read(rs))
                .findOne();
    }

    Optional<Subscription> main(Handle tx, AccountId account) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND main")
                .bind("account", account.value())
                .map((rs, _) -> read(rs))
                .findOne();
    }

    /// From here to the commit nobody else adds one to the company.
    void lock(Handle tx, AccountId account) {
        tx.createQuery("SELECT pg_advisory_xact_lock(hashtext('webhooks'), :account)::text")
                .bind("account", (int) account.value())
                .mapTo(String.class)
                .list();
    }

    long insert(
            Handle tx,
            AccountId account,
            boolean main,
            Typed typed,
            String sealedSecret,
            long position,
            Map<String, String> channels,
            Instant now) {
        return tx.createQuery("""
            INSERT INTO webhook_subscription (account_id, main, url, kinds, crm_key, secret, position, channels, created_at)
            VALUES (:account, :main, :url, :kinds, :crmKey, :secret, :position, :channels::jsonb, :now)
            RETURNING id
            """)
                .bind("account", account.value())
                .bind("main", main)
                .bind("url", typed.url())
                .bind("kinds", words(typed.kinds()))
                .bind("crmKey", typed.sealedCrmKey())
                .bind("secret", sealedSecret)
                .bind("position", position)
                .bind("channels", Json.write(channels))
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    void change(Handle tx, AccountId account, long id, Typed typed) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET url = :url, kinds = :kinds, crm_key = :crmKey
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .bind("url", typed.url())
                .bind("kinds", words(typed.kinds()))
                .bind("crmKey", typed.sealedCrmKey())
                .execute();
    }

    void secret(Handle tx, AccountId account, long id, Subscription.Secret secret) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET secret = :secret, former_secret = :former, former_until = :until
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .bind("secret", secret.present())
                .bind("former", secret.former())
                .bind("until", secret.formerUntil())
                .execute();
    }

    /// Somebody wants it so: what it failed at before is no matter any more.
    ///
    /// @param at when it was switched off; absent: it is on
    void disabled(Handle tx, AccountId account, long id, @Nullable Instant at) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET disabled_at = :at, failing_since = NULL
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    /// It has failed too long, or wants nothing more, and is told nothing. Where somebody was faster, it stays his
    /// wish.
    void givenUp(Handle tx, Subscription to, Instant at) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET disabled_at = :at
            WHERE account_id = :account AND id = :id AND disabled_at IS NULL
            """)
                .bind("account", to.account().value())
                .bind("id", to.id())
                .bind("at", at)
                .execute();
    }

    boolean delete(Handle tx, AccountId account, long id) {
        return tx.createUpdate("DELETE FROM webhook_subscription WHERE account_id = :account AND id = :id AND NOT main")
                        .bind("account", account.value())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// Of two processes that have read the same, one may go on.
    boolean moved(Handle tx, Subscription from, long to, @Nullable Map<String, String> channels) {
        return tx.createUpdate("""
            UPDATE webhook_subscription
            SET position = :to, channels = coalesce(:channels::jsonb, channels)
            WHERE account_id = :account AND id = :id AND position = :from
            """)
                        .bind("account", from.account().value())
                        .bind("id", from.id())
                        .bind("from", from.position())
                        .bind("to", to)
                        .bind("channels", channels == null ? null : Json.write(channels))
                        .execute()
                == 1;
    }

    Map<String, String> channels(Handle tx, Subscription of) {
        return tx.createQuery("SELECT channels FROM webhook_subscription WHERE account_id = :account AND id = :id")
                .bind("account", of.account().value())
                .bind("id", of.id())
                .map((rs, _) -> Json.readMap(rs.getString("channels")))
                .findOne()
                .orElse(Map.of());
    }

    void delivered(Handle tx, Subscription to, Instant now) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET delivered_at = :now, failing_since = NULL, problem = NULL
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", to.account().value())
                .bind("id", to.id())
                .bind("now", now)
                .execute();
    }

    void failed(Handle tx, Subscription to, String problem, Instant now) {
        tx.createUpdate("""
            UPDATE webhook_subscription
            SET problem = :problem,
                failing_since = CASE WHEN disabled_at IS NULL THEN coalesce(failing_since, :now) ELSE failing_since END
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", to.account().value())
                .bind("id", to.id())
                .bind("problem", problem)
                .bind("now", now)
                .execute();
    }

    /// The position behind which some address that is on has not been told everything.
    Optional<Long> oldest(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT min(position) AS oldest
            FROM webhook_subscription
            WHERE account_id = :account AND disabled_at IS NULL AND url <> ''
            """)
                .bind("account", account.value())
                .map((rs, _) -> Optional.ofNullable(rs.getObject("oldest", Long.class)))
                .one();
    }

    private static String[] words(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::word).toArray(String[]::new);
    }

    private static Subscription read(ResultSet rs) throws SQLException {
        var kinds = Arrays.stream((String[]) rs.getArray("kinds").getArray())
                .flatMap(word -> Kind.of(word).stream())
                .collect(Collectors.toSet());
        return new Subscription(
                new AccountId(rs.getLong("account_id")),
                rs.getLong("id"),
                rs.getBoolean("main"),
                rs.getString("url"),
                kinds,
                rs.getString("crm_key"),
                new Subscription.Secret(
                        rs.getString("secret"), rs.getString("former_secret"), instant(rs, "former_until")),
                rs.getLong("position"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(rs, "delivered_at"),
                instant(rs, "failing_since"),
                rs.getString("problem"),
                instant(rs, "disabled_at"));
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
