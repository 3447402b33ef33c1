package parley.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Batcher;
import parley.platform.Columns;
import parley.platform.Database;

/// Browsers that are signed in. A session ends after 12 idle hours, after 30 days, when it is signed out, and at once
/// when its login is disabled.
public final class Sessions {

    /// How long a session lives at most: the life of its cookie.
    public static final Duration LONGEST = Duration.ofDays(30);

    static final Duration IDLE = Duration.ofHours(12);
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    /// @param id names the session towards its owner; not the token
    public record Session(String id, String userAgent, Instant createdAt, Instant lastSeenAt) {}

    private record Found(byte[] hash, Viewer viewer, Instant lastSeen) {}

    private static final Logger LOG = System.getLogger(Sessions.class.getName());

    private final Database database;
    private final Keys keys;
    private final InstantSource clock;
    private final AtomicBoolean isNoting = new AtomicBoolean();
    private final Batcher<byte[], Optional<Viewer>> looking =
            new Batcher<>("sessions", Keys.AT_A_TIME, Keys.AT_ONCE, this::find);

    Sessions(Database database, Keys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// Begins a session and answers its token, which exists nowhere else.
    String begin(Handle tx, AccountId account, long login, Origin origin) {
        var token = keys.fresh();
        tx.createUpdate("""
            INSERT INTO session (account_id, hash, login_id, user_agent, created_at, last_seen_at)
            VALUES (:account, :hash, :login, :agent, :now, :now)
            """)
                .bind("account", account.value())
                .bind("hash", Keys.hash(token))
                .bind("login", login)
                .bind("agent", origin.userAgent())
                .bind("now", clock.instant())
                .execute();
        forgetOld(tx);
        return token;
    }

    /// Whose session this is, if it still lives.
    public Optional<Viewer> find(String token) {
        return looking.ask(Keys.hash(token));
    }

    private List<Optional<Viewer>> find(List<byte[]> hashes) {
        var now = clock.instant();
        var found = database.read(tx -> {
            var query = tx.createQuery("""
                SELECT login.account_id, login.id, employee_id, administrator, name, language, last_seen_at,
                    session.hash
                FROM session
                JOIN login ON login.account_id = session.account_id AND login.id = session.login_id
                WHERE session.hash = ANY(:hashes) AND last_seen_at > :idle AND session.created_at > :oldest
                    AND NOT disabled
                """).bind("idle", now.minus(IDLE)).bind("oldest", now.minus(LONGEST));
            Columns.of(query, hashes).bytes("hashes", hash -> hash);
            return query.map((rs, _) -> new Found(
                            rs.getBytes("hash"),
                            viewer(rs),
                            rs.getObject("last_seen_at", OffsetDateTime.class).toInstant()))
                    .collect(Collectors.toMap(one -> Keys.hex(one.hash), one -> one));
        });
        note(found.values().stream()
                .filter(one -> one.lastSeen.isBefore(now.minus(SEEN_STEP)))
                .map(Found::hash)
                .toList());
        return hashes.stream()
                .map(hash -> Optional.ofNullable(found.get(Keys.hex(hash))).map(Found::viewer))
                .toList();
    }

    /// Once a minute is enough for twelve hours, and spares a write per request. Nobody waits for it, nor is refused
    /// because it failed: who is not noted now is by his next request.
    private void note(List<byte[]> unseen) {
        if (!unseen.isEmpty() && isNoting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sessions-seen").start(() -> {
                try {
                    seen(unseen);
                } catch (RuntimeException problem) {
                    LOG.log(Level.DEBUG, "it was not noted who was here: {0}", problem.toString());
                } finally {
                    isNoting.set(false);
                }
            });
        }
    }

    /// Whoever holds a row notes the same, or ends it: nobody waits for him.
    private void seen(List<byte[]> hashes) {
        database.useTransaction(tx -> {
            var update = tx.createUpdate("""
                WITH free AS (SELECT hash FROM session WHERE hash = ANY(:hashes) FOR UPDATE SKIP LOCKED)
                UPDATE session SET last_seen_at = :now FROM free WHERE session.hash = free.hash
                """).bind("now", clock.instant());
            Columns.of(update, hashes).bytes("hashes", hash -> hash);
            update.execute();
        });
    }

    /// Signs out.
    public void end(String token) {
        database.useTransaction(tx -> tx.createUpdate("DELETE FROM session WHERE hash = :hash")
                .bind("hash", Keys.hash(token))
                .execute());
    }

    /// Ends one of the person's own sessions; false when there is none of this id.
    public boolean end(Viewer owner, String id) {
        return database.inTransaction(tx -> tx.createUpdate("""
            DELETE FROM session
            WHERE account_id = :account AND login_id = :login
                AND encode(substring(hash FROM 1 FOR 8), 'hex') = :id
            """)
                        .bind("account", owner.account().value())
                        .bind("login", owner.login())
                        .bind("id", id)
                        .execute()
                > 0);
    }

    void endAll(Handle tx, AccountId account, long login) {
        tx.createUpdate("DELETE FROM session WHERE account_id = :account AND login_id = :login")
                .bind("account", account.value())
                .bind("login", login)
                .execute();
    }

    /// The person's sessions, the latest first, at most 100.
    public List<Session> of(Viewer owner) {
        return database.read(tx -> tx.createQuery("""
            SELECT encode(substring(hash FROM 1 FOR 8), 'hex') AS id, user_agent, created_at, last_seen_at
            FROM session
            WHERE account_id = :account AND login_id = :login AND last_seen_at > :idle
            ORDER BY last_seen_at DESC
            LIMIT 100
            """)
                .bind("account", owner.account().value())
                .bind("login", owner.login())
                .bind("idle", clock.instant().minus(IDLE))
                .map((rs, _) -> new Session(
                        rs.getString("id"),
                        rs.getString("user_agent"),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                        rs.getObject("last_seen_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private void forgetOld(Handle tx) {
        tx.createUpdate("DELETE FROM session WHERE last_seen_at < :idle OR created_at < :oldest")
                .bind("idle", clock.instant().minus(IDLE))
                .bind("oldest", clock.instant().minus(LONGEST))
                .execute();
    }

    /// One row of `account_id, id, employee_id, administrator, name, language` of a login.
    static Viewer viewer(ResultSet rs) throws SQLException {
        var employee = rs.getString("employee_id");
        return new Viewer(
                new AccountId(rs.getLong("account_id")),
                rs.getLong("id"),
                employee == null ? null : new EmployeeId(employee),
                rs.getBoolean("administrator"),
                rs.getString("name"),
                rs.getString("language"));
    }
}
