package parley.realtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Somebody who listens: however often he is called while he is busy, he hears it once.
public final class Ear implements AutoCloseable {

    private final Semaphore called = new Semaphore(0);
    private final Runnable cover;

    Ear(Runnable cover) {
        this.cover = cover;
    }

    /// Also for whoever has a reason of his own to wake the listener.
    public void call() {
        if (called.availablePermits() == 0) {
            called.release();
        }
    }

    /// Returns when called, after `most`, or when the thread is interrupted. Answers whether he was called.
    public boolean await(Duration most) {
        try {
            var heard = called.tryAcquire(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS);
            called.drainPermits();
            return heard;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        cover.run();
    }
}
