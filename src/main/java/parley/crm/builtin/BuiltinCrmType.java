package parley.crm.builtin;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.crm.NoteFilter;
import parley.platform.Database;
import parley.platform.JobHandler;
import parley.platform.Jobs;
import parley.platform.Secrets;
import parley.platform.SignedPosts;

/// The door of the built-in CRM.
public final class BuiltinCrmType implements CrmType {

    /// Jobs of this kind tell a webhook address of a change.
    public static final String WEBHOOK = "crm.webhook";

    private final Database database;
    private final InstantSource clock;
    private final NoteFilter filter;
    private final Jobs jobs;
    private final Secrets secrets;
    private final RandomGenerator random;
    private final Map<AccountId, Ledger> ledgers = new ConcurrentHashMap<>();

    /// @param random a cryptographically strong one
    public BuiltinCrmType(
            Database database,
            InstantSource clock,
            NoteFilter filter,
            Jobs jobs,
            Secrets secrets,
            RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.filter = filter;
        this.jobs = jobs;
        this.secrets = secrets;
        this.random = random;
    }

    @Override
    public String type() {
        return "builtin";
    }

    @Override
    public Map<String, String> name() {
        return Map.of("ru", "Встроенная CRM", "en", "Built-in CRM");
    }

    /// The company has one CRM in this database, whichever integration opens it.
    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        var ledger = ledger(config.account());
        var tables = Tables.of(config.account());
        var room = new Room(ledger, tables, clock, filter);
        return new BuiltinCrm(ledger, tables, new BuiltinPages(room, new WebhookPages(room, secrets, random)));
    }

    /// Makes the first pipeline and the first employee, who administers the CRM. Harmless twice.
    ///
    /// @param language `ru` or `en`: what the pipeline and its stages are called in
    public EmployeeId found(AccountId account, String name, @Nullable String email, String language) {
        var founding = new Founding(Tables.of(account));
        return new EmployeeId(ledger(account).write(null, w -> founding.found(w, name, email, language.equals("ru"))));
    }

    /// Adds employees, a second pipeline, contacts and deals to look at and play with. Harmless twice.
    public void addDemo(AccountId account, String language, RandomGenerator random) {
        var demo = new Demo(Tables.of(account), language.equals("ru"), random);
        ledger(account).write(null, w -> {
            demo.add(w);
            return null;
        });
    }

    /// Does the jobs of kind {@link #WEBHOOK}.
    ///
    public JobHandler deliveries(SignedPosts posts) {
        return new Deliveries(database, secrets, posts, clock);
    }

    private Ledger ledger(AccountId account) {
        return ledgers.computeIfAbsent(
                account, id -> new Ledger(database, id, clock, new Telling(jobs, id, new Webhooks(id.value()))));
    }
}
