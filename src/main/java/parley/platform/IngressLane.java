package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import parley.platform.Acceptance.Accepted;
import parley.platform.Acceptance.Overloaded;
import parley.platform.Acceptance.Unavailable;

/// One queue with one writer behind it.
final class IngressLane {

    private static final int BATCH = 256;
    private static final long BATCH_BYTES = 8 << 20;
    private static final Duration CLOSING_LOOK = Duration.ofMillis(100);
    private static final Logger LOG = System.getLogger(Ingress.class.getName());

    private final BlockingQueue<Waiting> queue;
    private final AtomicLong bytes = new AtomicLong();
    private final ArrivalWriter writer;
    private final Ingress.Limits limits;
    private final IngressMetrics metrics;
    private final Work work;
    private final RandomGenerator random;
    private final Thread thread;
    private volatile boolean closed;

    IngressLane(
            String name,
            ArrivalWriter writer,
            Ingress.Limits limits,
            IngressMetrics metrics,
            Work work,
            RandomGenerator random) {
        this.queue = new ArrayBlockingQueue<>(limits.items());
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
        this.work = work;
        this.random = random;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private record Waiting(List<Arrival> arrivals, long bytes, CompletableFuture<Acceptance> answer) {}

    Acceptance accept(List<Arrival> arrivals) {
        var started = System.nanoTime();
        long size = arrivals.stream().mapToLong(one -> one.body().length).sum();
        var waiting = new Waiting(arrivals, size, new CompletableFuture<>());
        if (closed) {
            return refuse("closed", new Unavailable(retryAfter()));
        }
        if (bytes.addAndGet(size) > limits.bytes() || !queue.offer(waiting)) {
            bytes.addAndGet(-size);
            return refuse("full", new Overloaded(retryAfter()));
        }
        if (closed && queue.remove(waiting)) {
            return refuse("closed", new Unavailable(retryAfter()));
        }
        var answer = waiting.answer().join();
        metrics.acceptSeconds.observe((System.nanoTime() - started) / 1e9);
        return answer;
    }

    private Acceptance refuse(String why, Acceptance answer) {
        metrics.refused.increment(why);
        return answer;
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(CLOSING_LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    commit(batchFrom(first));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<Waiting> batchFrom(Waiting first) {
        var batch = new ArrayList<Waiting>();
        batch.add(first);
        long size = first.bytes();
        while (batch.size() < BATCH && size < BATCH_BYTES) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            size += next.bytes();
        }
        return batch;
    }

    private void commit(List<Waiting> batch) {
        var answer = write(batch);
        for (var waiting : batch) {
            bytes.addAndGet(-waiting.bytes());
            waiting.answer().complete(answer);
        }
    }

    private Acceptance write(List<Waiting> batch) {
        var arrivals = batch.stream().flatMap(one -> one.arrivals().stream()).toList();
        try {
            Failpoint.INGRESS_BEGINS.hit();
            var done = work.takeIn(arrivals);
            var written = writer.write(done.left());
            Failpoint.INGRESS_COMMITTED.hit();
            metrics.batchSize.observe(arrivals.size());
            metrics.atOnce.add(arrivals.size() - done.left().size());
            metrics.repeated.add(arrivals.size() - done.fresh() - written.fresh() - written.poisoned());
            metrics.poisoned.add(written.poisoned());
            if (!written.shards().isEmpty()) {
                work.wake(written.shards());
            }
            return new Accepted();
        } catch (SQLException | RuntimeException | Error e) {
            // Whatever it was, those who wait are answered and the lane goes on.
            LOG.log(Level.ERROR, "a batch of " + arrivals.size() + " arrivals was not stored", e);
            return refuse("database", new Unavailable(retryAfter()));
        }
    }

    /// One to five seconds, so that those who were refused together do not come back together.
    private Duration retryAfter() {
        return Duration.ofSeconds(random.nextInt(1, 6));
    }

    void close() {
        closed = true;
        Threads.join(thread);
    }
}
