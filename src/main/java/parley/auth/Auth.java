package parley.auth;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.base.AccountId;
import parley.platform.Database;

/// The room's doors, wired.
public final class Auth {

    public final Accounts accounts = new Accounts();
    public final Audit audit;
    public final Sessions sessions;
    public final SignIn signIn;
    public final Logins logins;
    public final Invitations invitations;
    public final FirstRun firstRun;
    public final ApiKeys apiKeys;
    public final Frames frames;
    public final Tickets tickets;

    private final Database database;

    /// @param random a cryptographically strong one
    public Auth(Database database, Passwords passwords, InstantSource clock, RandomGenerator random) {
        this.database = database;
        var keys = new Keys(random);
        audit = new Audit(clock);
        sessions = new Sessions(database, keys, clock);
        signIn = new SignIn(database, passwords, sessions, audit, clock);
        logins = new Logins(database, passwords, sessions, audit, clock);
        var arrivals = new Arrivals(sessions, audit);
        invitations = new Invitations(database, passwords, keys, logins, arrivals, clock);
        firstRun = new FirstRun(database, passwords, keys, logins, arrivals, clock);
        apiKeys = new ApiKeys(database, keys, audit, clock);
        frames = new Frames(database, keys, audit, clock);
        tickets = new Tickets(database, keys, frames, clock);
    }

    /// Writes a line into the audit log on its own.
    ///
    /// @param address of the other side
    public void note(Viewer viewer, String action, String subject, String address) {
        database.useTransaction(tx -> audit.write(tx, viewer.account(), viewer.login(), action, subject, address));
    }

    /// The newest lines of the audit log, at most `limit`.
    public List<Audit.Line> auditOf(AccountId account, int limit) {
        return database.read(tx -> audit.last(tx, account, limit));
    }
}
