package parley.webhooks;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import parley.platform.Database;
import parley.realtime.Ear;

/// Carries news to one address, in a thread of its own: what is slow or dead there delays nobody else.
final class Courier {

    private static final Logger LOG = System.getLogger(Courier.class.getName());

    /// What happens together is told together.
    private static final long GAP_NANOS = 200_000_000;

    private static final Duration LISTEN = Duration.ofSeconds(5);
    private static final Duration TROUBLE = Duration.ofSeconds(5);

    private final Round round;
    private final Ear ear;
    private final BooleanSupplier mine;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;

    /// @param mine whether this process still carries for the address
    Courier(String name, Round round, Ear ear, BooleanSupplier mine) {
        this.round = round;
        this.ear = ear;
        this.mine = mine;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isOver() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /// Somebody has changed something about the address.
    void wake() {
        bell.release();
        ear.call();
    }

    private void run() {
        try (ear) {
            while (!Thread.currentThread().isInterrupted() && mine.getAsBoolean()) {
                switch (tryRound()) {
                    case Round.Next.Again() -> {}
                    case Round.Next.Listen() -> {
                        ear.await(LISTEN);
                        LockSupport.parkNanos(GAP_NANOS);
                    }
                    case Round.Next.Wait(var most) -> sleep(most);
                    case Round.Next.End() -> {
                        return;
                    }
                }
            }
        }
    }

    private Round.Next tryRound() {
        try {
            return round.go();
        } catch (RuntimeException problem) {
            var level = Database.isAway(problem) ? Level.WARNING : Level.ERROR;
            LOG.log(level, thread.getName() + ": nothing can be told", problem);
            return new Round.Next.Wait(TROUBLE);
        }
    }

    /// Other processes cannot ring: now and then it is looked whether something has changed.
    private void sleep(Duration most) {
        try {
            var millis = Math.min(most.toMillis() + 1, LISTEN.toMillis());
            if (bell.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        thread.interrupt();
    }

    /// Returns when it has ended, or after so long.
    void join(Duration most) {
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(most);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
