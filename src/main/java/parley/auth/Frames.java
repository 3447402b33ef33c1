package parley.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Batcher;
import parley.platform.Columns;
import parley.platform.Database;
import parley.platform.Json;

/// Windows inside a CRM's pages (UX 16.2). The CRM asks for a link with its key, or one of its pages proves who looks;
/// the code of the link opens one window, once; the window then lives by access tokens that it keeps in its memory, and
/// by a cookie only where the browser has kept that. A window ends with what it was granted by, after twelve hours, and
/// when its cookie was seen to be stolen.
public final class Frames {

    /// How an access token begins, so that it is never taken for an API key.
    public static final String PREFIX = "parley_frame_";

    /// The longest life of a link that nobody has opened.
    public static final Duration LONGEST_LINK = Duration.ofMinutes(10);

    /// How long a window lives at most: the life of its cookie.
    public static final Duration LONGEST = Duration.ofHours(12);

    public static final Duration ACCESS = Duration.ofMinutes(15);

    /// @param viewer who looks through it, narrowed by its card
    public record Window(long id, FrameGrant grant, Viewer viewer, FrameWish wish) {}

    /// A window that has just been opened or goes on.
    ///
    /// @param access the token, which exists nowhere else
    /// @param cookie a new value for the browser's cookie
    public record Opened(
            Window window, String access, @Nullable String cookie) {}

    private record Found(
            AccountId account,
            long id,
            FrameGrant grant,
            FrameWish wish,
            String language,
            @Nullable Long browser) {}

    private static final String FRAME = """
        SELECT frame.account_id, frame.id, key_id, integration_id, frame.connection, wish, browser_id, access,
            account.language
        FROM frame
        JOIN account ON account.id = frame.account_id
        LEFT JOIN api_key ON api_key.account_id = frame.account_id AND api_key.id = key_id AND revoked_at IS NULL
        LEFT JOIN integration ON integration.account_id = frame.account_id AND integration.id = integration_id
            AND integration.connection = frame.connection AND deleted_at IS NULL
        WHERE (api_key.id IS NOT NULL OR integration.id IS NOT NULL) AND
        """;

    private final Database database;
    private final Keys keys;
    private final Audit audit;
    private final FrameBrowsers browsers;
    private final InstantSource clock;
    private final Batcher<byte[], Optional<Window>> looking =
            new Batcher<>("frames", Keys.AT_A_TIME, Keys.AT_ONCE, this::find);

    Frames(Database database, Keys keys, Audit audit, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.browsers = new FrameBrowsers(keys, audit);
        this.clock = clock;
    }

    /// Answers the code of a link.
    ///
    /// @param grant who answers for it
    /// @param life of the link, at most {@link #LONGEST_LINK}
    public String ask(AccountId account, FrameGrant grant, FrameWish wish, Duration life) {
        var code = keys.fresh();
        var now = clock.instant();
        var until = now.plus(life.compareTo(LONGEST_LINK) < 0 ? life : LONGEST_LINK);
        database.useTransaction(tx -> {
            forgetOld(tx, now);
            FrameGrant.bind(tx.createUpdate("""
                INSERT INTO frame (
                    account_id, key_id, integration_id, connection, wish, code, opens_until, ends_at)
                VALUES (:account, :key, :integration, :connection, :wish::jsonb, :code, :until, :until)
                """), grant)
                    .bind("account", account.value())
                    .bind("wish", Json.write(wish))
                    .bind("code", Keys.hash(code))
                    .bind("until", until)
                    .execute();
        });
        return code;
    }

    private void forgetOld(Handle tx, Instant now) {
        tx.createUpdate("DELETE FROM frame WHERE ends_at < :before")
                .bind("before", now.minus(LONGEST))
                .execute();
        browsers.forget(tx, now.minus(LONGEST));
    }

    /// Opens the window of a link. Whoever comes second with its code gets in only from the browser that the first one
    /// came from: a page of the CRM that was loaded again.
    ///
    /// @param cookie what the browser has kept from windows before
    public Optional<Opened> open(String code, @Nullable String cookie, Origin origin) {
        var now = clock.instant();
        var hash = Keys.hash(code);
        return database.inTransaction(tx -> {
            var taken = tx.createUpdate("""
                UPDATE frame
                SET opened_at = :now, ends_at = :ends
                WHERE code = :code AND opened_at IS NULL AND opens_until > :now
                """)
                    .bind("code", hash)
                    .bind("now", now)
                    .bind("ends", now.plus(LONGEST))
                    .execute();
            var found = find(tx, hash, now);
            if (taken == 1) {
                return found.map(frame -> begin(tx, frame, cookie, now));
            }
            var again = found.flatMap(frame -> goOn(tx, frame, cookie, now));
            if (again.isEmpty()) {
                found.ifPresent(frame -> audit.write(
                        tx,
                        frame.account(),
                        null,
                        "frame_link_reused",
                        frame.wish().employee().value(),
                        origin.address()));
            }
            return again;
        });
    }

