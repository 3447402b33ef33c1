package parley.platform;

import java.time.Duration;

/// What became of something that came in. Only {@link Accepted} may be acknowledged to the messenger.
public sealed interface Acceptance {

    /// Committed, or committed before: a repetition is as good as the first.
    record Accepted() implements Acceptance {}

    /// Too much is waiting already. Nothing is stored (HTTP: 503 with Retry-After).
    record Overloaded(Duration retryAfter) implements Acceptance {}

    /// The database is away, or closing. Whether it was stored is not known; a repetition does no harm (HTTP: 503).
    record Unavailable(Duration retryAfter) implements Acceptance {}
}
