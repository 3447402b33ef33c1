package parley.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Batcher;
import parley.platform.Columns;
import parley.platform.Database;

/// Tickets for live lines: single use, half a minute. A socket's address stays free of secrets that way.
public final class Tickets {

    private static final Duration LIFE = Duration.ofSeconds(30);

    /// What a live line stands on: who is behind it, and what has opened it.
    ///
    /// @param session the hash of a browser's session, or `frame` and the number of a window inside a CRM
    public record Pass(Viewer viewer, String session) {}

    private static final String FRAME = "frame ";

    /// @param session the hash of a browser's session; absent for a window inside a CRM
    private record Ticket(
            AccountId account,
            byte[] hash,
            @Nullable Long login,
            byte @Nullable [] session,
            @Nullable Long frame) {}

    private final Database database;
    private final Keys keys;
    private final Frames frames;
    private final InstantSource clock;
    private final Batcher<Ticket, Ticket> issuing = new Batcher<>("tickets", Keys.AT_A_TIME, Keys.AT_ONCE, this::store);
    private final Batcher<byte[], Optional<Pass>> redeeming =
            new Batcher<>("redeemed tickets", Keys.AT_A_TIME, Keys.AT_ONCE, this::redeem);

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
        issuing.ask(new Ticket(account, Keys.hash(ticket), login, session, frame));
        return ticket;
    }

    private List<Ticket> store(List<Ticket> tickets) {
        var now = clock.instant();
        database.useTransaction(tx -> {
            // Several may clear up at the same moment: none waits for another.
            tx.createUpdate("""
                WITH old AS (SELECT hash FROM stream_ticket WHERE expires_at < :now FOR UPDATE SKIP LOCKED)
                DELETE FROM stream_ticket USING old WHERE stream_ticket.hash = old.hash
                """).bind("now", now).execute();
            var insert = tx.createUpdate("""
                INSERT INTO stream_ticket (account_id, hash, login_id, session, frame_id, expires_at)
                SELECT account_id, hash, login_id, session, frame_id, :expires
                FROM unnest(:accounts, :hashes, :logins, :sessions, :frames)
                    AS ticket (account_id, hash, login_id, session, frame_id)
                """).bind("expires", now.plus(LIFE));
            Columns.of(insert, tickets)
                    .numbers("accounts", ticket -> (int) ticket.account.value())
                    .bytes("hashes", Ticket::hash)
                    .longs("logins", Ticket::login)
                    .bytes("sessions", Ticket::session)
                    .longs("frames", Ticket::frame);
            insert.execute();
        });
        return tickets;
    }

    /// Takes the ticket back; whoever comes second with it gets nothing.
    public Optional<Pass> redeem(String ticket) {
        return redeeming.ask(Keys.hash(ticket));
    }

    private List<Optional<Pass>> redeem(List<byte[]> hashes) {
        return database.inTransaction(tx -> {
            var taken = take(tx, hashes);
            var standing = standing(tx, Set.copyOf(taken.values()));
            var passes = new ArrayList<Optional<Pass>>();
            for (var hash : hashes) {
                // Of several who come with the same one at the same moment the first gets in.
                passes.add(Optional.ofNullable(taken.remove(Keys.hex(hash)))
                        .flatMap(session ->
                                Optional.ofNullable(standing.get(session)).map(viewer -> new Pass(viewer, session))));
            }
            return passes;
        });
    }

    /// Answers what each of them stands on, by its hash.
    private Map<String, String> take(Handle tx, List<byte[]> hashes) {
        var delete = tx.createQuery("""
            WITH taken AS (
                DELETE FROM stream_ticket WHERE hash = ANY(:hashes) RETURNING hash, session, frame_id, expires_at)
            SELECT hash, session, frame_id FROM taken WHERE expires_at > :now
            """).bind("now", clock.instant());
        Columns.of(delete, hashes).bytes("hashes", hash -> hash);
        return delete.map((rs, _) -> Map.entry(Keys.hex(rs.getBytes("hash")), standsOn(rs)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String standsOn(ResultSet rs) throws SQLException {
        var session = rs.getBytes("session");
        return session == null ? FRAME + rs.getLong("frame_id") : Keys.hex(session);
    }

    /// Who stands behind these sessions now, by what their passes name; sessions that have ended, and those of logins
    /// that were disabled, are missing.
    public Map<String, Viewer> standing(Collection<Pass> passes) {
        var all = passes.stream().map(Pass::session).collect(Collectors.toSet());
        return database.read(tx -> standing(tx, all));
    }

    private Map<String, Viewer> standing(Handle tx, Set<String> all) {
        var windows = all.stream()
                .filter(one -> one.startsWith(FRAME))
                .map(one -> Long.valueOf(one.substring(FRAME.length())))
                .toArray(Long[]::new);
        var standing = new HashMap<String, Viewer>();
        sessions(tx, all.stream().filter(one -> !one.startsWith(FRAME)).toArray(String[]::new), standing);
        frames.standing(tx, windows).forEach((id, viewer) -> standing.put(FRAME + id, viewer));
        return standing;
    }

    private void sessions(Handle tx, String[] hashes, Map<String, Viewer> standing) {
        if (hashes.length == 0) {
            return;
        }
        tx.createQuery("""
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
                .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
    }
}
