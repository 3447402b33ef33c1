package parley.platform;

import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Who does which kind of job, by whose clock, and with which dice the pauses between attempts are drawn.
///
/// @param byKind a job of a kind without a handler is given up at once
public record JobHandlers(
        Map<String, JobHandler> byKind, InstantSource clock, RandomGenerator random, Metrics metrics) {

    public JobHandlers {
        byKind = Map.copyOf(byKind);
    }
}
