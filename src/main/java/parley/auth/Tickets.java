package parley.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import parley.platform.Database;

/// Tickets for live lines: single use, half a minute. A socket's address stays free of secrets that way.
public final class Tickets {

    private static final Duration LIFE = Duration.ofSeconds(30);

    private final Database database;
    private final Keys keys;
    private final InstantSource clock;

    Tickets(Database database, Keys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    public String issue(Viewer viewer) {
        var ticket = keys.fresh();
        var now = clock.instant();
        database.useTransaction(tx -> {
            tx.createUpdate("DELETE FROM stream_ticket WHERE expires_at < :now")
                    .bind("now", now)
                    .execute();
            tx.createUpdate("""
                INSERT INTO stream_ticket (account_id, hash, login_id, expires_at)
                VALUES (:account, :hash, :login, :expires)
                """)
                    .bind("account", viewer.account().value())
                    .bind("hash", Keys.hash(ticket))
                    .bind("login", viewer.login())
                    .bind("expires", now.plus(LIFE))
                    .execute();
        });
        return ticket;
    }

    /// Takes the ticket back; whoever comes second with it gets nothing.
    public Optional<Viewer> redeem(String ticket) {
        return database.inTransaction(tx -> tx.createQuery("""
            WITH taken AS (
                DELETE FROM stream_ticket WHERE hash = :hash RETURNING account_id, login_id, expires_at)
            SELECT login.account_id, id, employee_id, administrator, name, language
            FROM taken
            JOIN login ON login.account_id = taken.account_id AND login.id = taken.login_id
            WHERE expires_at > :now AND NOT disabled
            """)
                .bind("hash", Keys.hash(ticket))
                .bind("now", clock.instant())
                .map((rs, _) -> Sessions.viewer(rs))
                .findOne());
    }
}
