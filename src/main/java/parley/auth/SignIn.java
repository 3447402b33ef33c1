package parley.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.platform.Database;

/// Signing in with e-mail and password. Five attempts a minute per (address, e-mail); an unknown e-mail costs the same
/// time as a wrong password, so that nobody learns who works here.
public final class SignIn {

    private static final int ATTEMPTS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /// What came of an attempt.
    public sealed interface Result {

        /// @param token what the browser keeps in its cookie
        record SignedIn(String token, Viewer viewer) implements Result {}

        /// Wrong e-mail, wrong password or a disabled login: one answer for all three.
        record Wrong() implements Result {}

        record Throttled(Duration retryAfter) implements Result {}
    }

    private record Known(Viewer viewer, String passwordHash, boolean disabled) {}

    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final InstantSource clock;
    private final String nobodysHash;

    SignIn(Database database, Passwords passwords, Sessions sessions, Audit audit, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
        this.nobodysHash = passwords.ofNobody();
    }

    public Result attempt(String email, String password, Origin origin) {
        var wait = count(email, origin);
        if (wait.isPresent()) {
            return new Result.Throttled(wait.get());
        }
        var known = find(email);
        // The slow part runs outside any transaction, and for unknown e-mails too.
        var right = passwords.matches(password, known == null ? nobodysHash : known.passwordHash());
        if (known == null) {
            return new Result.Wrong();
        }
        return right && !known.disabled() ? signedIn(known.viewer(), email, origin) : wrong(known.viewer(), origin);
    }

    private Result signedIn(Viewer viewer, String email, Origin origin) {
        return database.inTransaction(tx -> {
            forget(tx, email, origin);
            audit.write(tx, viewer.account(), viewer.login(), "signed_in", viewer.name(), origin.address());
            return new Result.SignedIn(sessions.begin(tx, viewer.account(), viewer.login(), origin), viewer);
        });
    }

    private Result wrong(Viewer viewer, Origin origin) {
        database.useTransaction(
                tx -> audit.write(tx, viewer.account(), null, "sign_in_failed", viewer.name(), origin.address()));
        return new Result.Wrong();
    }

    private @Nullable Known find(String email) {
        return database.read(tx -> tx.createQuery("""
            SELECT account_id, id, employee_id, administrator, name, language, password_hash, disabled
            FROM login
            WHERE lower(email) = lower(:email)
            """)
                .bind("email", email.strip())
                .map((rs, _) ->
                        new Known(Sessions.viewer(rs), rs.getString("password_hash"), rs.getBoolean("disabled")))
                .findOne()
                .orElse(null));
    }

    /// Counts before looking at the password, so that attempts at the same moment count too.
    private Optional<Duration> count(String email, Origin origin) {
        var now = clock.instant();
        return database.inTransaction(tx -> tx.createQuery("""
            INSERT INTO sign_in_attempts AS known (key, started_at, attempts)
            VALUES (:key, :now, 1)
            ON CONFLICT (key) DO UPDATE SET
                attempts = CASE WHEN known.started_at <= :before THEN 1 ELSE known.attempts + 1 END,
                started_at = CASE WHEN known.started_at <= :before THEN :now ELSE known.started_at END
            RETURNING attempts, started_at
            """)
                .bind("key", key(email, origin))
                .bind("now", now)
                .bind("before", now.minus(WINDOW))
                .map((rs, _) -> rs.getInt("attempts") <= ATTEMPTS
                        ? Optional.<Duration>empty()
                        : Optional.of(Duration.between(
                                now,
                                rs.getObject("started_at", OffsetDateTime.class)
                                        .toInstant()
                                        .plus(WINDOW))))
                .one());
    }

    private void forget(Handle tx, String email, Origin origin) {
        tx.createUpdate("DELETE FROM sign_in_attempts WHERE key = :key OR started_at < :old")
                .bind("key", key(email, origin))
                .bind("old", clock.instant().minus(WINDOW))
                .execute();
    }

    private static byte[] key(String email, Origin origin) {
        return Keys.hash(origin.address() + "\n" + email.strip().toLowerCase(Locale.ROOT));
    }
}
