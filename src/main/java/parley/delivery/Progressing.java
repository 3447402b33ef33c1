package parley.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.channel.DeliveryStatus;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.Message;
import parley.chat.Message.Problem;
import parley.chat.News;

/// Writes down how a message gets on (R72), and tells the windows. Every step locks the chat and looks at the message
/// again: a status may have overtaken it.
final class Progressing {

    private final ChatRoom room;

    Progressing(ChatRoom room) {
        this.room = room;
    }

    /// A step; answers what is to be published.
    interface Step {
        List<Feed.Change> go(Handle tx, Chat chat, Message message);
    }

    Consumer<Handle> step(AccountId account, SendOrder order, Step step) {
        return tx -> go(tx, account, order, step);
    }

    /// Answers whether anything has changed.
    boolean go(Handle tx, AccountId account, SendOrder order, Step step) {
        var chat = room.chats().lock(tx, account, order.chat()).orElseThrow();
        var message = room.messages().find(tx, account, order.message()).orElseThrow();
        var changes = step.go(tx, chat, message);
        var news = new News(account);
        news.add(changes);
        news.publish(tx, room.feed());
        return !changes.isEmpty();
    }

    Step to(DeliveryStatus status, @Nullable Problem problem) {
        return (tx, chat, message) -> room.messages().status(tx, chat.account(), message, status, problem)
                ? room.happenings().changed(tx, chat, message, new Aspect.Moved(status))
                : List.of();
    }

    /// It goes out now, unless somebody has taken it back or somebody else is sending it.
    Step underWay() {
        return (tx, chat, message) ->
                message.deleted() ? List.of() : to(DeliveryStatus.SENDING, null).go(tx, chat, message);
    }

    /// How an attempt at sending has ended.
    Step after(SendStep step) {
        return switch (step) {
            case SendStep.Went(var ids, var status) -> accepted(ids, status);
            case SendStep.Waits waits -> waits(waits.problem());
            case SendStep.Failed(var code, var args, var reaches) -> failed(code, args, reaches);
            case SendStep.Lost() -> to(DeliveryStatus.UNKNOWN, new Problem("unknown", Map.of()));
        };
    }

    Step accepted(List<String> externalIds, DeliveryStatus status) {
        return (tx, chat, message) -> {
            var changes = new ArrayList<>(to(status, null).go(tx, chat, message));
            changes.addAll(room.happenings().named(tx, chat, message, externalIds));
            return changes;
        };
    }

    /// It stays where it is, and this is why.
    Step waits(@Nullable Problem problem) {
        return (tx, chat, message) -> {
            var moved = room.messages().status(tx, chat.account(), message, DeliveryStatus.QUEUED, problem);
            var told = !moved && room.messages().problem(tx, chat.account(), message, problem);
            return moved || told ? room.happenings().changed(tx, chat, message, new Aspect.Other()) : List.of();
        };
    }

    /// It stays as it is, and says what was in the way of a change.
    Step noted(Problem problem) {
        return (tx, chat, message) -> room.messages().problem(tx, chat.account(), message, problem)
                ? room.happenings().changed(tx, chat, message, new Aspect.Other())
                : List.of();
    }

    /// @param reaches whether the client can be written to at all
    Step failed(String code, Map<String, String> args, boolean reaches) {
        return (tx, chat, message) -> {
            var changes = new ArrayList<>(
                    to(DeliveryStatus.FAILED, new Problem(code, args)).go(tx, chat, message));
            if (!reaches && chat.reachable()) {
                room.chats().reachable(tx, chat, false);
                changes.add(new Feed.Change.OfChat(chat.id()));
            }
            return changes;
        };
    }
}
