package parley.crm.builtin;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Database;

/// Where the CRM of one company is written and read. Each write notes what it has changed, and whoever listens is told
/// after the commit.
final class Ledger {

    private final Database database;
    private final AccountId account;
    private final InstantSource clock;
    private final Telling telling;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Ledger(Database database, AccountId account, InstantSource clock, Telling telling) {
        this.database = database;
        this.account = account;
        this.clock = clock;
        this.telling = telling;
    }

    AccountId account() {
        return account;
    }

    <T extends @Nullable Object> T read(Function<Handle, T> question) {
        return database.snapshot(question);
    }

    /// All or nothing. `actor` is the employee whose doing it is, if one is known.
    <T extends @Nullable Object> T write(@Nullable EmployeeId actor, Function<Writing, T> work) {
        return database.inTransaction(tx -> {
            var writing = new Writing(tx, account, actor, clock.instant());
            var result = work.apply(writing);
            var numbers = writing.numberChanges();
            if (!numbers.isEmpty()) {
                telling.of(tx, numbers);
                tx.afterCommit(() -> listeners.forEach(Runnable::run));
            }
            return result;
        });
    }

    void listen(Runnable hint) {
        listeners.add(hint);
    }
}
