package parley.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What messengers write where they mean a time.
public final class MessengerTime {

    private static final long MILLISECONDS_FROM = 1_000_000_000_000L;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private MessengerTime() {}

    /// Seconds, or milliseconds from 10^12 on. Whatever lies outside this century is replaced by the time of receipt.
    public static Instant of(@Nullable Long written, Instant receivedAt) {
        if (written == null) {
            return receivedAt;
        }
        var time =
                Math.abs(written) >= MILLISECONDS_FROM ? Instant.ofEpochMilli(written) : Instant.ofEpochSecond(written);
        return time.isBefore(EARLIEST) || !time.isBefore(LATEST) ? receivedAt : time;
    }
}
