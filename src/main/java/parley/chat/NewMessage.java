package parley.chat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.DeliveryStatus;

/// A message on its way into a chat.
///
/// @param externalId the messenger's id, for what came from there (R70)
/// @param cid the client-made id, for what Parley sends (R73)
public record NewMessage(
        @Nullable String externalId,
        @Nullable String cid,
        boolean outgoing,
        Content.Kind kind,
        @Nullable String text,
        List<FileInChat> files,
        Map<String, String> details,
        Message.@Nullable Quote quote,
        Instant at,
        Message.@Nullable Author author,
        String via,
        @Nullable DeliveryStatus status,
        boolean test) {

    /// What the messenger delivered.
    public static NewMessage received(
            String externalId,
            boolean outgoing,
            Content content,
            Message.@Nullable Quote quote,
            Instant at,
            String via) {
        var files = content.files().stream().map(NewMessage::file).toList();
        return new NewMessage(
                externalId,
                null,
                outgoing,
                content.kind(),
                content.text(),
                files,
                content.details(),
                quote,
                at,
                null,
                via,
                outgoing ? DeliveryStatus.SENT : null,
                false);
    }

    private static FileInChat file(Content.Attachment file) {
        var stored = file.reference().startsWith("parley:");
        return new FileInChat(
                stored ? file.reference().substring("parley:".length()) : null,
                stored ? null : file.reference(),
                file.name(),
                file.mime(),
                file.size(),
                file.width(),
                file.height(),
                file.seconds(),
                stored ? "ready" : "loading");
    }
}
