package parley.rehearsal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.platform.Json;
import parley.rules.Access;
import parley.rules.ChatFacts;
import parley.rules.Responsible;
import parley.settings.SettingsDesk.Agreed;

/// Who sees how many chats by two settings, and which chats change. The law is asked once for each employee and each
/// kind of chat: chats of one channel, with the same responsible, are all alike to it.
final class Sights {

    /// Kinds of chats that there can be: they grow with the employees, not with the chats.
    private static final int MOST_KINDS = 100_000;

    private static final String SEPARATOR = "\u001f";

    /// @param starts kinds of chats that he would start to see
    /// @param stops kinds that he would no longer see
    record Eye(long sees, long wouldSee, long starts, long stops, Set<ChatFacts> gained, Set<ChatFacts> lost) {}

    /// A chat of a kind.
    ///
    /// @param at of its last message
    /// @param sources through what the responsible are so
    record Sample(ChatId chat, ChatFacts facts, Instant at, List<Responsible> sources) {}

    private final Agreed current;
    private final Agreed wanted;
    private final Map<ChatFacts, Long> kinds;

    private Sights(Agreed current, Agreed wanted, Map<ChatFacts, Long> kinds) {
        this.current = current;
        this.wanted = wanted;
        this.kinds = kinds;
    }

    static Sights of(Handle tx, AccountId account, Agreed current, Agreed wanted) {
        var kinds = new HashMap<ChatFacts, Long>();
        tx.createQuery("""
            SELECT channel_id, client, responsible, count(*) AS n
            FROM chat
            WHERE account_id = :account
            GROUP BY channel_id, client, responsible
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("limit", MOST_KINDS)
                .map((rs, _) -> Map.entry(facts(rs), rs.getLong("n")))
                .forEach(kind -> kinds.merge(kind.getKey(), kind.getValue(), Long::sum));
        return new Sights(current, wanted, kinds);
    }

    Eye of(EmployeeId employee) {
        long sees = 0;
        long wouldSee = 0;
        var gained = new HashSet<ChatFacts>();
        var lost = new HashSet<ChatFacts>();
        for (var kind : kinds.entrySet()) {
            var before = Access.of(current.settings(), employee, kind.getKey()).reads();
            var after = Access.of(wanted.settings(), employee, kind.getKey()).reads();
            sees += before ? kind.getValue() : 0;
            wouldSee += after ? kind.getValue() : 0;
            if (before != after) {
                (after ? gained : lost).add(kind.getKey());
            }
        }
        return new Eye(sees, wouldSee, sum(gained), sum(lost), gained, lost);
    }

    private long sum(Set<ChatFacts> some) {
        return some.stream().mapToLong(kinds::get).sum();
    }

    /// The newest chats of each of these kinds.
    static Map<ChatFacts, List<Sample>> samples(Handle tx, AccountId account, Collection<ChatFacts> wanted, int each) {
        var kinds = List.copyOf(wanted);
        var samples = new HashMap<ChatFacts, List<Sample>>();
        tx.createQuery("""
            SELECT id, channel_id, client, responsible, sources, last_at
            FROM (
                SELECT chat.id, chat.channel_id, chat.client, chat.responsible, chat.sources, chat.last_at,
                    row_number() OVER (PARTITION BY kind.n ORDER BY chat.last_at DESC, chat.id DESC) AS place
                FROM unnest(:channels, :clients, :responsible) WITH ORDINALITY
                    AS kind (channel_id, client, responsible, n)
                JOIN chat ON chat.account_id = :account AND chat.channel_id = kind.channel_id
                    AND chat.client = kind.client
                    AND chat.responsible = string_to_array(kind.responsible, :separator)) AS placed
            WHERE place <= :each
            """)
                .bind("account", account.value())
                .bind("separator", SEPARATOR)
                .bind("each", each)
                .bind(
                        "channels",
                        kinds.stream().map(kind -> kind.channel().value()).toArray(Long[]::new))
                .bind(
                        "clients",
                        kinds.stream().map(kind -> kind.client().name()).toArray(String[]::new))
                .bind("responsible", kinds.stream().map(Sights::joined).toArray(String[]::new))
                .map((rs, _) -> new Sample(
                        new ChatId(rs.getLong("id")),
                        facts(rs),
                        rs.getObject("last_at", OffsetDateTime.class).toInstant(),
                        Json.readList(rs.getString("sources"), Responsible.class)))
                .forEach(sample -> samples.computeIfAbsent(sample.facts(), _ -> new ArrayList<>())
                        .add(sample));
        return samples;
    }

    /// As the column has it: sorted.
    private static String joined(ChatFacts kind) {
        return kind.responsible().stream().map(EmployeeId::value).sorted().collect(Collectors.joining(SEPARATOR));
    }

    private static ChatFacts facts(ResultSet rs) throws SQLException {
        var responsible = (String[]) rs.getArray("responsible").getArray();
        return new ChatFacts(
                new ChannelId(rs.getLong("channel_id")),
                ChatFacts.Client.valueOf(rs.getString("client")),
                Arrays.stream(responsible).map(EmployeeId::new).collect(Collectors.toUnmodifiableSet()));
    }
}
