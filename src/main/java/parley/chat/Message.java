package parley.chat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;

/// One message as it lies in a chat.
///
/// @param seq dense and rising per chat, from 1
/// @param cid the client-made id of a message that Parley sent (R73)
/// @param at when it was said, by the messenger's clock
/// @param via `client` for what he wrote, else `parley`, `phone`, `bot`, `api` or `crm`
/// @param status absent for what the client wrote
public record Message(
        MessageId id,
        ChatId chat,
        ChannelId channel,
        long seq,
        @Nullable String externalId,
        @Nullable String cid,
        boolean outgoing,
        Content.Kind kind,
        @Nullable String text,
        List<FileInChat> files,
        Map<String, String> details,
        @Nullable Quote quote,
        Instant at,
        @Nullable Author author,
        String via,
        @Nullable DeliveryStatus status,
        @Nullable Problem problem,
        @Nullable Instant editedAt,
        List<Former> former,
        @Nullable Instant deletedAt,
        @Nullable String deletedBy,
        List<Reaction> reactions,
        boolean test,
        long version) {

    /// @param employee absent when it came from the phone's app or a bot
    public record Author(@Nullable EmployeeId employee, String name) {}

    /// @param message absent when Parley does not hold the quoted message
    public record Quote(
            @Nullable String message,
            String kind,
            @Nullable String text,
            @Nullable String by) {}

    /// Why it did not go, as a code of the screens' texts with its arguments.
    public record Problem(String code, Map<String, String> args) {}

    /// What it said before it was edited; shown to managers and auditors.
    public record Former(@Nullable String text, Instant until) {}

    public record Reaction(String emoji, String by) {}

    public boolean deleted() {
        return deletedAt != null;
    }
}
