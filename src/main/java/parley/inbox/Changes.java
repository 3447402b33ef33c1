package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.FeedSpan;
import parley.chat.Message;
import parley.rules.ChatFacts;

/// What has changed up to a moment, as it is at that moment: loaded once, told to many.
///
/// @param changed the chats that changed, with what decided who saw them on the way
/// @param chats all of those, and those of the messages
/// @param mentions whom the changed chats name: to all others who stand alike they are the same
/// @param told operations that are JSON already: many windows get the same ones
record Changes(
        Moment moment,
        boolean settings,
        Set<String> lists,
        Map<ChatId, Set<ChatFacts>> changed,
        Map<ChatId, Chat> chats,
        Map<ChatId, List<Message>> messages,
        Personal personal,
        Mentions mentions,
        Map<Object, String> told) {

    static Changes none(Moment moment) {
        return of(moment, new FeedSpan(false, Set.of(), Map.of(), Map.of(), true), Map.of(), Map.of());
    }

    static Changes of(Moment moment, FeedSpan span, Map<ChatId, Chat> chats, Map<ChatId, List<Message>> messages) {
        var personal = Personal.of(moment.tx(), moment.account(), span.chats().keySet());
        var mentions = Mentions.of(span.chats(), chats, personal);
        return new Changes(
                moment,
                span.settings(),
                span.lists(),
                span.chats(),
                chats,
                messages,
                personal,
                mentions,
                new HashMap<>());
    }

    /// The part of them that a later beginning of the same span leaves.
    Changes within(FeedSpan span) {
        var fewer = new HashMap<ChatId, List<Message>>();
        span.messages().forEach((chat, ids) -> {
            var some = Set.copyOf(ids);
            fewer.put(
                    chat,
                    messages.getOrDefault(chat, List.of()).stream()
                            .filter(message -> some.contains(message.id()))
                            .toList());
        });
        return new Changes(
                moment,
                span.settings(),
                span.lists(),
                span.chats(),
                chats,
                fewer,
                personal,
                Mentions.of(span.chats(), chats, personal),
                new HashMap<>());
    }

    /// What is told alike to all for whom `same` is equal; made for the first of them.
    String told(Object same, Supplier<String> op) {
        return told.computeIfAbsent(same, _ -> op.get());
    }

    /// The chats of which anything has changed.
    Set<ChatId> touched() {
        var touched = new HashSet<>(changed.keySet());
        touched.addAll(messages.keySet());
        return touched;
    }

    /// Whether they are other changes to each who is told them.
    boolean isEachHisOwn() {
        return settings || !lists.isEmpty();
    }

    /// Whether any of the chat's messages that changed has files.
    boolean hasFiles(ChatId chat) {
        return messages.getOrDefault(chat, List.of()).stream()
                .anyMatch(message -> !message.files().isEmpty());
    }

    /// The chats that changed, as they are now.
    Collection<Chat> changedChats() {
        return changed.keySet().stream()
                .map(chats::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
