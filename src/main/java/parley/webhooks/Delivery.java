package parley.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One POST, and what has come of it so far.
///
/// @param key the header `webhook-id`, the same on every attempt
/// @param kinds the arrays in it: `messages`, `statuses`, `channelsUpdates`; `lost` for what was forgotten untold
/// @param items how many things it tells
/// @param state `pending`, `again`, `delivered`, `dead` or `discarded`
/// @param status of the last answer
/// @param problem of the last attempt, or why a person closed it
/// @param happenedAt when the oldest thing in it happened
/// @param dueAt of the next attempt
public record Delivery(
        long id,
        long subscription,
        String key,
        List<String> kinds,
        int items,
        String state,
        int attempts,
        @Nullable Integer status,
        @Nullable String problem,
        Instant happenedAt,
        Instant dueAt,
        @Nullable Instant settledAt) {

    /// @param answer how the answer begins, 1,000 characters at most
    public record Attempt(
            Instant at,
            @Nullable Integer status,
            long millis,
            @Nullable String problem,
            String answer) {}

    /// @param waiting deliveries that are ready to go
    /// @param dead those that were given up
    public record Counts(long waiting, long dead) {

        public static final Counts NONE = new Counts(0, 0);
    }

    /// With what was sent and each attempt, the last 20.
    public record Whole(Delivery delivery, String body, List<Attempt> log) {}
}
