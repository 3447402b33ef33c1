package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.rules.ChatFacts;

/// What waits in a company, kept up with the feed so that nobody has to count anew: each change costs the chats that
/// changed.
final class Tally {

    private record Waiting(ChatFacts facts, int messages) {}

    private final Map<ChatId, Waiting> waiting = new HashMap<>();
    private final Map<ChatFacts, Counters.Heap> heaps = new HashMap<>();

    /// Counted whole.
    static Tally of(Moment moment) {
        var tally = new Tally();
        moment.tx()
                .createQuery("""
                    SELECT found.id, way.id AS channel, found.client, found.responsible, found.unanswered
                    FROM channel AS way
                    CROSS JOIN LATERAL (
                        SELECT id, client, responsible, unanswered
                        FROM chat
                        WHERE chat.account_id = :account AND chat.channel_id = way.id AND (chat.unanswered > 0)) AS found
                    WHERE way.account_id = :account
                    """)
                .bind("account", moment.account().value())
                .map((rs, _) -> Map.entry(
                        new ChatId(rs.getLong("id")), new Waiting(Counters.facts(rs), rs.getInt("unanswered"))))
                .forEach(entry -> tally.put(entry.getKey(), entry.getValue()));
        return tally;
    }

    /// Chats as they are now. Answers whether anything that counts has changed.
    boolean update(Collection<Chat> chats) {
        var changed = false;
        for (var chat : chats) {
            var now = chat.unanswered() > 0 ? new Waiting(chat.facts(), chat.unanswered()) : null;
            var before = waiting.get(chat.id());
            if (now == null ? before != null : !now.equals(before)) {
                changed = true;
                if (before != null) {
                    waiting.remove(chat.id());
                    heap(before.facts(), -1, -before.messages());
                }
                if (now != null) {
                    put(chat.id(), now);
                }
            }
        }
        return changed;
    }

    private void put(ChatId chat, Waiting now) {
        waiting.put(chat, now);
        heap(now.facts(), 1, now.messages());
    }

    private void heap(ChatFacts facts, int chats, int messages) {
        heaps.merge(facts, new Counters.Heap(chats, messages), (before, more) -> {
            var sum = new Counters.Heap(before.chats() + more.chats(), before.messages() + more.messages());
            return sum.chats() == 0 ? null : sum;
        });
    }

    Map<ChatFacts, Counters.Heap> heaps() {
        return heaps;
    }
}
