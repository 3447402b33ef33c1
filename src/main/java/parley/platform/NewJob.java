package parley.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// Something to be done outside the database once the transaction that asks for it is committed.
///
/// @param kind decides who does it
/// @param key names the job among those of its kind: the second one with it is the first one
/// @param lane jobs of one lane are done one at a time, in the order in which they were asked for: `chat:17`
/// @param payload anything that {@link Json} can write
/// @param due not before then; absent means now
public record NewJob(
        AccountId account,
        String kind,
        String key,
        String lane,
        Object payload,
        @Nullable Instant due) {

    public NewJob(AccountId account, String kind, String key, String lane, Object payload) {
        this(account, kind, key, lane, payload, null);
    }
}
