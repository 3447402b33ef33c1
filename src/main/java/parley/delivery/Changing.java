package parley.delivery;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.Message;

/// Writes a change of a message down, once it is known to hold.
final class Changing {

    private final ChatRoom room;
    private final InstantSource clock;

    Changing(ChatRoom room, InstantSource clock) {
        this.room = room;
        this.clock = clock;
    }

    /// Answers what is to be published. The chat is locked.
    List<Feed.Change> carryOut(Handle tx, Chat chat, Message message, CorrectionOrder order) {
        var account = chat.account();
        var messages = room.messages();
        messages.problem(tx, account, message, null);
        switch (order.what()) {
            case EDIT -> messages.edited(tx, account, message, order.text(), clock.instant());
            case DELETE -> messages.deleted(tx, account, message, order.by(), clock.instant());
            // To a messenger all employees are one: the last reaction is the only one of ours.
            case REACT -> {
                var reactions = new java.util.ArrayList<>(message.reactions());
                reactions.removeIf(reaction -> !reaction.by().equals("client"));
                if (order.emoji() != null) {
                    reactions.add(new Message.Reaction(order.emoji(), order.by()));
                }
                messages.reactions(tx, account, message, reactions);
            }
        }
        var aspect = switch (order.what()) {
            case EDIT -> new Aspect.Edited(false);
            case DELETE -> new Aspect.Deleted();
            case REACT -> new Aspect.Other();
        };
        return room.happenings().changed(tx, chat, message, aspect);
    }
}
