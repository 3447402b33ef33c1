package parley.channel.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// So many a minute for each name, counted in this process. The names seen longest ago are forgotten first.
final class Limits {

    private static final int NAMES = 20_000;
    private static final double MINUTE = 60_000;

    private record Bucket(double full, long at) {}

    private final InstantSource clock;
    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > NAMES;
        }
    };

    Limits(InstantSource clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /// Takes one; when there is none left, how long to wait for the next.
    synchronized Optional<Duration> take(String name) {
        var now = clock.millis();
        var bucket = buckets.getOrDefault(name, new Bucket(perMinute, now));
        var earned = Math.max(0, now - bucket.at()) * perMinute / MINUTE;
        var full = Math.min(perMinute, bucket.full() + earned);
        if (full < 1) {
            buckets.put(name, new Bucket(full, now));
            return Optional.of(Duration.ofMillis((long) Math.ceil((1 - full) * MINUTE / perMinute)));
        }
        buckets.put(name, new Bucket(full - 1, now));
        return Optional.empty();
    }
}
