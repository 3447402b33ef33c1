package parley.delivery;

import java.time.Instant;
import java.util.Map;
import parley.rules.Reason;

/// What came of doing something with a chat or a message that is not sending.
public sealed interface Done {

    /// Done, or it was so already.
    record Yes() implements Done {}

    /// The rules do not let him (R42); names instead of ids.
    record Refused(Reason why) implements Done {}

    /// Somebody else was first (R26).
    ///
    /// @param by his name
    record ClaimedByOther(String by, Instant at) implements Done {}

    /// It cannot be done now: `too_late`, `not_offered`, `not_unknown`.
    record Impossible(String code, Map<String, Object> args) implements Done {

        public Impossible {
            args = Map.copyOf(args);
        }

        static Impossible of(String code) {
            return new Impossible(code, Map.of());
        }
    }

    /// No such chat or message.
    record Nothing() implements Done {}
}
