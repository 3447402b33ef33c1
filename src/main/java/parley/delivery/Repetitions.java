package parley.delivery;

import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.channel.Template;
import parley.chat.ChatRoom;
import parley.chat.FileInChat;
import parley.chat.Message;

/// Messages that were sent before.
final class Repetitions {

    private final ChatRoom room;

    Repetitions(ChatRoom room) {
        this.room = room;
    }

    /// The same id again is the same message, and something else under it is a mistake of the sender (R73).
    Optional<Sent> find(Handle tx, Writer writer, Draft draft) {
        return room.messages()
                .byCid(tx, writer.account(), draft.cid())
                .map(message -> isSame(writer, draft, message)
                        ? new Sent.Accepted(message.id(), address(tx, writer, message), true)
                        : new Sent.CidTaken());
    }

    private String address(Handle tx, Writer writer, Message message) {
        return room.chats()
                .find(tx, writer.account(), message.chat())
                .map(chat -> chat.address().id())
                .orElseThrow();
    }

    private static boolean isSame(Writer writer, Draft draft, Message message) {
        var files = message.files().stream().map(FileInChat::id).toList();
        var author = message.author();
        var quoted = message.quote() == null ? null : message.quote().message();
        return author != null
                && Objects.equals(writer.claimant(), author.employee())
                && (draft.template() == null
                        ? Objects.equals(draft.text(), message.text())
                        : draft.template().name().equals(message.details().get(Template.NAME)))
                && draft.files().equals(files)
                && Objects.equals(draft.quote() == null ? null : draft.quote().toString(), quoted)
                && isThere(draft.to(), message);
    }

    private static boolean isThere(@Nullable Target to, Message message) {
        return switch (to) {
            case Target.InChat(var chat, var picked) ->
                picked == null ? chat.equals(message.chat()) : picked.equals(message.channel());
            case Target.Typed(var _, var picked) -> picked == null || picked.equals(message.channel());
            case Target.Exact(var channel, var _) -> channel.equals(message.channel());
            case null -> true;
        };
    }
}
