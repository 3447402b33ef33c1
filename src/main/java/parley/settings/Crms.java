package parley.settings;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Cards;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.platform.Database;
import parley.platform.FilledForm;
import parley.platform.Jobs;
import parley.platform.Secrets;
import parley.settings.Integrations.Integration;

/// An open line to each company's CRM. A company has one integration at a time; while it is disconnected there is none.
public final class Crms {

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    /// `account-integration-connection-signature`: whoever knows the master key alone can make one.
    private static final Pattern KEY = Pattern.compile("((\\d{1,9})-(\\d{1,18})-(\\d{1,9}))-([\\w-]{43})");

    /// What a key is for: one of a hook opens no card.
    private static final String HOOK = "crm hook ";

    private static final String CARD = "crm card ";

    public record Line(IntegrationId integration, Crm crm) {}

    /// @param looked when the database was asked last, by the process's own stopwatch
    private record Open(
            @Nullable Line line,
            @Nullable Integration integration,
            @Nullable Standing standing,
            long looked) {}

    private final Database database;
    private final Integrations integrations;
    private final Secrets secrets;
    private final CrmTools tools;
    private final Jobs jobs;
    private final SealedFields sealed;
    private final Map<String, CrmType> types = new LinkedHashMap<>();
    private final Map<AccountId, Open> lines = new ConcurrentHashMap<>();

    /// @param types of two with one name the later one counts
    public Crms(
            Database database,
            Integrations integrations,
            Secrets secrets,
            CrmTools tools,
            Jobs jobs,
            List<CrmType> types) {
        this.database = database;
        this.integrations = integrations;
        this.secrets = secrets;
        this.tools = tools;
        this.jobs = jobs;
        this.sealed = new SealedFields(database, integrations, secrets);
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
            return new Open(null, null, null, now);
        }
        if (before != null
                && before.integration != null
                && before.integration.id().equals(connected.id())
                && before.integration.form() == connected.form()) {
            if (before.standing != null) {
                before.standing.seen(connected);
            }
            return new Open(before.line, connected, before.standing, now);
        }
        var standing = new Standing(database, integrations, jobs, tools.clock(), account, connected);
        var crm = new WatchedCrm(type.open(config(account, connected), tools), standing);
        return new Open(new Line(connected.id(), crm), connected, standing, now);
    }

    private CrmConfig config(AccountId account, Integration connected) {
        return new CrmConfig(
                account,
                connected.id(),
                sealed.unseal(account, connected.crm(), connected.sealed()),
                hook(account, connected),
                cards(account, connected),
                sealed.kept(account, connected));
    }

    private URI hook(AccountId account, Integration connected) {
        return URI.create(tools.origin().get() + "/hooks/crm/" + key(HOOK, account, connected));
    }

    private URI cards(AccountId account, Integration connected) {
        return URI.create(tools.origin().get() + "/crm/" + connected.crm() + "/card/" + key(CARD, account, connected));
    }

    private String key(String purpose, AccountId account, Integration connected) {
        var name = account + "-" + connected.id() + "-" + connected.connection();
        return name + "-" + secrets.sign(purpose + name);
    }

    /// Whose hook address ends with this key; empty when nobody's, or not any more.
    public Optional<AccountId> hooked(String key) {
        return open(HOOK, key).map(Opened::account);
    }

    /// The line whose cards' address ends with this key; empty when there is none, or not any more.
    Optional<Opened> carded(String type, String key) {
        return open(CARD, key).filter(opened -> opened.type().equals(type));
    }

    /// @param connection how often it was connected
    record Opened(AccountId account, String type, Line line, int connection) {}

    private Optional<Opened> open(String purpose, String key) {
        var parts = KEY.matcher(key);
        if (!parts.matches() || !secrets.verify(purpose + parts.group(1), parts.group(5))) {
            return Optional.empty();
        }
        var account = new AccountId(Long.parseLong(parts.group(2)));
        of(account);
        var open = lines.get(account);
        return open != null
                        && open.line != null
                        && open.integration != null
                        && open.integration.id().value() == Long.parseLong(parts.group(3))
                        && open.integration.connection() == Integer.parseInt(parts.group(4))
                ? Optional.of(new Opened(account, open.integration.crm(), open.line, open.integration.connection()))
                : Optional.empty();
    }

    /// The sites of the CRM's own pages that may hold windows of this integration; none once it is deleted.
    public List<String> sites(AccountId account, IntegrationId integration) {
        return of(account)
                .filter(line -> line.integration().equals(integration))
                .map(line -> line.crm().cards())
                .map(Cards::sites)
                .orElse(List.of());
    }

    public List<CrmType> types() {
        return List.copyOf(types.values());
    }

    Optional<CrmType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    CrmTools tools() {
        return tools;
    }

    SealedFields sealed() {
        return sealed;
    }

    /// How the CRM is connected, for whoever may change that.
    ///
    /// @param fields of its form: secrets do not come back
    /// @param hook the address for its webhooks
    /// @param cards the address to which its pages bring their proofs
    public record Shown(Integration integration, Map<String, FilledForm.Shown> fields, URI hook, URI cards) {}

    /// Empty while none is connected.
    public Optional<Shown> shown(AccountId account) {
        return database.read(tx -> integrations.connected(tx, account)).map(connected -> {
            var form = type(connected.crm()).map(CrmType::form).orElse(List.of());
            var fields = sealed.unseal(account, connected.crm(), connected.sealed());
            return new Shown(
                    connected, FilledForm.shown(form, fields), hook(account, connected), cards(account, connected));
        });
    }

    /// Why the CRM does not let us in; empty while it does, or none is connected.
    public Optional<Integrations.Trouble> trouble(AccountId account) {
        return database.read(tx -> integrations.connected(tx, account)).map(Integration::trouble);
    }

    /// What has waited to be let in need not wait any longer.
    void hurry(Handle tx, AccountId account) {
        jobs.hurryAll(tx, account, Standing.REFUSED);
    }

    /// The next question asks the database.
    void forget(AccountId account) {
        lines.remove(account);
    }
}
