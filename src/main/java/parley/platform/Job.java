package parley.platform;

import java.time.Instant;
import parley.base.AccountId;

/// A job at the moment when it is done.
///
/// @param attempts including this one, from 1
/// @param interrupted the attempt before this one ended without a result, by a crash or an exception: whether it had
///     its effect is not known
/// @param payload JSON
public record Job(
        AccountId account,
        long id,
        String kind,
        String key,
        String lane,
        String payload,
        int attempts,
        boolean interrupted,
        Instant createdAt) {

    public <T> T payload(Class<T> type) {
        return Json.read(payload, type);
    }

    Shard shard() {
        return Shard.ofLane(account, lane);
    }
}
