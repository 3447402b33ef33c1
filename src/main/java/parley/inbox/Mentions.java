package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.rules.ChatFacts;

/// Whom the chats that changed name: who is or was responsible, who has claimed the client, who keeps something for
/// himself there. To everybody else they are the same as to any other of his standpoint.
final class Mentions {

    private final Map<ChatId, Set<EmployeeId>> chats = new HashMap<>();
    private final Set<EmployeeId> all = new HashSet<>();

    /// @param changed with everything that decided who saw them on the way
    static Mentions of(Map<ChatId, Set<ChatFacts>> changed, Map<ChatId, Chat> chats, Personal personal) {
        var mentions = new Mentions();
        changed.forEach((id, before) -> {
            before.forEach(facts -> mentions.add(id, facts.responsible()));
            var chat = chats.get(id);
            if (chat != null) {
                mentions.add(id, chat.facts().responsible());
                if (chat.claim() != null) {
                    mentions.add(id, Set.of(chat.claim().by()));
                }
            }
            mentions.add(id, personal.owners(id));
        });
        return mentions;
    }

    private void add(ChatId chat, Collection<EmployeeId> employees) {
        if (!employees.isEmpty()) {
            chats.computeIfAbsent(chat, _ -> new HashSet<>()).addAll(employees);
            all.addAll(employees);
        }
    }

    Set<EmployeeId> all() {
        return all;
    }

    boolean anywhere(EmployeeId employee) {
        return all.contains(employee);
    }

    boolean in(ChatId chat, EmployeeId employee) {
        return chats.getOrDefault(chat, Set.of()).contains(employee);
    }
}
