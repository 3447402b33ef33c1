package parley.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import parley.platform.Database;

/// Lets in the windows of a company that have said hello. Those who come while others are let in go in together: one
/// company takes one connection for them, however many come back at once, and the database is asked once for what many
/// have missed.
final class Usher {

    private static final Logger LOG = System.getLogger(Usher.class.getName());

    /// More would keep those waiting who are told what happens.
    private static final int BATCH = 250;

    /// The way in, in two steps.
    interface Way {

        /// The long part, without holding anybody up.
        void catchUp(List<Joining> some);

        /// What happened meanwhile, and from here on they are told with the others.
        void begin(List<Joining> some);
    }

    private final Way way;
    private final Queue<Joining> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWorking = new AtomicBoolean();

    Usher(Way way) {
        this.way = way;
    }

    /// Returns when the window is in. Throws when the database did not answer: the browser comes back with its
    /// position.
    void letIn(Joining one) {
        waiting.add(one);
        if (isWorking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("usher").start(this::work);
        }
        one.await();
    }

    private void work() {
        do {
            try {
                for (var some = next(); !some.isEmpty(); some = next()) {
                    lead(some);
                }
            } finally {
                isWorking.set(false);
            }
            // Somebody may have come in between, and relied on this.
        } while (!waiting.isEmpty() && isWorking.compareAndSet(false, true));
    }

    private List<Joining> next() {
        var some = new ArrayList<Joining>();
        while (some.size() < BATCH && waiting.poll() instanceof Joining one) {
            some.add(one);
        }
        return some;
    }

    private void lead(List<Joining> some) {
        try {
            way.catchUp(some);
            way.begin(some);
            some.forEach(Joining::done);
        } catch (RuntimeException problem) {
            if (some.size() == 1 || Database.isAway(problem)) {
                some.forEach(one -> one.failed(problem));
                return;
            }
            // One of them may be to blame: alone each gets what he deserves.
            LOG.log(Level.WARNING, some.size() + " windows could not be let in together", problem);
            some.forEach(one -> lead(List.of(one)));
        }
    }
}
