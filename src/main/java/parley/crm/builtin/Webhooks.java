package parley.crm.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `crm_webhook`: whom the CRM tells of its changes.
final class Webhooks {

    static final int MOST = 20;

    private static final String SELECT = """
        SELECT id, url, secret, created_at, delivered_at, problem, disabled_at
        FROM crm_webhook
        """;

    /// @param sealed the secret that signs
    /// @param problem why the last attempt did not reach it; absent after one that did
    record Row(
            long id,
            String url,
            String sealed,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            @Nullable String problem,
            @Nullable Instant disabledAt) {

        boolean isOn() {
            return disabledAt == null;
        }
    }

    private final long account;

    Webhooks(long account) {
        this.account = account;
    }

    List<Row> all(Handle tx) {
        return tx.createQuery(SELECT + "WHERE account_id = :account ORDER BY id LIMIT :most")
                .bind("account", account)
                .bind("most", MOST)
                .map((row, _) -> row(row))
                .list();
    }

    Optional<Row> find(Handle tx, long id) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND id = :id")
                .bind("account", account)
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    long insert(Handle tx, String url, String sealed, OffsetDateTime now) {
        return tx.createQuery("""
            INSERT INTO crm_webhook (account_id, url, secret, created_at)
            VALUES (:account, :url, :secret, :now)
            RETURNING id
            """)
                .bind("account", account)
                .bind("url", url)
                .bind("secret", sealed)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    boolean delete(Handle tx, long id) {
        return tx.createUpdate("DELETE FROM crm_webhook WHERE account_id = :account AND id = :id")
                        .bind("account", account)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    boolean enable(Handle tx, long id) {
        return tx.createUpdate("""
            UPDATE crm_webhook SET disabled_at = NULL, problem = NULL
            WHERE account_id = :account AND id = :id
            """).bind("account", account).bind("id", id).execute() == 1;
    }

    void delivered(Handle tx, long id, Instant now) {
        tx.createUpdate("""
            UPDATE crm_webhook SET delivered_at = :now, problem = NULL
            WHERE account_id = :account AND id = :id
            """)
                .bind("now", Rows.time(now))
                .bind("account", account)
                .bind("id", id)
                .execute();
    }

    /// @param off when it was switched off for it; absent: it is tried again
    void failed(Handle tx, long id, String problem, @Nullable Instant off) {
        tx.createUpdate("""
            UPDATE crm_webhook SET problem = :problem, disabled_at = coalesce(disabled_at, :off)
            WHERE account_id = :account AND id = :id
            """)
                .bind("problem", problem)
                .bind("off", off == null ? null : Rows.time(off))
                .bind("account", account)
                .bind("id", id)
                .execute();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("url"),
                row.getString("secret"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "delivered_at"),
                row.getString("problem"),
                Rows.instantOrNull(row, "disabled_at"));
    }
}
