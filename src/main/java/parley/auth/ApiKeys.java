package parley.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;

/// Keys for programs. A key is shown once; only its SHA-256 is kept.
public final class ApiKeys {

    /// What a key may do: `admin` what an administrator may, `metrics` read the figures.
    public static final Set<String> SCOPES = Set.of("admin", "metrics");

    private static final String PREFIX = "parley_live_";
    private static final int LABEL = PREFIX.length() + 4;
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    /// @param label how the key begins: enough to recognise it, useless to anybody else
    public record ApiKey(
            String id,
            String label,
            String name,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// Who asks with a key.
    public record Program(AccountId account, long key, String name, List<String> scopes) {}

    public sealed interface Created {

        /// @param secret the key itself, for the only time
        record Done(ApiKey key, String secret) implements Created {}

        record Invalid(List<Mistake> mistakes) implements Created {}
    }

    private final Database database;
    private final Keys keys;
    private final Audit audit;
    private final InstantSource clock;

    ApiKeys(Database database, Keys keys, Audit audit, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    public Created create(Viewer by, String name, List<String> scopes, String address) {
        var mistakes = new ArrayList<>(new Typed().name("name", name).mistakes());
        if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
            mistakes.add(Mistake.of("scopes", scopes.isEmpty() ? "required" : "unknown"));
        }
        if (!mistakes.isEmpty()) {
            return new Created.Invalid(mistakes);
        }
        var secret = PREFIX + keys.fresh();
        var now = clock.instant();
        return database.inTransaction(tx -> {
            var id = tx.createQuery("""
                INSERT INTO api_key (account_id, hash, label, name, scopes, created_at)
                VALUES (:account, :hash, :label, :name, :scopes, :now)
                RETURNING id
                """)
                    .bind("account", by.account().value())
                    .bind("hash", Keys.hash(secret))
                    .bind("label", secret.substring(0, LABEL))
                    .bind("name", name.strip())
                    .bind("scopes", scopes.toArray(String[]::new))
                    .bind("now", now)
                    .mapTo(Long.class)
                    .one();
            audit.write(tx, by.account(), by.login(), "api_key_created", name, address);
            var key = new ApiKey(
                    Long.toString(id), secret.substring(0, LABEL), name.strip(), List.copyOf(scopes), now, null);
            return new Created.Done(key, secret);
        });
    }

    /// Who asks, if the key is one of ours and not revoked.
    public Optional<Program> find(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var now = clock.instant();
        return database.inTransaction(tx -> {
            var program = tx.createQuery("""
                SELECT account_id, id, name, scopes FROM api_key WHERE hash = :hash AND revoked_at IS NULL
                """)
                    .bind("hash", Keys.hash(secret))
                    .map((rs, _) -> new Program(
                            new AccountId(rs.getLong("account_id")),
                            rs.getLong("id"),
                            rs.getString("name"),
                            Arrays.asList((String[]) rs.getArray("scopes").getArray())))
                    .findOne();
            program.ifPresent(found -> tx.createUpdate("""
                UPDATE api_key
                SET last_used_at = :now
                WHERE account_id = :account AND id = :id
                    AND (last_used_at IS NULL OR last_used_at < :before)
                """)
                    .bind("now", now)
                    .bind("account", found.account().value())
                    .bind("id", found.key())
                    .bind("before", now.minus(USED_STEP))
                    .execute());
            return program;
        });
    }

    /// The keys that work, oldest first, at most 200.
    public List<ApiKey> all(AccountId account) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, label, name, scopes, created_at, last_used_at
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
                            Arrays.asList((String[]) rs.getArray("scopes").getArray()),
                            rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                            used == null ? null : used.toInstant());
                })
                .list());
    }

    /// False when there is no such key (any more).
    public boolean revoke(Viewer by, long id, String address) {
        return database.inTransaction(tx -> {
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
    }
}
