package parley.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.rules.Attention;
import parley.rules.ChatFacts;

/// What waits for somebody's answer (R55–R58).
///
/// @param v the position at which it was true
/// @param red messages that call him
/// @param grey messages that he sees waiting for others
/// @param unansweredChats chats of both
public record Counters(String id, String v, long red, long grey, long unansweredChats) {

    static final String ID = "counters";

    /// How much waits in chats that are alike for the law: whoever sees one of them sees them all, in the same colour.
    record Heap(long chats, long messages) {}

    /// For one viewer, who may be nobody.
    static Counters of(@Nullable Eyes eyes, Map<ChatFacts, Heap> heaps, String v) {
        long red = 0;
        long grey = 0;
        long chats = 0;
        if (eyes != null) {
            for (var entry : heaps.entrySet()) {
                var heap = entry.getValue();
                var attention = eyes.attention(entry.getKey());
                switch (attention) {
                    case RED -> red += heap.messages();
                    case GREY -> grey += heap.messages();
                    case NONE -> {}
                }
                chats += attention == Attention.NONE ? 0 : heap.chats();
            }
        }
        return new Counters(ID, v, red, grey, chats);
    }

    /// Everything that waits in the company, heaped by what the law looks at.
    static Map<ChatFacts, Heap> heaps(Moment moment) {
        var heaps = new HashMap<ChatFacts, Heap>();
        moment.tx()
                .createQuery("""
                    SELECT way.id AS channel, found.client, found.responsible, count(*) AS chats, sum(found.unanswered) AS messages
                    FROM channel AS way
                    CROSS JOIN LATERAL (
                        SELECT client, responsible, unanswered
                        FROM chat
                        WHERE chat.account_id = :account AND chat.channel_id = way.id AND chat.waits) AS found
                    WHERE way.account_id = :account
                    GROUP BY way.id, found.client, found.responsible
                    """)
                .bind("account", moment.account().value())
                .map((rs, _) -> Map.entry(facts(rs), new Heap(rs.getLong("chats"), rs.getLong("messages"))))
                .forEach(entry -> heaps.put(entry.getKey(), entry.getValue()));
        return heaps;
    }

    /// Everything that waits where this viewer looks.
    static Map<ChatFacts, Heap> heaps(Moment moment, @Nullable Eyes eyes) {
        return heaps(moment, eyes, () -> heaps(moment));
    }

    /// @param company what waits in all of it: a card has few chats, and they are counted for themselves
    static Map<ChatFacts, Heap> heaps(Moment moment, @Nullable Eyes eyes, Supplier<Map<ChatFacts, Heap>> company) {
        if (eyes == null || eyes.card() == null) {
            return company.get();
        }
        var card = CardSql.of(eyes.card());
        var heaps = new HashMap<ChatFacts, Heap>();
        moment.tx()
                .createQuery("""
                    SELECT channel_id AS channel, client, responsible, count(*) AS chats, sum(unanswered) AS messages
                    FROM chat
                    WHERE account_id = :account AND waits AND %s
                    GROUP BY channel_id, client, responsible
                    """.formatted(card.condition()))
                .bind("account", moment.account().value())
                .bindMap(card.parameters())
                .map((rs, _) -> Map.entry(facts(rs), new Heap(rs.getLong("chats"), rs.getLong("messages"))))
                .forEach(entry -> heaps.put(entry.getKey(), entry.getValue()));
        return heaps;
    }

    /// Of columns `channel`, `client` and `responsible`.
    static ChatFacts facts(ResultSet rs) throws SQLException {
        var responsible = (String[]) rs.getArray("responsible").getArray();
        return new ChatFacts(
                new ChannelId(rs.getLong("channel")),
                ChatFacts.Client.valueOf(rs.getString("client")),
                Arrays.stream(responsible).map(EmployeeId::new).collect(Collectors.toSet()));
    }

    /// The same at another position.
    Counters at(String position) {
        return v.equals(position) ? this : new Counters(ID, position, red, grey, unansweredChats);
    }

    /// What it makes to one viewer that these heaps are there in place of others; holds at any position.
    static Counters difference(Eyes eyes, Map<ChatFacts, Heap> heaps, Map<ChatFacts, Heap> others) {
        var these = of(eyes, heaps, "");
        var those = of(eyes, others, "");
        return new Counters(
                ID, "", these.red - those.red, these.grey - those.grey, these.unansweredChats - those.unansweredChats);
    }

    /// The same with what is different for somebody.
    Counters and(Counters difference) {
        return new Counters(
                ID, v, red + difference.red, grey + difference.grey, unansweredChats + difference.unansweredChats);
    }

    boolean sameAs(@Nullable Counters other) {
        return other != null && red == other.red && grey == other.grey && unansweredChats == other.unansweredChats;
    }
}
