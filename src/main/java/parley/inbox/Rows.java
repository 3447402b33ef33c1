package parley.inbox;

import java.util.Optional;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.ChatRoom;

/// Single rows, for whoever has just changed something and shows it to the one who did.
public final class Rows {

    private final Moments moments;
    private final ChatRoom room;
    private final MessageRows messageRows;

    Rows(Moments moments, ChatRoom room, MessageRows messageRows) {
        this.moments = moments;
        this.room = room;
        this.messageRows = messageRows;
    }

    /// The message as the viewer sees it; empty when there is none, or he may not see it.
    public Optional<MessageRow> message(Viewer viewer, MessageId id) {
        return moments.at(
                viewer.account(),
                moment -> moment.eyes(viewer)
                        .flatMap(eyes -> room.messages()
                                .find(moment.tx(), moment.account(), id)
                                .filter(message -> room.chats()
                                        .find(moment.tx(), moment.account(), message.chat())
                                        .filter(chat -> eyes.sees(chat))
                                        .isPresent())
                                .map(message -> messageRows.row(viewer, eyes, message, moment.pos()))));
    }

    /// The chat as the viewer sees it; empty when there is none, or he may not see it.
    public Optional<ChatRow> chat(Viewer viewer, ChatId id) {
        return moments.at(
                viewer.account(),
                moment -> moment.eyes(viewer)
                        .flatMap(eyes -> room.chats()
                                .find(moment.tx(), moment.account(), id)
                                .flatMap(chat -> ChatRows.of(moment, eyes, java.util.List.of(chat)).stream()
                                        .findFirst())));
    }
}
