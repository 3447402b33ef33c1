package parley.channel;

import java.util.Map;

/// What a messenger delivered, byte for byte.
///
/// @param dedupKey the messenger's own name of this delivery: stored once per channel (R70)
/// @param chatKey the client's id in this channel: events of one chat are worked off in order (R71)
/// @param headers the few that matter later, names in lower case, without secrets
public record RawEvent(String dedupKey, String chatKey, Map<String, String> headers, byte[] body) {

    public RawEvent {
        headers = Map.copyOf(headers);
    }
}
