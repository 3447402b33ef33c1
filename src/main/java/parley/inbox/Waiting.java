package parley.inbox;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.realtime.Loudspeaker;

/// How much waits for an employee's answer, for programs that show nothing but the number (R55–R58). What he may not
/// see does not count, and somebody without a role has nothing waiting (R15).
public final class Waiting implements AutoCloseable {

    /// One number in one colour: if anything calls him, that; else what he sees waiting for others.
    ///
    /// @param colour `red` or `grey`; absent when nothing waits
    public record Count(long messages, @Nullable String colour) {

        static Count of(Counters counters) {
            if (counters.red() > 0) {
                return new Count(counters.red(), "red");
            }
            return counters.grey() > 0 ? new Count(counters.grey(), "grey") : new Count(0, null);
        }
    }

    /// Somebody who is told until he closes it.
    public interface Watch extends AutoCloseable {

        @Override
        void close();
    }

    private final Moments moments;
    private final ChangeReader reader;
    private final Loudspeaker loudspeaker;
    private final Map<AccountId, Counting> companies = new HashMap<>();
    private boolean isClosed;

    Waiting(Moments moments, ChangeReader reader, Loudspeaker loudspeaker) {
        this.moments = moments;
        this.reader = reader;
        this.loudspeaker = loudspeaker;
    }

    /// Tells at once, and whenever it has changed.
    ///
    /// @param listener must not wait for anything
    public Watch watch(AccountId account, EmployeeId employee, Consumer<Count> listener) {
        Counting company;
        Counting.Watcher watcher;
        synchronized (this) {
            if (isClosed) {
                return () -> {};
            }
            company = companies.computeIfAbsent(
                    account, _ -> new Counting(account, moments, reader, loudspeaker.listen(account)));
            watcher = company.enter(employee, listener);
        }
        company.tell();
        return () -> leave(account, company, watcher);
    }

    private synchronized void leave(AccountId account, Counting company, Counting.Watcher watcher) {
        if (company.leave(watcher) && companies.remove(account, company)) {
            company.close();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        companies.values().forEach(Counting::close);
        companies.clear();
    }
}
