package parley.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;

/// Keys for programs. A key is shown once; only its SHA-256 is kept.
public final class ApiKeys {

    /// All of the CRM's API.
    public static final String FULL = "full";

    /// The part of the CRM's API that serves beside a native integration.
    public static final String LIMITED = "limited";

    /// What a key may do: `admin` what an administrator may, `metrics` read the figures; those for the CRM's API stand
    /// alone.
    public static final Set<String> SCOPES = Set.of("admin", "metrics", FULL, LIMITED);

    private static final int MOST_ORIGINS = 20;

    /// As browsers spell it, so that it can be compared: no path, no default port, no capitals.
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\\d{0,4})?");

    private static final String PREFIX = "parley_live_";
    private static final int SHOWN = 4;

    /// The keys of the CRM's API look as those of the one that it stands in for: integrations check the form.
    private static final Pattern PLAIN = Pattern.compile("[0-9a-f]{32}");
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    /// @param label how the key begins: enough to recognise it, useless to anybody else
    /// @param origins of the CRM's pages: they may hold windows in frames and call the API from a browser
    public record ApiKey(
            String id,
            String label,
            String name,
            List<String> scopes,
            List<String> origins,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// Who asks with a key.
    public record Program(AccountId account, long key, String name, List<String> scopes, List<String> origins) {

        public Program {
            scopes = List.copyOf(scopes);
            origins = List.copyOf(origins);
        }
    }

    public sealed interface Created {

        /// @param secret the key itself, for the only time
        record Done(ApiKey key, String secret) implements Created {}

        record Invalid(List<Mistake> mistakes) implements Created {}
    }

    private final Database database;
    private final Keys keys;
    private final Audit audit;
    private final InstantSource clock;
    private final KnownKeys known = new KnownKeys();

    ApiKeys(Database database, Keys keys, Audit audit, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /// What came of changing a key.
    public sealed interface Changed {

        record Done() implements Changed {}

        record Unknown() implements Changed {}

        record Invalid(List<Mistake> mistakes) implements Changed {}
    }

    public Created create(Viewer by, String name, List<String> scopes, List<String> origins, String address) {
        var mistakes = new ArrayList<>(new Typed().name("name", name).mistakes());
        mistakes.addAll(check(origins));
        if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
            mistakes.add(Mistake.of("scopes", scopes.isEmpty() ? "required" : "unknown"));
        } else if (scopes.size() > 1 && isForCrm(scopes)) {
            mistakes.add(Mistake.of("scopes", "mixed"));
        }
        if (!mistakes.isEmpty()) {
            return new Created.Invalid(mistakes);
        }
        var secret = isForCrm(scopes) ? keys.plain() : PREFIX + keys.fresh();
        var label = secret.substring(0, isForCrm(scopes) ? SHOWN : PREFIX.length() + SHOWN);
        var now = clock.instant();
        return database.inTransaction(tx -> {
            var id = tx.createQuery("""
                INSERT INTO api_key (account_id, hash, label, name, scopes, origins, created_at)
                VALUES (:account, :hash, :label, :name, :scopes, :origins, :now)
                RETURNING id
                """)
                    .bind("account", by.account().value())
                    .bind("hash", Keys.hash(secret))
                    .bind("label", label)
                    .bind("name", name.strip())
                    .bind("scopes", scopes.toArray(String[]::new))
                    .bind("origins", origins.toArray(String[]::new))
                    .bind("now", now)
                    .mapTo(Long.class)
                    .one();
            audit.write(tx, by.account(), by.login(), "api_key_created", name, address);
            var key = new ApiKey(
                    Long.toString(id), label, name.strip(), List.copyOf(scopes), List.copyOf(origins), now, null);
            return new Created.Done(key, secret);
        });
    }

    private static boolean isForCrm(List<String> scopes) {
        return scopes.contains(FULL) || scopes.contains(LIMITED);
    }

    private static List<Mistake> check(List<String> origins) {
        if (origins.size() > MOST_ORIGINS) {
            return List.of(new Mistake("origins", "too_many", Map.of("max", MOST_ORIGINS)));
        }
        return origins.stream()
                .filter(origin -> !ORIGIN.matcher(origin).matches())
                .map(origin -> new Mistake("origins", "origin", Map.of("typed", origin)))
                .toList();
    }

    /// Names the CRM's sites anew; the windows that are open stay.
    public Changed setOrigins(Viewer by, long id, List<String> origins, String address) {
        var mistakes = check(origins);
        if (!mistakes.isEmpty()) {
            return new Changed.Invalid(mistakes);
        }
        var changed = database.inTransaction(tx -> {
            var name = tx.createQuery("""
                UPDATE api_key
                SET origins = :origins
                WHERE account_id = :account AND id = :id AND revoked_at IS NULL
                RETURNING name
                """)
                    .bind("origins", origins.toArray(String[]::new))
                    .bind("account", by.account().value())
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne();
            var words = name.map(key -> key + ": " + String.join(" ", origins));
            words.ifPresent(what -> audit.write(tx, by.account(), by.login(), "api_key_changed", what, address));
            return name.isPresent();
        });
        known.forget();
        return changed ? new Changed.Done() : new Changed.Unknown();
    }

    /// The sites whose pages may hold a window of this key; none for a key that is unknown or revoked.
    public List<String> origins(AccountId account, long id) {
        return database.read(tx -> tx.createQuery("""
            SELECT unnest(origins) FROM api_key WHERE account_id = :account AND id = :id AND revoked_at IS NULL
            """)
                .bind("account", account.value())
                .bind("id", id)
                .mapTo(String.class)
                .list());
    }

    /// Who asks, if the key is one of ours and not revoked. A key revoked in another process may be believed for five
    /// more seconds: it is not looked up for each request.
    public Optional<Program> find(String secret) {
        if (!secret.startsWith(PREFIX) && !PLAIN.matcher(secret).matches()) {
            return Optional.empty();
        }
        return known.find(Keys.hash(secret), clock.instant(), this::look);
    }

    private Optional<Program> look(byte[] hash) {
        // Whoever guesses costs a read and no more.
        var program = database.read(tx -> tx.createQuery("""
            SELECT account_id, id, name, scopes, origins
            FROM api_key
            WHERE hash = :hash AND revoked_at IS NULL
            """)
                .bind("hash", hash)
                .map((rs, _) -> new Program(
                        new AccountId(rs.getLong("account_id")),
                        rs.getLong("id"),
                        rs.getString("name"),
                        texts(rs, "scopes"),
                        texts(rs, "origins")))
                .findOne());
        program.ifPresent(this::used);
        return program;
    }

    /// Whoever holds the row notes the same, or changes the key: nobody waits for him.
    private void used(Program program) {
        var now = clock.instant();
        database.useTransaction(tx -> tx.createUpdate("""
            WITH free AS (
                SELECT account_id, id FROM api_key
                WHERE account_id = :account AND id = :id AND (last_used_at IS NULL OR last_used_at < :before)
                FOR UPDATE SKIP LOCKED)
            UPDATE api_key SET last_used_at = :now FROM free
            WHERE api_key.account_id = free.account_id AND api_key.id = free.id
            """)
                .bind("now", now)
                .bind("account", program.account().value())
                .bind("id", program.key())
                .bind("before", now.minus(USED_STEP))
                .execute());
    }

    /// Those of these keys that still work.
    public Set<Long> working(AccountId account, Set<Long> ids) {
        return database.read(tx -> tx.createQuery("""
            SELECT id FROM api_key WHERE account_id = :account AND id = ANY(:ids) AND revoked_at IS NULL
            """)
                .bind("account", account.value())
                .bindArray("ids", Long.class, ids)
                .mapTo(Long.class)
                .set());
    }

    /// Whether a page of this origin may use any key at all: browsers ask that before they show the key.
    public boolean isOrigin(String origin) {
        return ORIGIN.matcher(origin).matches()
                && database.read(tx -> tx.createQuery("""
                    SELECT EXISTS (SELECT 1 FROM api_key WHERE :origin = ANY(origins) AND revoked_at IS NULL)
                    """)
                        .bind("origin", origin)
                        .mapTo(Boolean.class)
                        .one());
    }

    /// The keys that work, oldest first, at most 200.
    public List<ApiKey> all(AccountId account) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, label, name, scopes, origins, created_at, last_used_at
            FROM api_key
            WHERE account_id = :account AND revoked_at IS NULL
            ORDER BY id
            LIMIT 200
            """)
                .bind("account", account.value())
                .map((rs, _) -> {
                    var used = rs.getObject("last_used_at", OffsetDateTime.class);
                    return new ApiKey(
                            rs.getString("id"),
                            rs.getString("label"),
                            rs.getString("name"),
                            texts(rs, "scopes"),
                            texts(rs, "origins"),
                            rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                            used == null ? null : used.toInstant());
                })
                .list());
    }

    /// False when there is no such key (any more).
    public boolean revoke(Viewer by, long id, String address) {
        var revoked = database.inTransaction(tx -> {
            var name = tx.createQuery("""
                UPDATE api_key
                SET revoked_at = :now
                WHERE account_id = :account AND id = :id AND revoked_at IS NULL
                RETURNING name
                """)
                    .bind("now", clock.instant())
                    .bind("account", by.account().value())
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne();
            name.ifPresent(key -> audit.write(tx, by.account(), by.login(), "api_key_revoked", key, address));
            return name.isPresent();
        });
        known.forget();
        return revoked;
    }

    private static List<String> texts(ResultSet rs, String column) throws SQLException {
        return Arrays.asList((String[]) rs.getArray(column).getArray());
    }
}
