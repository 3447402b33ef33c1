package parley.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.platform.Database;

/// Tickets for live lines: single use, half a minute. A socket's address stays free of secrets that way.
public final class Tickets {

    private static final Duration LIFE = Duration.ofSeconds(30);

    /// What a live line stands on: who is behind it, and the session that opened it, by its hash.
    public record Pass(Viewer viewer, String session) {}

    private final Database database;
    private final Keys keys;
    private final InstantSource clock;

    Tickets(Database database, Keys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// @param session the token of the session that asks
    public String issue(Viewer viewer, String session) {
        var ticket = keys.fresh();
        var now = clock.instant();
        database.useTransaction(tx -> {
            tx.createUpdate("DELETE FROM stream_ticket WHERE expires_at < :now")
                    .bind("now", now)
                    .execute();
            tx.createUpdate("""
                INSERT INTO stream_ticket (account_id, hash, login_id, session, expires_at)
                VALUES (:account, :hash, :login, :session, :expires)
                """)
                    .bind("account", viewer.account().value())
                    .bind("hash", Keys.hash(ticket))
                    .bind("login", viewer.login())
                    .bind("session", Keys.hash(session))
                    .bind("expires", now.plus(LIFE))
                    .execute();
        });
        return ticket;
    }

    /// Takes the ticket back; whoever comes second with it gets nothing.
    public Optional<Pass> redeem(String ticket) {
        return database.inTransaction(tx -> tx.createQuery("""
            WITH taken AS (
                DELETE FROM stream_ticket WHERE hash = :hash RETURNING account_id, login_id, session, expires_at)
            SELECT login.account_id, id, employee_id, administrator, name, language,
                encode(taken.session, 'hex') AS session
            FROM taken
            JOIN login ON login.account_id = taken.account_id AND login.id = taken.login_id
            WHERE expires_at > :now AND NOT disabled
            """)
                .bind("hash", Keys.hash(ticket))
                .bind("now", clock.instant())
                .map((rs, _) -> new Pass(Sessions.viewer(rs), rs.getString("session")))
                .findOne());
    }

    /// Who stands behind these sessions now, by their hashes; sessions that have ended, and those of logins that were
    /// disabled, are missing.
    public Map<String, Viewer> standing(Collection<Pass> passes) {
        var hashes = passes.stream().map(Pass::session).distinct().toArray(String[]::new);
        var standing = new HashMap<String, Viewer>();
        database.read(tx -> tx.createQuery("""
            SELECT login.account_id, login.id, employee_id, administrator, name, language,
                encode(session.hash, 'hex') AS session
            FROM session
            JOIN login ON login.account_id = session.account_id AND login.id = session.login_id
            WHERE session.hash IN (SELECT decode(hex, 'hex') FROM unnest(:hashes) AS hex)
                AND NOT disabled AND session.created_at > :oldest AND last_seen_at > :idle
            """)
                        .bind("hashes", hashes)
                        .bind("oldest", clock.instant().minus(Sessions.LONGEST))
                        .bind("idle", clock.instant().minus(Sessions.IDLE))
                        .map((rs, _) -> Map.entry(rs.getString("session"), Sessions.viewer(rs)))
                        .list())
                .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
        return standing;
    }
}
