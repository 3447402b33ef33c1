package parley.platform;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between attempts: anything between nothing and a limit that doubles, so that many who failed together do not
/// come back together.
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 20;
    private static final int FEW = 3;

    private Backoff() {}

    /// @param attempts how many there were, from 1
    static Duration after(int attempts, RandomGenerator random) {
        long limit = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts - 1, DOUBLINGS));
        return Duration.ofMillis(random.nextLong(limit + 1));
    }

    /// After what passes by itself, and says nothing about what was tried: eight seconds at most.
    static Duration soon(int attempts, RandomGenerator random) {
        return after(Math.min(attempts, FEW), random);
    }
}
