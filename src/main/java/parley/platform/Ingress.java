package parley.platform;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import parley.platform.Acceptance.Accepted;

/// Where everything that messengers deliver is stored before it is acknowledged.
///
/// Waiting requests share a transaction: what is there is committed as soon as the last commit is through, so there
/// is no timer to wait for. An account always uses the same one of two lanes, and its order is kept.
public final class Ingress implements AutoCloseable {

    private static final int LANES = 2;

    private final List<IngressLane> lanes;

    /// @param limits how much may wait in each lane
    /// @param work done at once or told of after the commit
    /// @param random draws the pauses for those who are refused
    public Ingress(Database database, Limits limits, Metrics metrics, Work work, RandomGenerator random) {
        var writer = new ArrivalWriter(database.ingestSource());
        var gauges = new IngressMetrics(metrics);
        this.lanes = IntStream.range(0, LANES)
                .mapToObj(number -> new IngressLane("ingress-" + number, writer, limits, gauges, work, random))
                .toList();
    }

    /// @param items the most requests that may wait
    /// @param bytes the most that their bodies may take in memory
    public record Limits(int items, long bytes) {

        public static final Limits USUAL = new Limits(10_000, 64 << 20);
    }

    /// Stores all of them, and returns when that is committed. When it is refused some may be stored, and are known as
    /// repetitions when they come again. Blocks the calling virtual thread.
    public Acceptance accept(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return new Accepted();
        }
        var account = arrivals.getFirst().account();
        return lanes.get(Math.floorMod(account.value(), LANES)).accept(arrivals);
    }

    /// Stores what has been handed over, refuses everything after.
    @Override
    public void close() {
        lanes.forEach(IngressLane::close);
    }
}
