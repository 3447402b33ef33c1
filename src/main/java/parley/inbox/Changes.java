package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Message;
import parley.platform.Json;
import parley.rules.ChatFacts;

/// What has changed up to a moment, as it is at that moment: loaded once, told to many.
///
/// @param changed the chats that changed, with what decided who saw them on the way
/// @param chats all of those, and those of the messages
/// @param encoded rows that are JSON already: many windows get the same ones
record Changes(
        Moment moment,
        boolean settings,
        Set<String> lists,
        Map<ChatId, Set<ChatFacts>> changed,
        Map<ChatId, Chat> chats,
        Map<ChatId, List<Message>> messages,
        Personal personal,
        Map<Object, String> encoded) {

    static Changes none(Moment moment) {
        var personal = Personal.of(moment.tx(), moment.account(), List.of(), List.<EmployeeId>of());
        return new Changes(moment, false, Set.of(), Map.of(), Map.of(), Map.of(), personal, new HashMap<>());
    }

    String encode(Object row) {
        return encoded.computeIfAbsent(row, Json::write);
    }

    /// The chats that changed, as they are now.
    Collection<Chat> changedChats() {
        return changed.keySet().stream()
                .map(chats::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
