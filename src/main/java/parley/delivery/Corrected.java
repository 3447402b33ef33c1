package parley.delivery;

import java.util.List;
import java.util.Map;
import parley.base.MessageId;
import parley.rules.Reason;

/// What came of asking for a change of a message that is there.
public sealed interface Corrected {

    /// Done, or on its way: the row changes when the messenger has agreed, and says so when it does not.
    ///
    /// @param to how the messenger calls the client
    record Accepted(MessageId message, String to) implements Corrected {}

    /// The rules do not let him (R42); names instead of ids.
    record Refused(Reason why) implements Corrected {}

    /// `not_your_message`, `not_sent`, `unknown`, `impossible_here`, `too_late`.
    record Impossible(String code, Map<String, Object> args) implements Corrected {

        public Impossible {
            args = Map.copyOf(args);
        }

        static Impossible of(String code) {
            return new Impossible(code, Map.of());
        }
    }

    record Invalid(List<Mistake> mistakes) implements Corrected {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }

    record NoMessage() implements Corrected {}
}
