package parley.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.MessageId;

/// One message, whole and computed for its viewer (UX 6.3). Of a deleted one nothing is left but that it was there.
///
/// @param v the position at which it was true
/// @param seq its place in the chat; dense
/// @param by the employee whose words these are
/// @param via `parley`, `phone`, `bot`, `api` or `crm`; absent for what the client wrote
/// @param former what it said before it was edited; only for managers and auditors of the channel
/// @param deletedBy `client`, `phone` or an employee's id
/// @param system what a line of kind `system` tells
public record MessageRow(
        MessageId id,
        String v,
        ChatId chat,
        String seq,
        @Nullable String cid,
        boolean out,
        String kind,
        @Nullable String text,
        List<File> files,
        @Nullable Quote quote,
        Instant at,
        @Nullable Named by,
        @Nullable String via,
        @Nullable String status,
        @Nullable Told error,
        @Nullable Instant editedAt,
        List<Former> former,
        @Nullable Instant deletedAt,
        @Nullable String deletedBy,
        List<Reaction> reactions,
        boolean test,
        Map<String, String> details,
        @Nullable Told system) {

    /// @param url absent while the file is being fetched, and when it is gone
    /// @param state `loading`, `ready` or `gone`
    public record File(
            @Nullable String id,
            String name,
            long size,
            @Nullable String mime,
            @Nullable String url,
            @Nullable String thumb,
            @Nullable Integer w,
            @Nullable Integer h,
            @Nullable Integer seconds,
            String state) {}

    public record Quote(
            @Nullable String id,
            String kind,
            @Nullable String text,
            @Nullable String by) {}

    /// A sentence without its words.
    public record Told(String code, Map<String, String> args) {}

    public record Former(@Nullable String text, Instant until) {}

    /// @param by an employee's name, or `client`
    public record Reaction(String emoji, String by) {}
}
