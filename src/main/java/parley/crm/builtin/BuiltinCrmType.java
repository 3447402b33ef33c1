package parley.crm.builtin;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmType;
import parley.crm.NoteFilter;
import parley.platform.Database;

/// The door of the built-in CRM.
public final class BuiltinCrmType implements CrmType {

    private final Database database;
    private final InstantSource clock;
    private final NoteFilter filter;
    private final Map<AccountId, Ledger> ledgers = new ConcurrentHashMap<>();

    public BuiltinCrmType(Database database, InstantSource clock, NoteFilter filter) {
        this.database = database;
        this.clock = clock;
        this.filter = filter;
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
    public Crm open(AccountId account, IntegrationId integration, Map<String, String> fields) {
        var ledger = ledger(account);
        var tables = Tables.of(account);
        return new BuiltinCrm(ledger, tables, new BuiltinPages(new Room(ledger, tables, clock, filter)));
    }

    /// Makes the first pipeline and the first employee, who administers the CRM. Harmless twice.
    ///
    /// @param language `ru` or `en`: what the pipeline and its stages are called in
    public EmployeeId found(AccountId account, String name, @Nullable String email, String language) {
        var founding = new Founding(Tables.of(account));
        return new EmployeeId(ledger(account).write(null, w -> founding.found(w, name, email, language.equals("ru"))));
    }

    /// Adds employees, a second pipeline, contacts and deals to look at and play with. Harmless twice.
    public void addDemo(AccountId account, RandomGenerator random) {
        var demo = new Demo(Tables.of(account), random);
        ledger(account).write(null, w -> {
            demo.add(w);
            return null;
        });
    }

    private Ledger ledger(AccountId account) {
        return ledgers.computeIfAbsent(account, id -> new Ledger(database, id, clock));
    }
}
