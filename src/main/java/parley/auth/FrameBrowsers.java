package parley.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;

/// Browsers that hold windows inside a CRM, known by a cookie. Its value changes every minute that it is used; a value
/// that was worn out before that is a stolen one, and ends all windows of the browser (UX 16.2).
final class FrameBrowsers {

    private static final Duration TURNS = Duration.ofMinutes(1);

    /// @param cookie the new value, when it has changed
    record Known(AccountId account, long id, @Nullable String cookie) {}

    private record Held(AccountId account, long id, boolean current, Instant turnedAt) {}

    private final Keys keys;
    private final Audit audit;

    FrameBrowsers(Keys keys, Audit audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /// The browser of this employee with this cookie. Only in the CRM that the windows were granted to.
    Optional<Known> find(Handle tx, FrameGrant grant, EmployeeId employee, @Nullable String cookie, Instant now) {
        if (cookie == null) {
            return Optional.empty();
        }
        var hash = Keys.hash(cookie);
        return FrameGrant.bind(tx.createQuery("""
            SELECT account_id, id, hash, turned_at
            FROM frame_browser
            WHERE (hash = :hash OR former = :hash) AND employee_id = :employee
                AND (key_id, integration_id, connection) IS NOT DISTINCT FROM (:key, :integration, :connection)
            FOR UPDATE
            """), grant)
                .bind("hash", hash)
                .bind("employee", employee.value())
                .map((rs, _) -> new Held(
                        new AccountId(rs.getLong("account_id")),
                        rs.getLong("id"),
                        Arrays.equals(rs.getBytes("hash"), hash),
                        rs.getObject("turned_at", OffsetDateTime.class).toInstant()))
                .findOne()
                .flatMap(held -> use(tx, held, employee, now));
    }

    private Optional<Known> use(Handle tx, Held held, EmployeeId employee, Instant now) {
        var fresh = held.turnedAt().isAfter(now.minus(TURNS));
        if (!held.current() && !fresh) {
            tx.createUpdate("DELETE FROM frame_browser WHERE account_id = :account AND id = :id")
                    .bind("account", held.account().value())
                    .bind("id", held.id())
                    .execute();
            audit.write(tx, held.account(), null, "frame_cookie_reused", employee.value(), "");
            return Optional.empty();
        }
        return Optional.of(fresh ? new Known(held.account(), held.id(), null) : turn(tx, held, now));
    }

    private Known turn(Handle tx, Held held, Instant now) {
        var cookie = keys.fresh();
        tx.createUpdate("""
            UPDATE frame_browser
            SET former = hash, hash = :hash, turned_at = :now
            WHERE account_id = :account AND id = :id
            """)
                .bind("hash", Keys.hash(cookie))
                .bind("now", now)
                .bind("account", held.account().value())
                .bind("id", held.id())
                .execute();
        return new Known(held.account(), held.id(), cookie);
    }

    Known begin(Handle tx, AccountId account, FrameGrant grant, EmployeeId employee, Instant now) {
        var cookie = keys.fresh();
        var id = FrameGrant.bind(tx.createQuery("""
            INSERT INTO frame_browser (account_id, key_id, integration_id, connection, employee_id, hash, turned_at)
            VALUES (:account, :key, :integration, :connection, :employee, :hash, :now)
            RETURNING id
            """), grant)
                .bind("account", account.value())
                .bind("employee", employee.value())
                .bind("hash", Keys.hash(cookie))
                .bind("now", now)
                .mapTo(Long.class)
                .one();
        return new Known(account, id, cookie);
    }

    /// Those that have held no window for longer than one lives.
    void forget(Handle tx, Instant before) {
        tx.createUpdate("DELETE FROM frame_browser WHERE turned_at < :before")
                .bind("before", before)
                .execute();
    }
}
