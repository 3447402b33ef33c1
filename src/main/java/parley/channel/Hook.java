package parley.channel;

import java.util.List;
import java.util.Map;

/// A request to `/hooks/{transport}/{key}`, before anybody trusts it.
///
/// @param headers names in lower case, first value each
public record Hook(String method, Map<String, String> headers, Map<String, String> query, byte[] body) {

    /// What the adapter makes of it. Content that is merely unknown is an event, never a refusal.
    public sealed interface Verdict {

        /// The proof of origin is missing or wrong. Nothing is stored.
        ///
        /// @param status 401 or 403
        record Refused(int status) implements Verdict {}

        /// To be stored, committed, and only then answered with 200 and this body.
        record Events(List<RawEvent> events, String answer) implements Verdict {

            public Events {
                events = List.copyOf(events);
            }
        }

        /// A handshake that is answered at once and stores nothing.
        record Answer(int status, String contentType, String body) implements Verdict {}
    }
}
