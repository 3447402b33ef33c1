package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The client-made id of a message (R73): a UUID in its usual spelling.
record Cid(UUID value) {

    private static final Duration BELIEVED = Duration.ofMinutes(1);
    private static final int TIMED = 7;

    static Optional<Cid> read(String typed) {
        try {
            var uuid = UUID.fromString(typed);
            return uuid.toString().equalsIgnoreCase(typed) ? Optional.of(new Cid(uuid)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// When the words were sent off: windows make ids that tell the time (version 7). Believed up to a minute back,
    /// because their clocks are not ours.
    Instant began(Instant arrived) {
        if (value.version() != TIMED) {
            return arrived;
        }
        var told = Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
        return told.isBefore(arrived) && told.isAfter(arrived.minus(BELIEVED)) ? told : arrived;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
