package parley.platform;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;

/// One thing to work off.
///
/// @param kind decides who handles it: {@link Work#RAW} for what a messenger delivered
/// @param rawId the raw event behind it, for {@link Work#RAW}
/// @param headers of the raw event; otherwise empty
/// @param body of the raw event byte for byte; otherwise the JSON that was handed to {@link Work#add}
public record WorkItem(
        AccountId account,
        long id,
        String kind,
        ChannelId channel,
        String chatKey,
        Shard shard,
        Instant at,
        @Nullable Long rawId,
        Map<String, String> headers,
        byte[] body) {

    public WorkItem {
        headers = Map.copyOf(headers);
    }
}
