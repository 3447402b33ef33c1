package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import parley.base.AccountId;
import parley.base.ChannelId;

/// Channels to which a messenger has asked nothing to be sent for a while. Each process learns of it by itself.
final class Holds {

    private record Which(AccountId account, ChannelId channel) {}

    private final Map<Which, Instant> until = new ConcurrentHashMap<>();

    void hold(AccountId account, ChannelId channel, Instant end) {
        until.merge(new Which(account, channel), end, (known, fresh) -> known.isAfter(fresh) ? known : fresh);
    }

    /// How long it is still to wait.
    Optional<Duration> left(AccountId account, ChannelId channel, Instant now) {
        var which = new Which(account, channel);
        var end = until.get(which);
        if (end == null) {
            return Optional.empty();
        }
        if (!end.isAfter(now)) {
            until.remove(which, end);
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, end));
    }
}
