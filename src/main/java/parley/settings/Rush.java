package parley.settings;

import java.time.Duration;

/// Keeps strangers from making the hub ask a CRM again and again: so many visits in each window of five seconds, in
/// this process.
final class Rush {

    private static final int MOST = 100;
    private static final long WINDOW = Duration.ofSeconds(5).toMillis();

    private long number;
    private int visits;

    synchronized boolean isTooMuch(long now) {
        if (number != now / WINDOW) {
            number = now / WINDOW;
            visits = 0;
        }
        visits = Math.min(visits + 1, MOST + 1);
        return visits > MOST;
    }
}
