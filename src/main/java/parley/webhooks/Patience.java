package parley.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// How often and for how long something is tried. Everything waits behind what is tried, so pauses grow to a quarter of
/// an hour and no further: an address that is back is told soon.
final class Patience {

    /// What has happened longer ago is given up, once it was tried often enough.
    static final Duration LONGEST = Duration.ofHours(25);

    /// An address that has taken nothing for so long is switched off.
    static final Duration DISABLED_AFTER = Duration.ofHours(120);

    private static final int TRIES = 5;
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));

    private Patience() {}

    /// With a tenth more or less, so that those who failed together do not come back together.
    ///
    /// @param attempts how many there were, from 1
    static Duration pause(int attempts, RandomGenerator random) {
        var pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1).toMillis();
        return Duration.ofMillis(pause * 9 / 10 + random.nextLong(pause / 5 + 1));
    }

    static boolean isOver(int attempts, Instant happenedAt, Instant now) {
        return attempts >= TRIES && happenedAt.plus(LONGEST).isBefore(now);
    }
}
