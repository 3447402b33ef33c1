package parley.inbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.chat.Chat;
import parley.chat.LastLine;
import parley.platform.Json;

/// Chats into rows, each for its viewer.
final class ChatRows {

    private ChatRows() {}

    /// Those of the chats that he sees, in their order.
    static List<ChatRow> of(Moment moment, Eyes eyes, List<Chat> chats) {
        var ids = chats.stream().map(Chat::id).toList();
        var personal = Personal.of(moment.tx(), moment.account(), ids, eyes.me());
        return chats.stream()
                .filter(chat -> eyes.sees(chat))
                .map(chat -> row(eyes, chat, personal, moment.pos()))
                .toList();
    }

    /// The row of a chat that he sees.
    static ChatRow row(Eyes eyes, Chat chat, Personal personal, String v) {
        var facts = chat.facts();
        var refusal = eyes.refusal(facts);
        return new ChatRow(
                chat.id(),
                v,
                chat.rank(),
                chat.channel(),
                chat.address().network().value(),
                new ChatRow.Address(
                        chat.address().id(),
                        chat.address().phone(),
                        chat.address().username()),
                chat.person().name(),
                eyes.named(chat.responsible()),
                eyes.kind(facts),
                chat.unanswered(),
                eyes.attention(facts),
                chat.waitingSince(),
                last(chat),
                personal.muted(chat.id(), eyes.me()),
                personal.draft(chat.id(), eyes.me()),
                eyes.access(facts),
                refusal == null ? null : refusal.code(),
                refusal == null ? Map.of() : refusal.args(),
                chat.test());
    }

    private static ChatRow.@Nullable Last last(Chat chat) {
        if (chat.last() == null) {
            return null;
        }
        var line = Json.read(chat.last(), LastLine.class);
        var by = line.by() == null
                ? null
                : new Named(line.author() == null ? "" : line.author().value(), line.by());
        return new ChatRow.Last(line.kind(), line.text(), line.out(), line.status(), by, line.at());
    }
}
