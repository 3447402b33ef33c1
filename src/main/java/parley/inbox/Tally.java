package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.rules.ChatFacts;

/// What waits in a company, kept up with the feed so that nobody has to count anew: each change costs the chats that
/// changed.
final class Tally {

    /// Responsible instead of anybody who is not the viewer.
    private static final EmployeeId SOMEBODY = new EmployeeId("");

    private record Waiting(ChatFacts facts, int messages) {}

    private final Map<ChatId, Waiting> waiting = new HashMap<>();
    private final Map<ChatFacts, Counters.Heap> heaps = new HashMap<>();

    /// The same, with no matter who in place of whoever is responsible: what the heaps are to those who are not.
    private final Map<ChatFacts, Counters.Heap> crowd = new HashMap<>();

    private final Map<EmployeeId, Set<ChatFacts>> own = new HashMap<>();

    /// What each standpoint sees of the crowd; void as soon as anything changes.
    private final Map<Standpoint, Counters> seen = new HashMap<>();

    /// What is different for somebody because it is his own; void as soon as any of that changes.
    private final Map<EmployeeId, Map<Standpoint, Counters>> differences = new HashMap<>();

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
                        WHERE chat.account_id = :account AND chat.channel_id = way.id AND chat.waits) AS found
                    WHERE way.account_id = :account
                    """)
                .bind("account", moment.account().value())
                .map((rs, _) -> Map.entry(
                        new ChatId(rs.getLong("id")), new Waiting(Counters.facts(rs), rs.getInt("unanswered"))))
                .forEach(entry -> tally.put(entry.getKey(), entry.getValue()));
        return tally;
    }

    /// Chats as they are now. Answers who was or is responsible where anything that counts has changed; absent when
    /// nothing has.
    @Nullable
    Set<EmployeeId> update(Collection<Chat> chats) {
        Set<EmployeeId> whose = null;
        for (var chat : chats) {
            var now = chat.unanswered() > 0 ? new Waiting(chat.facts(), chat.unanswered()) : null;
            var before = waiting.get(chat.id());
            if (now == null ? before != null : !now.equals(before)) {
                whose = whose == null ? new HashSet<>() : whose;
                if (before != null) {
                    whose.addAll(before.facts().responsible());
                    waiting.remove(chat.id());
                    heap(before.facts(), -1, -before.messages());
                }
                if (now != null) {
                    whose.addAll(now.facts().responsible());
                    put(chat.id(), now);
                }
            }
        }
        return whose;
    }

    private void put(ChatId chat, Waiting now) {
        waiting.put(chat, now);
        heap(now.facts(), 1, now.messages());
    }

    private void heap(ChatFacts facts, long chats, long messages) {
        seen.clear();
        add(crowd, ofNobody(facts), chats, messages);
        add(heaps, facts, chats, messages);
        for (var employee : facts.responsible()) {
            differences.remove(employee);
            if (heaps.containsKey(facts)) {
                own.computeIfAbsent(employee, _ -> new HashSet<>()).add(facts);
            } else {
                own.computeIfPresent(employee, (_, some) -> some.remove(facts) && some.isEmpty() ? null : some);
            }
        }
    }

    private static ChatFacts ofNobody(ChatFacts facts) {
        return facts.responsible().isEmpty() ? facts : new ChatFacts(facts.channel(), facts.client(), Set.of(SOMEBODY));
    }

    private static void add(Map<ChatFacts, Counters.Heap> heaps, ChatFacts facts, long chats, long messages) {
        heaps.merge(facts, new Counters.Heap(chats, messages), (before, more) -> {
            var sum = new Counters.Heap(before.chats() + more.chats(), before.messages() + more.messages());
            return sum.chats() == 0 ? null : sum;
        });
    }

    Map<ChatFacts, Counters.Heap> heaps() {
        return heaps;
    }

    /// For one viewer. A card's few chats are counted for themselves.
    Counters counters(Moment moment, @Nullable Eyes eyes, Standpoint standpoint) {
        return eyes == null || eyes.card() != null
                ? Counters.of(eyes, Counters.heaps(moment, eyes, this::heaps), moment.pos())
                : counters(eyes, standpoint, moment.pos());
    }

    /// What all see who stand as he does and are responsible for none of it.
    Counters ofOthers(Eyes eyes, Standpoint standpoint, String v) {
        return seen.computeIfAbsent(standpoint, _ -> Counters.of(eyes, crowd, v));
    }

    /// What all see who stand as he does, and what is different because it is his own.
    private Counters counters(Eyes eyes, Standpoint standpoint, String v) {
        var counters = ofOthers(eyes, standpoint, v).at(v);
        var mine = own.get(eyes.me());
        return mine == null
                ? counters
                : counters.and(differences
                        .computeIfAbsent(eyes.me(), _ -> new HashMap<>())
                        .computeIfAbsent(standpoint, _ -> difference(eyes, mine)));
    }

    private Counters difference(Eyes eyes, Set<ChatFacts> mine) {
        var his = new HashMap<ChatFacts, Counters.Heap>();
        var others = new HashMap<ChatFacts, Counters.Heap>();
        for (var facts : mine) {
            var heap = heaps.get(facts);
            if (heap != null) {
                his.put(facts, heap);
                add(others, ofNobody(facts), heap.chats(), heap.messages());
            }
        }
        return Counters.difference(eyes, his, others);
    }
}
