package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private volatile boolean crowded;
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

    /// Whoever leaves a place while others wait for one rings for another look.
    private void begin(JobTable.Head head) {
        if (closed || taken.contains(head)) {
            return;
        }
        if (!places.tryAcquire()) {
            crowded = true;
            return;
        }
        taken.add(head);
        threads.execute(() -> {
            try {
                database.errand(() -> follow(head));
            } finally {
                places.release();
                if (crowded) {
                    crowded = false;
                    jobs.wake();
                }
            }
        });
    }

    /// Works down the lane: nobody has to look for what follows.
    private void follow(JobTable.Head first) {
        Optional<JobTable.Head> next = Optional.of(first);
        while (next.isPresent()) {
            var head = next.get();
            try {
                next = attempt.run(head, () -> closed).filter(taken::add);
            } finally {
                taken.remove(head);
            }
        }
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