    /// A window goes on whose access token is no more, in the browser that it was opened in.
    public Optional<Opened> renew(long window, @Nullable String cookie) {
        var now = clock.instant();
        return database.inTransaction(tx -> tx.createQuery(FRAME + "frame.id = :id AND ends_at > :now")
                .bind("id", window)
                .bind("now", now)
                .map((rs, _) -> read(rs))
                .findOne()
                .flatMap(frame -> goOn(tx, frame, cookie, now)));
    }

    private Opened begin(Handle tx, Found frame, @Nullable String cookie, Instant now) {
        var employee = frame.wish().employee();
        var browser = browsers.find(tx, frame.grant(), employee, cookie, now)
                .orElseGet(() -> browsers.begin(tx, frame.account(), frame.grant(), employee, now));
        return access(tx, frame, browser, now);
    }

    private Optional<Opened> goOn(Handle tx, Found frame, @Nullable String cookie, Instant now) {
        return browsers.find(tx, frame.grant(), frame.wish().employee(), cookie, now)
                .filter(browser -> frame.browser() != null && browser.id() == frame.browser())
                .map(browser -> access(tx, frame, browser, now));
    }

    private Opened access(Handle tx, Found frame, FrameBrowsers.Known browser, Instant now) {
        var token = PREFIX + keys.fresh();
        tx.createUpdate("""
            UPDATE frame
            SET browser_id = :browser, access = :access, access_until = :until
            WHERE account_id = :account AND id = :id
            """)
                .bind("browser", browser.id())
                .bind("access", Keys.hash(token))
                .bind("until", now.plus(ACCESS))
                .bind("account", frame.account().value())
                .bind("id", frame.id())
                .execute();
        return new Opened(window(frame), token, browser.cookie());
    }

    /// Whose window it is that asks with this token, if it still lives.
    public Optional<Window> find(String access) {
        return looking.ask(Keys.hash(access));
    }

    private List<Optional<Window>> find(List<byte[]> hashes) {
        var found = database.read(tx -> {
            var query = tx.createQuery(FRAME + "access = ANY(:hashes) AND access_until > :now AND ends_at > :now")
                    .bind("now", clock.instant());
            Columns.of(query, hashes).bytes("hashes", hash -> hash);
            return query.map((rs, _) -> Map.entry(Keys.hex(rs.getBytes("access")), window(read(rs))))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
        return hashes.stream()
                .map(hash -> Optional.ofNullable(found.get(Keys.hex(hash))))
                .toList();
    }

    /// Who looks through these windows now; those that have ended are missing.
    Map<Long, Viewer> standing(Handle tx, Long[] windows) {
        var standing = new HashMap<Long, Viewer>();
        if (windows.length > 0) {
            tx.createQuery(FRAME + "frame.id = ANY(:ids) AND ends_at > :now")
                    .bind("ids", windows)
                    .bind("now", clock.instant())
                    .map((rs, _) -> window(read(rs)))
                    .forEach(window -> standing.put(window.id(), window.viewer()));
        }
        return standing;
    }

    private static Optional<Found> find(Handle tx, byte[] code, Instant now) {
        return tx.createQuery(FRAME + "code = :code AND ends_at > :now")
                .bind("code", code)
                .bind("now", now)
                .map((rs, _) -> read(rs))
                .findOne();
    }

    private static Found read(ResultSet rs) throws SQLException {
        return new Found(
                new AccountId(rs.getLong("account_id")),
                rs.getLong("id"),
                FrameGrant.read(rs),
                Json.read(rs.getString("wish"), FrameWish.class),
                rs.getString("language"),
                rs.getObject("browser_id", Long.class));
    }

    private static Window window(Found frame) {
        return new Window(
                frame.id(), frame.grant(), viewer(frame.account(), frame.wish(), frame.language()), frame.wish());
    }

    /// An employee and nothing more: no window inside a CRM administrates.
    private static Viewer viewer(AccountId account, FrameWish wish, String language) {
        var chosen = wish.options().language();
        return new Viewer(
                account,
                Viewer.PROGRAM,
                wish.employee(),
                false,
                wish.name(),
                chosen == null ? language : chosen,
                wish.card());
    }
}
