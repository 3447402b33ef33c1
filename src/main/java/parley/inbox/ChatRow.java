package parley.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.rules.Access;
import parley.rules.Attention;

/// One line of the list, whole and computed for its viewer (UX 6.3): windows derive nothing.
///
/// @param v the position at which it was true; of two rows of a chat the one with the greater `v` is newer
/// @param rank sorts the list, greatest first (R59)
/// @param kind `own`, `common`, `new` or `others`
/// @param unanswered the client's messages since the last answer (R58)
/// @param muted whether the viewer has switched this chat's notifications off
/// @param draft what the viewer has typed and not sent
/// @param why why the viewer may not write here, as a code of UX 6.5; absent when he may
public record ChatRow(
        ChatId id,
        String v,
        String rank,
        ChannelId channel,
        String network,
        Address address,
        @Nullable String name,
        List<Named> responsible,
        String kind,
        int unanswered,
        Attention attention,
        @Nullable Instant waitingSince,
        @Nullable Last last,
        boolean muted,
        @Nullable Draft draft,
        Access access,
        @Nullable String why,
        Map<String, String> args,
        boolean test) {

    public record Address(
            String id, @Nullable String phone, @Nullable String username) {}

    /// The last message, in one line.
    public record Last(
            String kind,
            @Nullable String text,
            boolean out,
            @Nullable String status,
            @Nullable Named by,
            Instant at) {}

    public record Draft(String text, long rev) {}
}
