package parley.auth;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Database;

/// The first run: a one-time link, printed at the start while nobody can sign in, makes its user the owner.
public final class FirstRun {

    /// What was typed in the five steps.
    ///
    /// @param company may be empty: it can be told later
    public record Form(String name, String email, String password, String company, String language, String zone) {}

    public sealed interface Result {
        record SignedIn(String token, Viewer viewer) implements Result {}

        /// Used, replaced by a newer one, or somebody has set up already.
        record NoLink() implements Result {}

        record Invalid(List<Mistake> mistakes) implements Result {}
    }

    private final Database database;
    private final Passwords passwords;
    private final Keys keys;
    private final Logins logins;
    private final Arrivals arrivals;
    private final InstantSource clock;

    FirstRun(Database database, Passwords passwords, Keys keys, Logins logins, Arrivals arrivals, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.keys = keys;
        this.logins = logins;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /// A fresh link's secret, while nobody can sign in; a link given before stops working.
    public Optional<String> link(AccountId account) {
        return database.inTransaction(tx -> {
            if (anybody(tx, account)) {
                return Optional.empty();
            }
            var token = keys.fresh();
            tx.execute("DELETE FROM setup_link WHERE account_id = ?", account.value());
            tx.createUpdate("""
                INSERT INTO setup_link (account_id, hash, created_at) VALUES (:account, :hash, :now)
                """)
                    .bind("account", account.value())
                    .bind("hash", Keys.hash(token))
                    .bind("now", clock.instant())
                    .execute();
            return Optional.of(token);
        });
    }

    /// Whether a link would still be taken.
    public boolean isOpen(AccountId account, String token) {
        return database.read(tx -> tx.createQuery("""
            SELECT EXISTS (SELECT FROM setup_link WHERE account_id = :account AND hash = :hash)
            """)
                .bind("account", account.value())
                .bind("hash", Keys.hash(token))
                .mapTo(Boolean.class)
                .one());
    }

    /// Everything wrong with the form; empty when it can be used.
    public List<Mistake> check(Form form) {
        var mistakes = new ArrayList<>(Logins.check(owner(form, null)));
        if (!ZoneId.getAvailableZoneIds().contains(form.zone())) {
            mistakes.add(Mistake.of("zone", "unknown"));
        }
        return mistakes;
    }

    /// Uses the link: names the company, makes the owner and signs him in. All or nothing.
    ///
    /// @param employee the owner among the employees of the CRM
    public Result begin(AccountId account, String token, Form form, EmployeeId employee, Origin origin) {
        var mistakes = check(form);
        if (!mistakes.isEmpty()) {
            return new Result.Invalid(mistakes);
        }
        var hash = passwords.hash(form.password());
        return database.inTransaction(tx -> {
            if (!use(tx, account, token) || anybody(tx, account)) {
                return new Result.NoLink();
            }
            new Accounts().describe(tx, account, form.company().strip(), form.language(), ZoneId.of(form.zone()));
            return switch (logins.insert(tx, account, owner(form, employee), hash)) {
                case Logins.Added.Done(var login) -> signedIn(tx, account, form, employee, login, origin);
                case Logins.Added.Invalid(var taken) -> {
                    tx.rollback();
                    yield new Result.Invalid(taken);
                }
            };
        });
    }

    private Result signedIn(Handle tx, AccountId account, Form form, EmployeeId employee, long login, Origin origin) {
        var viewer = new Viewer(account, login, employee, true, form.name().strip(), form.language());
        return new Result.SignedIn(arrivals.signIn(tx, viewer, origin), viewer);
    }

    private static Logins.NewLogin owner(Form form, @Nullable EmployeeId employee) {
        return new Logins.NewLogin(employee, form.email(), form.name(), form.password(), true, form.language());
    }

    private static boolean use(Handle tx, AccountId account, String token) {
        return tx.createUpdate("DELETE FROM setup_link WHERE account_id = :account AND hash = :hash")
                        .bind("account", account.value())
                        .bind("hash", Keys.hash(token))
                        .execute()
                == 1;
    }

    private static boolean anybody(Handle tx, AccountId account) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM login WHERE account_id = :account)")
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }
}
