package parley.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.channel.Content;
import parley.chat.FileInChat;
import parley.chat.Message;

/// Messages into rows, each for its viewer. Whether he sees their chat has been asked before.
final class MessageRows {

    private final FileUrls urls;

    MessageRows(FileUrls urls) {
        this.urls = urls;
    }

    MessageRow row(Viewer viewer, Eyes eyes, Message message, String v) {
        var gone = message.deleted();
        return new MessageRow(
                message.id(),
                v,
                message.chat(),
                Long.toString(message.seq()),
                message.cid(),
                message.outgoing(),
                word(message.kind()),
                gone ? null : message.text(),
                gone
                        ? List.of()
                        : message.files().stream()
                                .map(file -> file(viewer, message.chat(), file))
                                .toList(),
                gone ? null : quote(message.quote()),
                message.at(),
                by(message.author()),
                message.via().equals("client") ? null : message.via(),
                message.status() == null ? null : word(message.status()),
                message.problem() == null
                        ? null
                        : new MessageRow.Told(
                                message.problem().code(), message.problem().args()),
                message.editedAt(),
                gone || !eyes.watchesOver(message.channel()) ? List.of() : former(message),
                message.deletedAt(),
                message.deletedBy(),
                gone ? List.of() : reactions(eyes, message),
                message.test(),
                gone ? Map.of() : message.details(),
                system(message));
    }

    private MessageRow.File file(Viewer viewer, ChatId chat, FileInChat file) {
        var url = file.id() == null ? null : urls.of(viewer, chat, file);
        var picture = file.mime() != null && file.mime().startsWith("image/");
        return new MessageRow.File(
                file.id(),
                file.name(),
                file.size(),
                file.mime(),
                url,
                picture ? url : null,
                file.w(),
                file.h(),
                file.seconds(),
                file.state());
    }

    private static MessageRow.@Nullable Quote quote(Message.@Nullable Quote quote) {
        return quote == null
                ? null
                : new MessageRow.Quote(
                        quote.message(), quote.kind().toLowerCase(Locale.ROOT), quote.text(), quote.by());
    }

    private static @Nullable Named by(Message.@Nullable Author author) {
        return author == null
                ? null
                : new Named(author.employee() == null ? "" : author.employee().value(), author.name());
    }

    private static List<MessageRow.Former> former(Message message) {
        return message.former().stream()
                .map(former -> new MessageRow.Former(former.text(), former.until()))
                .toList();
    }

    private static List<MessageRow.Reaction> reactions(Eyes eyes, Message message) {
        return message.reactions().stream()
                .map(reaction -> new MessageRow.Reaction(
                        reaction.emoji(),
                        reaction.by().equals("client")
                                ? "client"
                                : eyes.agreed().name(new EmployeeId(reaction.by()))))
                .toList();
    }

    private static MessageRow.@Nullable Told system(Message message) {
        var code = message.details().get("code");
        return message.kind() != Content.Kind.SYSTEM || code == null
                ? null
                : new MessageRow.Told(code, message.details());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
