package parley.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import parley.auth.ApiKeys.Program;

/// Keys that were found lately, so that a program which asks a thousand times a second costs the database one question
/// in five seconds. Only keys that exist are kept: guessing fills nothing.
final class KnownKeys {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private record Known(Program program, Instant at) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();

    Optional<Program> find(byte[] hash, Instant now, Function<byte[], Optional<Program>> look) {
        var name = HexFormat.of().formatHex(hash);
        var held = known.get(name);
        if (held != null && !now.isBefore(held.at) && now.isBefore(held.at.plus(FRESH))) {
            return Optional.of(held.program);
        }
        var times = forgotten.get();
        var found = look.apply(hash);
        found.ifPresent(program -> known.put(name, new Known(program, now)));
        // Revoked while it was looked up: then it must not be remembered.
        if (found.isEmpty() || times != forgotten.get()) {
            known.remove(name);
        }
        return found;
    }

    /// A key was revoked.
    void forget() {
        forgotten.incrementAndGet();
        known.clear();
    }
}
