package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.rules.ChatFacts.Client;
import parley.rules.Scope;

/// Ways through the table of chats, each along an index in the list's order (R59), so that a page costs what it holds
/// and not what the company has. The indexes know the time to ten seconds (`last_about`), which spares a busy chat from
/// moving in them with every message; within such a step the database sorts. Together they lead past every chat that
/// is wanted, once; what is not to be seen there is left out by the condition that is asked at each.
final class Walks {

    private static final String ORDER =
            "ORDER BY chat.waits DESC, chat.last_about DESC, chat.last_at DESC, chat.id DESC";
    private static final String FOUND = "SELECT chat.id, chat.waits, chat.last_at FROM chat";

    private final List<String> walks = new ArrayList<>();
    private final Map<String, Object> parameters = new TreeMap<>();
    private final String condition;
    private final @Nullable ChannelId only;

    /// @param condition what a chat has to fulfil, over the table `chat`
    /// @param only the one channel that is wanted; absent: any
    private Walks(String condition, @Nullable ChannelId only) {
        this.condition = condition;
        this.only = only;
    }

    static Walks of(Wanted wanted, Eyes eyes, String condition) {
        var walks = new Walks(condition, wanted.channel());
        var scope = eyes.scope();
        var me = eyes.me();
        var all = ScopeSql.channels(scope);
        if (wanted.q() != null) {
            walks.named();
        } else if (eyes.card() != null) {
            walks.card();
        } else if (wanted.employee() != null && !wanted.employee().equals(me)) {
            walks.ofColleague(wanted.employee(), scope, me);
        } else if (wanted.employee() != null) {
            walks.of(me);
        } else {
            switch (wanted.view()) {
                case MINE -> walks.of(me);
                case NEW -> walks.nobodys("allChannels", all, Client.OFFERED, Client.WAITING, Client.UNROUTED);
                case ALL, UNANSWERED -> walks.everything(scope, me);
            }
        }
        return walks;
    }

    private void everything(Scope scope, EmployeeId me) {
        if (!(scope instanceof Scope.Chats(var everything, var ownCommon, var offeredToo))) {
            return;
        }
        if (!everything.isEmpty()) {
            channels(everything);
        }
        if (!ownCommon.isEmpty()) {
            // Those on the other channels lie on their way already.
            of(me, "whose", "chat.channel_id = ANY(:commonChannels)");
            nobodys("commonChannels", ownCommon, Client.KNOWN);
        }
        if (!offeredToo.isEmpty()) {
            nobodys("offeredChannels", offeredToo, Client.OFFERED);
        }
    }

    private void channels(Set<ChannelId> channels) {
        parameters.put("channels", wanted(channels));
        walks.add("""
            SELECT found.id, found.waits, found.last_at
            FROM unnest(:channels) AS way(channel)
            CROSS JOIN LATERAL (
                %s
                WHERE chat.account_id = :account AND chat.channel_id = way.channel AND %s
                %s LIMIT :rows) AS found
            """.formatted(FOUND, condition, ORDER));
    }

    /// Of a colleague he sees everything, or what both are responsible for.
    private void ofColleague(EmployeeId colleague, Scope scope, EmployeeId me) {
        if (!(scope instanceof Scope.Chats(var everything, var ownCommon, var _))) {
            return;
        }
        if (!everything.isEmpty()) {
            parameters.put("wholeChannels", ScopeSql.ids(everything));
            of(colleague, "whose", "chat.channel_id = ANY(:wholeChannels)");
        }
        if (!ownCommon.isEmpty()) {
            parameters.put("commonChannels", ScopeSql.ids(ownCommon));
            shared(me, "mine", "chat.channel_id = ANY(:commonChannels)");
        }
    }

    private void of(EmployeeId employee) {
        of(employee, "whose", "TRUE");
    }

    private void of(EmployeeId employee, String name, String where) {
        parameters.put(name, employee.value());
        walk("cardinality(chat.responsible) = 1 AND chat.responsible[1] = :" + name, where);
        shared(employee, name, where);
    }

    /// What is his with others, by the place at which he stands among them; whoever stands behind the third is found
    /// among what belongs to so many.
    private void shared(EmployeeId employee, String name, String where) {
        parameters.put(name, employee.value());
        walk("cardinality(chat.responsible) > 1 AND chat.responsible[1] = :" + name, where);
        walk("cardinality(chat.responsible) > 1 AND chat.responsible[2] = :" + name, where);
        walk("cardinality(chat.responsible) > 2 AND chat.responsible[3] = :" + name, where);
        walk("cardinality(chat.responsible) > 3 AND :" + name + " = ANY(chat.responsible[4:])", where);
    }

    private void walk(String along, String where) {
        walks.add("""
            %s
            WHERE chat.account_id = :account AND %s AND %s AND %s
            %s LIMIT :rows
            """.formatted(FOUND, along, where, condition, ORDER));
    }

    private void nobodys(String name, Set<ChannelId> channels, Client... clients) {
        parameters.put(name, wanted(channels));
        for (var client : clients) {
            walks.add("""
                SELECT found.id, found.waits, found.last_at
                FROM unnest(:%s) AS way(channel)
                CROSS JOIN LATERAL (
                    %s
                    WHERE chat.account_id = :account AND chat.responsible = '{}' AND chat.client = '%s'
                        AND chat.channel_id = way.channel AND %s
                    %s LIMIT :rows) AS found
                """.formatted(name, FOUND, client, condition, ORDER));
        }
    }

    private Long[] wanted(Set<ChannelId> channels) {
        return ScopeSql.ids(only == null ? channels : channels.contains(only) ? Set.of(only) : Set.of());
    }

    /// A card names few clients: all their chats are looked at, found by address and phone.
    private void card() {
        walks.add("""
            %s
            WHERE chat.account_id = :account AND %s
            %s LIMIT :rows
            """.formatted(FOUND, condition, ORDER));
    }

    /// By their words: as many as match are looked at, since words know no order.
    private void named() {
        walks.add("""
            %s
            JOIN chat_words AS named ON named.account_id = chat.account_id AND named.chat_id = chat.id
            WHERE chat.account_id = :account AND %s
            %s LIMIT :rows
            """.formatted(FOUND, condition, ORDER));
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /// At most `:rows` chats in the list's order, as `id, waits, last_at`; absent when there is no way at all.
    @Nullable
    String sql() {
        return walks.isEmpty()
                ? null
                : "SELECT id, waits, last_at FROM (" + together()
                        + ") AS found ORDER BY waits DESC, last_at DESC, id DESC LIMIT :rows";
    }

    /// How many there are, `:rows` at most: one way after the other, and no further than that.
    @Nullable
    String count() {
        return walks.isEmpty()
                ? null
                : "SELECT count(*) FROM (SELECT FROM (" + together() + ") AS found LIMIT :rows) AS counted";
    }

    /// No two of them lead past the same chat.
    private String together() {
        return "(" + String.join(") UNION ALL (", walks) + ")";
    }
}
