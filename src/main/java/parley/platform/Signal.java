package parley.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A bell: however often it is rung while nobody listens, it wakes the listener once.
final class Signal {

    private final Semaphore rung = new Semaphore(0);

    void raise() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Returns when rung, or after `most`, or when the thread is interrupted.
    void await(Duration most) {
        try {
            if (rung.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                rung.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
