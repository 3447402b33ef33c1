package parley.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what happens by itself.
final class Patience {

    private static final Duration MOST = Duration.ofSeconds(90);

    private Patience() {}

    /// Throws when it does not happen.
    static void until(String what, BooleanSupplier happened) {
        if (!within(MOST, happened)) {
            throw new IllegalStateException("still not: " + what);
        }
    }

    static boolean within(Duration most, BooleanSupplier happened) {
        long end = System.nanoTime() + most.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(50);
        }
        return true;
    }

    static void pause(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
