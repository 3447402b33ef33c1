package parley.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// The record of what was done: sign-ins, invitations, keys, settings. The database refuses to change or delete lines.
public final class Audit {

    /// @param action `signed_in`, `signed_out`, `sign_in_failed`, `invited`, `login_changed`, `api_key_created`, …
    /// @param subject what it was done to, in words a person understands; never a secret
    public record Line(Instant at, @Nullable Long login, String action, String subject, String address) {}

    private final InstantSource clock;

    Audit(InstantSource clock) {
        this.clock = clock;
    }

    /// @param login who did it; absent when nobody was signed in
    public void write(
            Handle tx, AccountId account, @Nullable Long login, String action, String subject, String address) {
        tx.createUpdate("""
            INSERT INTO audit (account_id, at, login_id, action, subject, address)
            VALUES (:account, :at, :login, :action, :subject, :address)
            """)
                .bind("account", account.value())
                .bind("at", clock.instant())
                .bind("login", login)
                .bind("action", action)
                .bind("subject", subject)
                .bind("address", address)
                .execute();
    }

    /// The newest lines first, at most `limit`.
    public List<Line> last(Handle tx, AccountId account, int limit) {
        return tx.createQuery("""
            SELECT at, login_id, action, subject, address
            FROM audit
            WHERE account_id = :account
            ORDER BY id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("limit", limit)
                .map((rs, _) -> new Line(
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        rs.getObject("login_id", Long.class),
                        rs.getString("action"),
                        rs.getString("subject"),
                        rs.getString("address")))
                .list();
    }
}
