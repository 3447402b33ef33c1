package parley.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Database;

/// The people who can sign in, whether or not they are employees of the CRM.
public final class Logins {

    /// @param theme `auto`, `light` or `dark`
    public record Login(
            long id,
            @Nullable EmployeeId employee,
            String email,
            String name,
            boolean administrator,
            String language,
            String theme,
            boolean disabled) {}

    /// @param employee absent for somebody who only administers
    public record NewLogin(
            @Nullable EmployeeId employee,
            String email,
            String name,
            String password,
            boolean administrator,
            String language) {}

    public sealed interface Added {
        record Done(long login) implements Added {}

        record Invalid(List<Mistake> mistakes) implements Added {}
    }

    /// What an administrator may change. Absent parts stay.
    public record Change(
            @Nullable Boolean disabled,
            @Nullable Boolean administrator,
            @Nullable String employee) {}

    public sealed interface Changed {
        record Done() implements Changed {}

        record Unknown() implements Changed {}

        /// Somebody must remain who can undo it.
        record LastAdministrator() implements Changed {}

        /// Another login has this employee already.
        record EmployeeTaken() implements Changed {}
    }

    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final InstantSource clock;

    Logins(Database database, Passwords passwords, Sessions sessions, Audit audit, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /// Adds a login, or says everything that is wrong with it.
    public Added add(AccountId account, NewLogin login) {
        var mistakes = check(login);
        if (!mistakes.isEmpty()) {
            return new Added.Invalid(mistakes);
        }
        var hash = passwords.hash(login.password());
        return database.inTransaction(tx -> insert(tx, account, login, hash));
    }

    static List<Mistake> check(NewLogin login) {
        return new Typed()
                .name("name", login.name())
                .email(login.email())
                .password(login.password())
                .language(login.language())
                .mistakes();
    }

    /// An e-mail and an employee are taken once: the unique keys decide.
    Added insert(Handle tx, AccountId account, NewLogin login, String passwordHash) {
        var employee = login.employee();
        return tx.createQuery("""
            INSERT INTO login
                (account_id, employee_id, email, name, password_hash, administrator, language, created_at)
            VALUES (:account, :employee, :email, :name, :hash, :administrator, :language, :now)
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
                .bind("account", account.value())
                .bind("employee", employee == null ? null : employee.value())
                .bind("email", login.email().strip())
                .bind("name", login.name().strip())
                .bind("hash", passwordHash)
                .bind("administrator", login.administrator())
                .bind("language", login.language())
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .findOne()
                .<Added>map(Added.Done::new)
                .orElseGet(() -> new Added.Invalid(List.of(Mistake.of("email", "taken"))));
    }

    /// Everybody of the account, by name, at most 1,000.
    public List<Login> all(AccountId account) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, employee_id, email, name, administrator, language, theme, disabled
            FROM login
            WHERE account_id = :account
            ORDER BY name, id
            LIMIT 1000
            """)
                .bind("account", account.value())
                .map((rs, _) -> read(rs))
                .list());
    }

    public Optional<Login> find(Viewer viewer) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, employee_id, email, name, administrator, language, theme, disabled
            FROM login
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", viewer.account().value())
                .bind("id", viewer.login())
                .map((rs, _) -> read(rs))
                .findOne());
    }

    /// Changes a login; whoever is disabled is signed out everywhere at the commit.
    public Changed change(Viewer by, long login, Change change, String address) {
        return database.inTransaction(tx -> {
            if (change.employee() != null && taken(tx, by.account(), login, change.employee())) {
                return new Changed.EmployeeTaken();
            }
            if (!update(tx, by.account(), login, change)) {
                return new Changed.Unknown();
            }
            if (!hasAdministrator(tx, by.account())) {
                tx.rollback();
                return new Changed.LastAdministrator();
            }
            if (Boolean.TRUE.equals(change.disabled())) {
                sessions.endAll(tx, by.account(), login);
            }
            audit.write(tx, by.account(), by.login(), "login_changed", "login " + login + ": " + change, address);
            return new Changed.Done();
        });
    }

    private static boolean update(Handle tx, AccountId account, long login, Change change) {
        // The account's row is the lock: two administrators cannot demote each other at the same moment.
        tx.execute("SELECT id FROM account WHERE id = ? FOR UPDATE", account.value());
        return tx.createUpdate("""
            UPDATE login
            SET disabled = coalesce(:disabled, disabled),
                administrator = coalesce(:administrator, administrator),
                employee_id = coalesce(:employee, employee_id)
            WHERE account_id = :account AND id = :id
            """)
                        .bind("disabled", change.disabled())
                        .bind("administrator", change.administrator())
                        .bind("employee", change.employee())
                        .bind("account", account.value())
                        .bind("id", login)
                        .execute()
                == 1;
    }

    private static boolean taken(Handle tx, AccountId account, long login, String employee) {
        return tx.createQuery("""
            SELECT EXISTS (SELECT FROM login
                           WHERE account_id = :account AND employee_id = :employee AND id <> :login)
            """)
                .bind("account", account.value())
                .bind("employee", employee)
                .bind("login", login)
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean hasAdministrator(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT EXISTS (SELECT FROM login WHERE account_id = :account AND administrator AND NOT disabled)
            """)
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// What the person has chosen for herself: a JSON object of the web part; empty for whoever has no login.
    public String preferences(Viewer viewer) {
        return database.read(tx -> tx.createQuery("""
            SELECT preferences || jsonb_build_object('language', language, 'theme', theme) FROM login
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", viewer.account().value())
                .bind("id", viewer.login())
                .mapTo(String.class)
                .findOne()
                .orElse("{}"));
    }

    /// Stores what the person has chosen.
    ///
    /// @param language `ru` or `en`; @param theme `auto`, `light` or `dark`
    /// @param rest a JSON object that only the web part understands
    public void prefer(Viewer viewer, String language, String theme, String rest) {
        database.useTransaction(tx -> tx.createUpdate("""
            UPDATE login
            SET language = :language, theme = :theme, preferences = :rest::jsonb
            WHERE account_id = :account AND id = :id
            """)
                .bind("language", language)
                .bind("theme", theme)
                .bind("rest", rest)
                .bind("account", viewer.account().value())
                .bind("id", viewer.login())
                .execute());
    }

    private static Login read(ResultSet rs) throws SQLException {
        var employee = rs.getString("employee_id");
        return new Login(
                rs.getLong("id"),
                employee == null ? null : new EmployeeId(employee),
                rs.getString("email"),
                rs.getString("name"),
                rs.getBoolean("administrator"),
                rs.getString("language"),
                rs.getString("theme"),
                rs.getBoolean("disabled"));
    }
}
