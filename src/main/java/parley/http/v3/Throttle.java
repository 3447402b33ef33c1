package parley.http.v3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.auth.ApiKeys.Program;

/// How often a key may ask: so many requests in each window of five seconds. Counted per process: several hubs on one
/// database let through as many times more.
final class Throttle {

    private static final long WINDOW = Duration.ofSeconds(5).toMillis();

    private record Window(long number, int requests) {}

    private final int most;
    private final InstantSource clock;
    private final Map<Long, Window> windows = new ConcurrentHashMap<>();

    Throttle(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /// Only keys that exist get here, so there are as many windows as keys.
    void pass(Program program) {
        var now = clock.millis();
        var current = now / WINDOW;
        var window = windows.compute(
                program.key(),
                (_, last) -> new Window(
                        current, last == null || last.number != current ? 1 : Math.min(last.requests + 1, most + 1)));
        if (window.requests > most) {
            var seconds = (WINDOW - now % WINDOW + 999) / 1000;
            throw Refusal.of(429, "TOO_MANY_REQUESTS", "At most " + most + " requests in 5 seconds. Nothing was done.")
                    .header("Retry-After", Long.toString(seconds));
        }
    }
}
