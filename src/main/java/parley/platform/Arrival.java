package parley.platform;

import java.util.Map;
import parley.base.AccountId;
import parley.base.ChannelId;

/// What came in from a messenger, byte for byte, to be stored before it is acknowledged (R70).
///
/// @param dedupKey the messenger's own name of this delivery; the second one with it is taken for a repetition
/// @param chatKey the client's id in this channel: what came in for one chat is worked off in order (R71)
/// @param headers the few that matter later, without secrets
public record Arrival(
        AccountId account,
        ChannelId channel,
        String dedupKey,
        String chatKey,
        Map<String, String> headers,
        byte[] body) {

    public Arrival {
        headers = Map.copyOf(headers);
    }

    Shard shard() {
        return Shard.of(account, channel, chatKey);
    }
}
