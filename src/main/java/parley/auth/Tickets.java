package parley.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;

/// Tickets for live lines: single use, half a minute. A socket's address stays free of secrets that way.
public final class Tickets {

    private static final Duration LIFE = Duration.ofSeconds(30);

    /// What a live line stands on: who is behind it, and what has opened it.
    ///
    /// @param session the hash of a browser's session, or `frame` and the number of a window inside a CRM
    public record Pass(Viewer viewer, String session) {}

    private static final String FRAME = "frame ";

    private record Taken(
            byte @Nullable [] session, @Nullable Long frame) {}

    private final Database database;
    private final Keys keys;
    private final Frames frames;
    private final InstantSource clock;

    Tickets(Database database, Keys keys, Frames frames, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param session the token of the session that asks
    public String issue(Viewer viewer, String session) {
        return issue(viewer.account(), viewer.login(), Keys.hash(session), null);
    }

    /// For a window inside a CRM.
    public String issue(Frames.Window window) {
        return issue(window.viewer().account(), null, null, window.id());
    }

    private String issue(AccountId account, @Nullable Long login, byte @Nullable [] session, @Nullable Long frame) {
        var ticket = keys.fresh();
        var now = clock.instant();
        database.useTransaction(tx -> {
            // Several may clear up at the same moment: none waits for another.
            tx.createUpdate("""
                WITH old AS (SELECT hash FROM stream_ticket WHERE expires_at < :now FOR UPDATE SKIP LOCKED)
                DELETE FROM stream_ticket USING old WHERE stream_ticket.hash = old.hash
                """).bind("now", now).execute();
            tx.createUpdate("""
                INSERT INTO stream_ticket (account_id, hash, login_id, session, frame_id, expires_at)
                VALUES (:account, :hash, :login, :session, :frame, :expires)
                """)
                    .bind("account", account.value())
                    .bind("hash", Keys.hash(ticket))
                    .bind("login", login)
                    .bind("session", session)
                    .bind("frame", frame)
                    .bind("expires", now.plus(LIFE))
                    .execute();
        });
        return ticket;
    }

    /// Takes the ticket back; whoever comes second with it gets nothing.
    public Optional<Pass> redeem(String ticket) {
        var taken = database.inTransaction(tx -> tx.createQuery("""
            WITH taken AS (
                DELETE FROM stream_ticket WHERE hash = :hash RETURNING session, frame_id, expires_at)
            SELECT session, frame_id FROM taken WHERE expires_at > :now
            """)
                .bind("hash", Keys.hash(ticket))
                .bind("now", clock.instant())
                .map((rs, _) -> new Taken(rs.getBytes("session"), rs.getObject("frame_id", Long.class)))
                .findOne());
        return taken.flatMap(one -> {
            var standsOn =
                    one.session() == null ? FRAME + one.frame() : HexFormat.of().formatHex(one.session());
            return Optional.ofNullable(standing(Set.of(standsOn)).get(standsOn))
                    .map(viewer -> new Pass(viewer, standsOn));
        });
    }

    /// Who stands behind these sessions now, by what their passes name; sessions that have ended, and those of logins
    /// that were disabled, are missing.
    public Map<String, Viewer> standing(Collection<Pass> passes) {
        return standing(passes.stream().map(Pass::session).collect(Collectors.toSet()));
    }

    private Map<String, Viewer> standing(Set<String> all) {
        var windows = all.stream()
                .filter(one -> one.startsWith(FRAME))
                .map(one -> Long.valueOf(one.substring(FRAME.length())))
                .toArray(Long[]::new);
        var standing = new HashMap<String, Viewer>();
        sessions(all.stream().filter(one -> !one.startsWith(FRAME)).toArray(String[]::new), standing);
        frames.standing(windows).forEach((id, viewer) -> standing.put(FRAME + id, viewer));
        return standing;
    }

    private void sessions(String[] hashes, Map<String, Viewer> standing) {
        if (hashes.length == 0) {
            return;
        }
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
    }
}
