package parley.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import parley.base.ChannelId;
import parley.base.MessageId;
import parley.rules.Reason;

/// What came of sending. Unless it was accepted, nothing was stored and nothing goes out.
public sealed interface Sent {

    /// @param to how the messenger calls the client
    /// @param repeated the same was sent before under the same `cid`, and is one message (R73)
    record Accepted(MessageId message, String to, boolean repeated) implements Sent {}

    /// The CRM's own id was accepted less than a minute ago.
    record RepeatedByCrm(String crmMessageId) implements Sent {}

    /// The rules do not let him (R42); names instead of ids.
    record Refused(Reason why) implements Sent {}

    /// Somebody else was first (R26).
    ///
    /// @param by his name
    record ClaimedByOther(String by, Instant at) implements Sent {}

    /// He may, but it cannot go: `window_closed`, `write_first_impossible`, `blocked`, `channel_gone` (UX 6.6).
    record Impossible(String code, Map<String, Object> args) implements Sent {

        public Impossible {
            args = Map.copyOf(args);
        }
    }

    /// All that is wrong with it, at once.
    record Invalid(List<Mistake> mistakes) implements Sent {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }

    /// He writes first, may use several channels and has no default: he has to pick one (R43).
    record PickChannel(List<ChannelId> from) implements Sent {

        public PickChannel {
            from = List.copyOf(from);
        }
    }

    /// The `cid` names another message already.
    record CidTaken() implements Sent {}

    record NoChat() implements Sent {}
}
