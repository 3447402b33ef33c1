package parley.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Database;

/// Links by which employees get a login and choose a password. Each works once, for seven days.
public final class Invitations {

    private static final Duration LIFE = Duration.ofDays(7);

    /// @param employee whose chats the login will show; absent for somebody who only administers
    public record Guest(
            @Nullable EmployeeId employee, String email, String name, boolean administrator, String language) {}

    /// An invitation that nobody has used yet.
    public record Open(@Nullable EmployeeId employee, String email, String name, Instant expiresAt) {}

    public sealed interface Invited {

        /// @param token the secret part of the link; shown once
        record Done(String token, Instant expiresAt) implements Invited {}

        record Invalid(List<Mistake> mistakes) implements Invited {}
    }

    public sealed interface Accepted {
        record SignedIn(String token, Viewer viewer) implements Accepted {}

        /// Used, expired or never there.
        record NoLink() implements Accepted {}

        record Invalid(List<Mistake> mistakes) implements Accepted {}
    }

    private record Found(AccountId account, Guest guest) {}

    private final Database database;
    private final Passwords passwords;
    private final Keys keys;
    private final Logins logins;
    private final Arrivals arrivals;
    private final InstantSource clock;

    Invitations(
            Database database, Passwords passwords, Keys keys, Logins logins, Arrivals arrivals, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.keys = keys;
        this.logins = logins;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    public Invited invite(Viewer by, Guest guest, String address) {
        var mistakes = new Typed()
                .name("name", guest.name())
                .email(guest.email())
                .language(guest.language())
                .mistakes();
        if (!mistakes.isEmpty()) {
            return new Invited.Invalid(mistakes);
        }
        var token = keys.fresh();
        var expires = clock.instant().plus(LIFE);
        return database.inTransaction(tx -> {
            if (hasLogin(tx, guest)) {
                return new Invited.Invalid(List.of(Mistake.of("email", "taken")));
            }
            insert(tx, by.account(), guest, token, expires);
            arrivals.audit().write(tx, by.account(), by.login(), "invited", guest.email(), address);
            return new Invited.Done(token, expires);
        });
    }

    /// Makes the login and signs it in.
    public Accepted accept(String token, String password, Origin origin) {
        var mistakes = new Typed().password(password).mistakes();
        if (!mistakes.isEmpty()) {
            return new Accepted.Invalid(mistakes);
        }
        if (!isOpen(token)) {
            return new Accepted.NoLink();
        }
        var hash = passwords.hash(password);
        return database.inTransaction(tx ->
                use(tx, token).map(found -> enter(tx, found, hash, origin)).orElseGet(Accepted.NoLink::new));
    }

    private Accepted enter(Handle tx, Found found, String passwordHash, Origin origin) {
        return switch (logins.insert(tx, found.account(), login(found.guest()), passwordHash)) {
            case Logins.Added.Done(var login) -> signedIn(tx, found, login, origin);
            case Logins.Added.Invalid(var taken) -> {
                tx.rollback();
                yield new Accepted.Invalid(taken);
            }
        };
    }

    /// Whether a link would still be taken. Spares strangers' guesses the slow hash.
    private boolean isOpen(String token) {
        return database.read(tx -> tx.createQuery("""
            SELECT EXISTS (SELECT FROM invitation
                           WHERE hash = :hash AND used_at IS NULL AND expires_at > :now)
            """)
                .bind("hash", Keys.hash(token))
                .bind("now", clock.instant())
                .mapTo(Boolean.class)
                .one());
    }

    private Accepted signedIn(Handle tx, Found found, long login, Origin origin) {
        var guest = found.guest();
        var viewer = new Viewer(
                found.account(), login, guest.employee(), guest.administrator(), guest.name(), guest.language());
        return new Accepted.SignedIn(arrivals.signIn(tx, viewer, origin), viewer);
    }

    private static Logins.NewLogin login(Guest guest) {
        return new Logins.NewLogin(
                guest.employee(), guest.email(), guest.name(), "", guest.administrator(), guest.language());
    }

    /// Of two who use a link at once, one gets it.
    private Optional<Found> use(Handle tx, String token) {
        return tx.createQuery("""
            UPDATE invitation
            SET used_at = :now
            WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
            RETURNING account_id, email, name, employee_id, administrator, language
            """)
                .bind("now", clock.instant())
                .bind("hash", Keys.hash(token))
                .map((rs, _) -> new Found(
                        new AccountId(rs.getLong("account_id")),
                        new Guest(
                                employee(rs.getString("employee_id")),
                                rs.getString("email"),
                                rs.getString("name"),
                                rs.getBoolean("administrator"),
                                rs.getString("language"))))
                .findOne();
    }

    /// Those that still wait, the newest first, at most 200.
    public List<Open> open(AccountId account) {
        return database.read(tx -> tx.createQuery("""
            SELECT employee_id, email, name, expires_at
            FROM invitation
            WHERE account_id = :account AND used_at IS NULL AND expires_at > :now
            ORDER BY created_at DESC
            LIMIT 200
            """)
                .bind("account", account.value())
                .bind("now", clock.instant())
                .map((rs, _) -> new Open(
                        employee(rs.getString("employee_id")),
                        rs.getString("email"),
                        rs.getString("name"),
                        rs.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private void insert(Handle tx, AccountId account, Guest guest, String token, Instant expires) {
        var employee = guest.employee();
        tx.createUpdate("""
            INSERT INTO invitation (account_id, hash, email, name, employee_id, administrator, language,
                created_at, expires_at)
            VALUES (:account, :hash, :email, :name, :employee, :administrator, :language, :now, :expires)
            """)
                .bind("account", account.value())
                .bind("hash", Keys.hash(token))
                .bind("email", guest.email().strip())
                .bind("name", guest.name().strip())
                .bind("employee", employee == null ? null : employee.value())
                .bind("administrator", guest.administrator())
                .bind("language", guest.language())
                .bind("now", clock.instant())
                .bind("expires", expires)
                .execute();
    }

    private static boolean hasLogin(Handle tx, Guest guest) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM login WHERE lower(email) = lower(:email))")
                .bind("email", guest.email().strip())
                .mapTo(Boolean.class)
                .one();
    }

    private static @Nullable EmployeeId employee(@Nullable String id) {
        return id == null ? null : new EmployeeId(id);
    }
}
