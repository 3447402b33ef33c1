package parley.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.ChatRoom;

/// The list of chats, page by page (R59, UX 9.1, 9.2).
public final class ChatList {

    /// From here on chats are not counted any more: each that is counted is looked at.
    public static final int COUNTED = 100;

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Pattern RANK = Pattern.compile("([01])~(\\d{16})~(\\d{1,19})");

    /// @param next continues behind the last row; absent at the end
    /// @param total of what was wanted, up to {@link #COUNTED} or as many as were asked for: one more than that means
    ///     *more*; absent on pages behind the first
    public record Rows(
            List<ChatRow> rows,
            @Nullable String next,
            @Nullable Integer total,
            String pos) {}

    private final Moments moments;
    private final ChatRoom room;
    private final InstantSource clock;

    ChatList(Moments moments, ChatRoom room, InstantSource clock) {
        this.moments = moments;
        this.room = room;
        this.clock = clock;
    }

    /// What he sees of what he wants; nothing when `after` is no rank.
    public Rows page(Viewer viewer, Wanted wanted) {
        return moments.at(viewer.account(), moment -> page(moment, viewer, wanted));
    }

    /// The chat of this client in which was written last, if he sees one.
    ///
    /// @param channel only there; absent: anywhere
    public Optional<ChatId> latest(Viewer viewer, CardScope.Client client, @Nullable ChannelId channel) {
        return moments.at(
                viewer.account(),
                moment -> moment.eyes(viewer)
                        .flatMap(eyes -> latest(moment, eyes.law().and(CardSql.one(client)), channel)));
    }

    private static Optional<ChatId> latest(Moment moment, ScopeSql law, @Nullable ChannelId channel) {
        return moment.tx()
                .createQuery("""
                    SELECT chat.id
                    FROM chat
                    WHERE chat.account_id = :account AND NOT chat.test AND %s
                        AND (:only::bigint IS NULL OR chat.channel_id = :only)
                    ORDER BY chat.last_at DESC, chat.id DESC
                    LIMIT 1
                    """.formatted(law.condition()))
                .bind("account", moment.account().value())
                .bind("only", channel == null ? null : channel.value())
                .bindMap(law.parameters())
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .findOne();
    }

    Rows page(Moment moment, Viewer viewer, Wanted wanted) {
        var eyes = moment.eyes(viewer).orElse(null);
        if (eyes == null) {
            return new Rows(List.of(), null, 0, moment.pos());
        }
        var first = wanted.after() == null;
        var chats = chats(moment, eyes, wanted);
        var more = chats.size() > wanted.limit();
        var shown = more ? chats.subList(0, wanted.limit()) : chats;
        Integer total = null;
        if (first) {
            total = more ? count(moment, eyes, wanted) : chats.size();
        }
        return new Rows(ChatRows.of(moment, eyes, shown), more ? shown.getLast().rank() : null, total, moment.pos());
    }

    /// One more than wanted, when there are more.
    private List<Chat> chats(Moment moment, Eyes eyes, Wanted wanted) {
        var ids = ids(moment, eyes, wanted);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<ChatId, Chat> found = room.chats().find(moment.tx(), moment.account(), ids).stream()
                .collect(Collectors.toMap(Chat::id, Function.identity()));
        return ids.stream().map(found::get).toList();
    }

    private List<ChatId> ids(Moment moment, Eyes eyes, Wanted wanted) {
        var query = query(eyes, wanted);
        if (query.sql == null) {
            return List.of();
        }
        return moment.tx()
                .createQuery(query.sql)
                .bind("account", moment.account().value())
                .bind("rows", wanted.limit() + 1)
                .bindMap(query.parameters)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .list();
    }

    private int count(Moment moment, Eyes eyes, Wanted wanted) {
        var query = query(eyes, wanted);
        if (query.count == null) {
            return 0;
        }
        return moment.tx()
                .createQuery(query.count)
                .bind("account", moment.account().value())
                .bind("rows", Math.max(COUNTED, wanted.limit()) + 1)
                .bindMap(query.parameters)
                .mapTo(Integer.class)
                .one();
    }

    private record Query(@Nullable String sql, @Nullable String count, Map<String, Object> parameters) {}

    private Query query(Eyes eyes, Wanted wanted) {
        var parameters = new HashMap<String, Object>();
        var conditions = conditions(eyes, wanted, parameters);
        var walks = Walks.of(wanted, eyes, String.join(" AND ", conditions));
        parameters.putAll(walks.parameters());
        return new Query(walks.sql(), walks.count(), parameters);
    }

    private List<String> conditions(Eyes eyes, Wanted wanted, Map<String, Object> parameters) {
        var conditions = new ArrayList<String>();
        var law = eyes.law();
        conditions.add(law.condition());
        parameters.putAll(law.parameters());
        switch (wanted.view()) {
            case ALL -> {}
            case UNANSWERED -> conditions.add("chat.waits");
            case MINE -> {
                conditions.add(":mine = ANY(chat.responsible)");
                parameters.put("mine", eyes.me().value());
            }
            case NEW -> conditions.add("chat.responsible = '{}' AND chat.client <> 'KNOWN'");
        }
        if (wanted.channel() != null) {
            // Nothing for an index: what leads through a channel knows it already (Walks), and no other way may turn
            // off into one.
            conditions.add("chat.channel_id + 0 = :channel");
            parameters.put("channel", wanted.channel().value());
        }
        if (wanted.employee() != null) {
            conditions.add(":employee = ANY(chat.responsible)");
            parameters.put("employee", wanted.employee().value());
        }
        if (wanted.waiting()) {
            conditions.add("chat.waits AND chat.waiting_since < :since");
            parameters.put("since", clock.instant().minus(LONG));
        }
        if (wanted.dealsClosed()) {
            conditions.add("chat.open_deals = 0 AND chat.closed_deals > 0");
        }
        if (wanted.q() != null) {
            var words = Words.of(wanted.q(), eyes.agreed().settings().eightIsSeven());
            conditions.add(words.condition("named.words"));
            parameters.putAll(words.parameters());
        }
        if (wanted.after() != null) {
            conditions.add(behind(wanted.after(), parameters));
        }
        return conditions;
    }

    private static String behind(String rank, Map<String, Object> parameters) {
        var parts = RANK.matcher(rank);
        if (!parts.matches()) {
            return "FALSE";
        }
        var micros = Long.parseLong(parts.group(2));
        parameters.put("waits", parts.group(1).equals("1"));
        parameters.put("lastAt", Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000));
        parameters.put("lastId", Long.parseLong(parts.group(3)));
        // The first half is what the indexes know (Walks).
        return """
            (chat.waits, chat.last_about)
                <= (:waits, date_bin('10 seconds', :lastAt, TIMESTAMPTZ '2000-01-01 00:00:00+00'))
                AND (chat.waits, chat.last_at, chat.id) < (:waits, :lastAt, :lastId)
            """;
    }
}
