package parley.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.platform.Columns;

/// Puts messages behind the last ones of their chats, with everything that comes along: what they do to the chat's row
/// (R58, R59), their place in the CRM's timeline (R50), and what has waited for them (R72).
///
/// However many they are, it takes a handful of statements. The chats are locked.
public final class Appending {

    private static final String WRITTEN = """
        WITH fresh AS (
            SELECT one.*, row_number() OVER (PARTITION BY one.chat_id ORDER BY one.place) AS nth
            FROM unnest(:accounts, :chats, :seqs, :channels, :externals, :cids, :outgoing, :kinds, :texts, :files,
                    :details, :quotes, :ats, :authors, :authorNames, :vias, :statuses, :tests)
                WITH ORDINALITY
                AS one (account_id, chat_id, seq, channel_id, external_id, cid, outgoing, kind, text, files,
                    details, quote, at, author, author_name, via, status, test, place)
            WHERE NOT EXISTS (
                SELECT FROM message AS known
                WHERE known.account_id = one.account_id AND known.channel_id = one.channel_id
                    AND known.external_id = one.external_id)
                AND NOT EXISTS (
                    SELECT FROM message AS known WHERE known.account_id = one.account_id AND known.cid = one.cid)),
        stored AS (
            INSERT INTO message (account_id, chat_id, seq, channel_id, external_id, cid, outgoing, kind, text, files,
                details, quote, at, author, author_name, via, status, test)
            SELECT account_id, chat_id, seq + nth, channel_id, external_id, cid, outgoing, kind, text, files::jsonb,
                details::jsonb, quote::jsonb, at::timestamptz, author, author_name, via, status, test
            FROM fresh
            ORDER BY place
            ON CONFLICT DO NOTHING
            RETURNING account_id, id, chat_id, seq, channel_id, external_id, cid)
        SELECT id, chat_id, seq, external_id, cid,
            EXISTS (
                SELECT FROM parked
                WHERE parked.account_id = stored.account_id AND parked.channel_id = stored.channel_id
                    AND parked.external_id = stored.external_id) AS awaited
        FROM stored
        """;

    /// The same for what messengers bring. With its chat locked nobody brings it a second time in between, so it is not
    /// looked for in each index once more, row by row; if somebody ever does, the transaction fails and is repeated,
    /// and finds it (R70).
    private static final String RECEIVED = WRITTEN.replace("ON CONFLICT DO NOTHING\n", "");

    /// A message that is to become the last one of its chat.
    ///
    /// @param arrival numbers the arrivals of all chats: clients who wait are given away in its order (R32)
    public record Appended(
            Chat chat,
            NewMessage message,
            ChatCounters.Effect effect,
            @Nullable Long arrival) {

        /// Each stands for itself: to look through all that it holds would cost more than to store it.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /// Where a message was stored.
    ///
    /// @param awaited whether something has come before it
    private record Stored(MessageId id, long seq, boolean awaited) {}

    private final ChatCounters counters;
    private final TimelineLines lines;
    private final Happenings happenings;

    Appending(ChatCounters counters, TimelineLines lines, Happenings happenings) {
        this.counters = counters;
        this.lines = lines;
        this.happenings = happenings;
    }

    /// Stores a message once. Empty when it is there already (R70, R73).
    public Optional<MessageId> append(
            Handle tx, Chat chat, NewMessage message, ChatCounters.Effect effect, Instant now, News news) {
        var one = new Appended(chat, message, effect, null);
        return Optional.ofNullable(append(tx, List.of(one), now, news).get(one));
    }

    /// The same for many messages of one account, in their order. Those that are there already are not in the answer.
    ///
    /// @param messages none is twice among them, by the messenger's id or the browser's
    public Map<Appended, MessageId> append(Handle tx, List<Appended> messages, Instant now, News news) {
        var stored = store(tx, messages);
        if (stored.isEmpty()) {
            return Map.of();
        }
        counters.appended(
                tx,
                stored.entrySet().stream()
                        .map(one -> new ChatCounters.Step(one.getKey(), one.getValue().seq))
                        .toList(),
                now);
        var ids = new LinkedHashMap<Appended, MessageId>();
        stored.forEach((one, where) -> {
            ids.put(one, where.id);
            news.chat(one.chat().id());
            news.add(new Feed.Change.OfMessage(one.chat().id(), where.id, new Aspect.New()));
        });
        lines.add(tx, ids, now);
        stored.forEach((one, where) -> {
            if (where.awaited) {
                happenings
                        .appeared(
                                tx,
                                one.chat(),
                                Objects.requireNonNull(one.message().externalId()))
                        .forEach(news::add);
            }
        });
        return ids;
    }

    private static Map<Appended, Stored> store(Handle tx, List<Appended> messages) {
        var query =
                tx.createQuery(messages.stream().allMatch(one -> one.message().cid() == null) ? RECEIVED : WRITTEN);
        Columns.of(query, messages)
                .longs("accounts", one -> one.chat().account().value())
                .longs("chats", one -> one.chat().id().value())
                .longs("seqs", one -> one.chat().seq())
                .longs("channels", one -> one.chat().channel().value())
                .texts("externals", one -> one.message().externalId())
                .texts("cids", one -> one.message().cid())
                .flags("outgoing", one -> one.message().outgoing())
                .texts("kinds", one -> one.message().kind().name())
                .texts("texts", one -> one.message().text())
                .json("files", one -> one.message().files())
                .json("details", one -> one.message().details())
                .json("quotes", one -> one.message().quote())
                .instants("ats", one -> one.message().at())
                .texts("authors", one -> employee(one.message().author()))
                .texts("authorNames", one -> name(one.message().author()))
                .texts("vias", one -> one.message().via())
                .texts("statuses", one -> status(one.message().status()))
                .flags("tests", one -> one.message().test());
        var rows = query.map((rs, _) -> Map.entry(
                        Name.of(rs),
                        new Stored(new MessageId(rs.getLong("id")), rs.getLong("seq"), rs.getBoolean("awaited"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var stored = new LinkedHashMap<Appended, Stored>();
        for (var one : messages) {
            var row = rows.get(Name.of(one));
            if (row != null) {
                stored.put(one, row);
            }
        }
        return stored;
    }

    /// What tells one message of a batch from the others, in its row as well. One that neither the messenger nor the
    /// browser has named is alone in its chat.
    private record Name(
            long chat,
            @Nullable String externalId,
            @Nullable String cid) {

        static Name of(Appended one) {
            return new Name(
                    one.chat().id().value(),
                    one.message().externalId(),
                    one.message().cid());
        }

        static Name of(ResultSet rs) throws SQLException {
            return new Name(rs.getLong("chat_id"), rs.getString("external_id"), rs.getString("cid"));
        }
    }

    private static @Nullable String status(@Nullable DeliveryStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable String name(Message.@Nullable Author author) {
        return author == null ? null : author.name();
    }

    private static @Nullable String employee(Message.@Nullable Author author) {
        return author == null || author.employee() == null
                ? null
                : author.employee().value();
    }
}
