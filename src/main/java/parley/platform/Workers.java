package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Drains the work of the shards that this process owns: each shard in order, several shards at a time.
public final class Workers implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    /// Each holds a connection and keeps a core of the database busy: more of them only wait for each other.
    private static final int TRANSACTIONS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Logger LOG = System.getLogger(Workers.class.getName());

    private final Database database;
    private final Shards shards;
    private final Work work;
    private final WorkTable table = new WorkTable();
    private final ShardDrain drain;
    private final Semaphore transactions = new Semaphore(TRANSACTIONS);
    private final Set<Shard> draining = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("work-", 0).factory());
    private volatile boolean closed;

    /// @param handlers by kind; work of a kind without one is put aside as failed
    public Workers(Database database, Shards shards, Work work, Map<String, Work.Handler> handlers, Metrics metrics) {
        this.database = database;
        this.shards = shards;
        this.work = work;
        this.drain = new ShardDrain(database, shards, table, handlers, metrics);
        metrics.gauge(
                "parley_lease_owned",
                "Shards owned by this process",
                () -> shards.owned().size());
    }

    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        var polled = System.nanoTime() - POLL.toNanos();
        while (!closed) {
            var todo = new HashSet<>(work.drainWoken());
            if (System.nanoTime() - polled >= POLL.toNanos()) {
                polled = System.nanoTime();
                todo.addAll(poll());
            }
            todo.retainAll(shards.owned());
            todo.forEach(this::begin);
            work.signal().await(POLL);
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

    /// One thread per shard at most. A shard that is being drained is asked for again when that is over, in case the
    /// new work came after its last look.
    private void begin(Shard shard) {
        if (draining.add(shard)) {
            threads.execute(() -> drainShard(shard));
        } else {
            again.add(shard);
        }
    }

    private final Set<Shard> again = ConcurrentHashMap.newKeySet();

    private void drainShard(Shard shard) {
        try {
            transactions.acquire();
            try {
                drain.drain(shard, () -> closed);
            } finally {
                transactions.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            draining.remove(shard);
            if (again.remove(shard)) {
                work.wake(Set.of(shard));
            }
        }
    }

    /// Finishes the transactions that have begun.
    @Override
    public void close() {
        closed = true;
        work.signal().raise();
        threads.shutdown();
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
