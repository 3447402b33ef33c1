package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Works off what lies in the shards that this process owns: each shard in order, and what lies in many shards at a
/// time in one transaction, so that a busy house pays for few commits.
public final class Workers implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    /// Each holds a connection and keeps a core of the database busy: more of them only wait for each other.
    private static final int TRANSACTIONS = Math.max(2, Runtime.getRuntime().availableProcessors());
    /// More shards than that in one transaction would make the others wait too long for their commit.
    private static final int GROUP = 128;
    private static final Logger LOG = System.getLogger(Workers.class.getName());

    private final Database database;
    private final Shards shards;
    private final Work work;
    private final WorkTable table;
    private final ShardDrain drain;
    private final Consumer<Set<Shard>> elsewhere;
    private final @Nullable AtOnce atOnce;
    private final Semaphore transactions = new Semaphore(TRANSACTIONS);
    /// Changed by the thread of {@link #run} alone.
    private final Set<Shard> ready = ConcurrentHashMap.newKeySet();
    private final Set<Shard> draining = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("work-", 0).factory());
    private volatile boolean closed;

    /// @param handlers by kind; work of a kind without one is put aside as failed
    /// @param elsewhere told of work that was written down here, in shards that are another's
    public Workers(
            Database database,
            Shards shards,
            Work work,
            Map<String, Work.Handler> handlers,
            Consumer<Set<Shard>> elsewhere,
            Metrics metrics) {
        this.database = database;
        this.shards = shards;
        this.work = work;
        this.table = new WorkTable(shards);
        this.elsewhere = elsewhere;
        var raw = handlers.get(Work.RAW);
        this.atOnce = raw == null ? null : new AtOnce(database, shards, raw, this::isBusy);
        this.drain = new ShardDrain(database, shards, table, handlers, metrics);
        metrics.gauge(
                "parley_lease_owned",
                "Shards owned by this process",
                () -> shards.owned().size());
    }

    public void start() {
        threads.execute(this::run);
        work.workOffBy(atOnce);
    }

    /// Whether work is known to be waiting or under way in one of them. Perhaps wrong a moment later.
    boolean isBusy(Set<Shard> some) {
        return work.isAnyWoken(some) || !Collections.disjoint(some, ready) || !Collections.disjoint(some, draining);
    }

    private void run() {
        var polled = System.nanoTime() - POLL.toNanos();
        while (!closed) {
            work.drainWoken(ready);
            if (System.nanoTime() - polled >= POLL.toNanos()) {
                polled = System.nanoTime();
                ready.addAll(poll());
            }
            keepOwn();
            begin();
            work.signal().await(POLL);
        }
    }

    private void keepOwn() {
        var others = shards.notOwned(ready);
        if (!others.isEmpty()) {
            ready.removeAll(others);
            elsewhere.accept(others);
        }
    }

    private Set<Shard> poll() {
        try {
            var owned = shards.owned();
            return owned.isEmpty() ? Set.of() : database.read(tx -> table.busy(tx, owned));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not look for work", e);
            return Set.of();
        }
    }

    private void begin() {
        while (transactions.tryAcquire()) {
            var group = group();
            if (group.isEmpty()) {
                transactions.release();
                return;
            }
            threads.execute(() -> drain(group));
        }
    }

    /// The next shards that nobody is working in. One that is being worked in stays ready, in case the new work came
    /// after the last look.
    private Set<Shard> group() {
        var group = ready.stream()
                .filter(shard -> !draining.contains(shard))
                .limit(GROUP)
                .collect(Collectors.toSet());
        draining.addAll(group);
        ready.removeAll(group);
        return group;
    }

    private void drain(Set<Shard> group) {
        var more = Set.<Shard>of();
        try {
            more = drain.step(group);
        } finally {
            draining.removeAll(group);
            transactions.release();
            work.wake(more);
        }
    }

    /// Finishes the transactions that have begun.
    @Override
    public void close() {
        closed = true;
        work.workOffBy(null);
        work.signal().raise();
        threads.shutdown();
        if (atOnce != null) {
            atOnce.close();
        }
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
