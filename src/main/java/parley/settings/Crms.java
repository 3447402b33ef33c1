package parley.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmType;
import parley.platform.Database;
import parley.platform.Json;
import parley.platform.Secrets;

/// An open line to each company's CRM. A company has one integration at a time; while it is disconnected there is none.
public final class Crms {

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    public record Line(IntegrationId integration, Crm crm) {}

    /// @param looked when the database was asked last, by the process's own stopwatch
    private record Open(@Nullable Line line, @Nullable String sealed, long looked) {}

    private final Database database;
    private final Integrations integrations;
    private final Secrets secrets;
    private final Map<String, CrmType> types = new LinkedHashMap<>();
    private final Map<AccountId, Open> lines = new ConcurrentHashMap<>();

    public Crms(Database database, Integrations integrations, Secrets secrets, List<CrmType> types) {
        this.database = database;
        this.integrations = integrations;
        this.secrets = secrets;
        types.forEach(type -> this.types.put(type.type(), type));
    }

    /// The line to the CRM that is connected; what another process has changed is noticed within a second.
    public Optional<Line> of(AccountId account) {
        var open = lines.get(account);
        if (open == null || System.nanoTime() - open.looked > LOOK_AGAIN_NANOS) {
            open = look(account, open);
            lines.put(account, open);
        }
        return Optional.ofNullable(open.line);
    }

    private Open look(AccountId account, @Nullable Open before) {
        var now = System.nanoTime();
        var connected = database.read(tx -> integrations.connected(tx, account)).orElse(null);
        var type = connected == null ? null : types.get(connected.crm());
        if (connected == null || type == null) {
            return new Open(null, null, now);
        }
        if (before != null
                && before.line != null
                && before.line.integration.equals(connected.id())
                && Objects.equals(before.sealed, connected.sealed())) {
            return new Open(before.line, before.sealed, now);
        }
        var fields = unseal(account, connected.crm(), connected.sealed());
        return new Open(new Line(connected.id(), type.open(account, connected.id(), fields)), connected.sealed(), now);
    }

    public List<CrmType> types() {
        return List.copyOf(types.values());
    }

    boolean knows(String type) {
        return types.containsKey(type);
    }

    /// The next question asks the database.
    void forget(AccountId account) {
        lines.remove(account);
    }

    String seal(AccountId account, String crm, Map<String, String> fields) {
        return secrets.seal(Json.write(fields), context(account, crm));
    }

    private Map<String, String> unseal(AccountId account, String crm, @Nullable String sealed) {
        return sealed == null ? Map.of() : Json.readMap(secrets.open(sealed, context(account, crm)));
    }

    private static String context(AccountId account, String crm) {
        return "crm:" + account + ":" + crm;
    }
}
