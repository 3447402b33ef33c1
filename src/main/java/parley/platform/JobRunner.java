package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Does what {@link Jobs} wrote down: a lane at a time one job, many lanes together, each on a virtual thread.
public final class JobRunner implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int AT_ONCE = 64;
    private static final Logger LOG = System.getLogger(JobRunner.class.getName());

    private final Database database;
    private final Shards shards;
    private final Jobs jobs;
    private final JobAttempt attempt;
    private final JobTable table = new JobTable();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<JobTable.Head> taken = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("job-", 0).factory());
    private volatile boolean closed;

    public JobRunner(Database database, Shards shards, Jobs jobs, JobHandlers handlers) {
        this.database = database;
        this.shards = shards;
        this.jobs = jobs;
        this.attempt = new JobAttempt(database, shards, table, handlers);
    }

    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        while (!closed) {
            heads().forEach(this::begin);
            jobs.signal().await(POLL);
        }
    }

    private List<JobTable.Head> heads() {
        try {
            var owned = shards.owned();
            return owned.isEmpty()
                    ? List.of()
                    : database.read(tx -> table.heads(tx, owned, attempt.now(), AT_ONCE + taken.size()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not look for jobs", e);
            return List.of();
        }
    }

    /// When all places are taken, whoever leaves one rings for another look.
    private void begin(JobTable.Head head) {
        if (closed || taken.contains(head) || !places.tryAcquire()) {
            return;
        }
        taken.add(head);
        threads.execute(() -> {
            try {
                attempt.run(head, () -> closed);
            } finally {
                taken.remove(head);
                places.release();
                jobs.wake();
            }
        });
    }

    /// Waits for the jobs that have begun, 20 s at most. One that is cut off is `interrupted` when it comes again.
    @Override
    public void close() {
        closed = true;
        jobs.wake();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
