package parley.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.inbox.Waiting.Count;
import parley.platform.Database;
import parley.realtime.Ear;
import parley.rules.ChatFacts;

/// Keeps count for one company, as long as somebody is told. Each change costs the chats that changed.
final class Counting implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Counting.class.getName());
    private static final long PAUSE_NANOS = 200_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Somebody who is told. Guarded by the lock.
    static final class Watcher {

        private final EmployeeId employee;
        private final Consumer<Count> listener;
        private @Nullable Count told;

        Watcher(EmployeeId employee, Consumer<Count> listener) {
            this.employee = employee;
            this.listener = listener;
        }
    }

    private final AccountId account;
    private final Moments moments;
    private final ChangeReader reader;
    private final Ear ear;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Watcher> watchers = new HashSet<>();
    private @Nullable Tally tally;
    private long position;
    private volatile boolean closed;

    Counting(AccountId account, Moments moments, ChangeReader reader, Ear ear) {
        this.account = account;
        this.moments = moments;
        this.reader = reader;
        this.ear = ear;
        Thread.ofVirtual().name("counting-" + account).start(this::read);
    }

    private static Count count(Moment moment, EmployeeId employee, Map<ChatFacts, Counters.Heap> heaps) {
        var agreed = moment.agreed();
        var eyes = agreed == null ? null : new Eyes(employee, agreed);
        return Count.of(Counters.of(eyes, heaps, moment.pos()));
    }

    private void read() {
        var behind = false;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            if (ear.await(PATIENCE) || behind) {
                behind = !tell();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    Watcher enter(EmployeeId employee, Consumer<Count> listener) {
        var watcher = new Watcher(employee, listener);
        lock.lock();
        try {
            watchers.add(watcher);
            return watcher;
        } finally {
            lock.unlock();
        }
    }

    /// Answers whether nobody is left.
    boolean leave(Watcher watcher) {
        lock.lock();
        try {
            watchers.remove(watcher);
            return watchers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Tells everybody whose number is another than he was told. Answers whether that was possible.
    boolean tell() {
        lock.lock();
        try {
            moments.at(account, this::step);
            return true;
        } catch (RuntimeException problem) {
            var level = Database.isAway(problem) ? Level.WARNING : Level.ERROR;
            LOG.log(level, "nobody can be told what waits in company " + account, problem);
            // Counted anew as soon as the database answers.
            tally = null;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Moment step(Moment moment) {
        var known = upToDate(moment);
        var counts = new HashMap<EmployeeId, Count>();
        for (var watcher : List.copyOf(watchers)) {
            var now = counts.computeIfAbsent(watcher.employee, employee -> count(moment, employee, known.heaps()));
            if (!now.equals(watcher.told)) {
                watcher.told = now;
                watcher.listener.accept(now);
            }
        }
        return moment;
    }

    private Tally upToDate(Moment moment) {
        var known = tally;
        if (known != null && moment.position() > position) {
            var changes = reader.since(moment, position, Set.of()).orElse(null);
            if (changes == null) {
                known = null;
            } else {
                known.update(changes.changedChats());
            }
        }
        if (known == null) {
            known = Tally.of(moment);
        }
        tally = known;
        position = moment.position();
        return known;
    }

    @Override
    public void close() {
        closed = true;
        ear.call();
        ear.close();
    }
}
