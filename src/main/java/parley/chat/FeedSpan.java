package parley.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.rules.ChatFacts;

/// What changed between two positions, each thing once however often it did.
///
/// @param settings whether anything was agreed anew
/// @param chats with everything that decided who saw them on the way; empty where that did not change
/// @param messages of the chats asked for
/// @param complete false when so much changed that the rest was left out
public record FeedSpan(
        boolean settings,
        Set<String> lists,
        Map<ChatId, Set<ChatFacts>> chats,
        Map<ChatId, List<MessageId>> messages,
        boolean complete) {

    /// @param last the position at which it changed last
    private record Line(
            String kind,
            @Nullable Long chat,
            @Nullable Long message,
            @Nullable String detail,
            long last) {}

    /// What changed up to a position, for those who have come to different ones before it.
    public static final class Reach {

        private final List<Line> lines;
        private final boolean complete;

        private Reach(List<Line> lines, boolean complete) {
            this.lines = lines;
            this.complete = complete;
        }

        /// What is behind a position, which is not before the one from which it was read.
        public FeedSpan after(long position) {
            return FeedSpan.of(
                    lines.stream().filter(line -> line.last > position).toList(), complete);
        }
    }

    /// After one position and up to another.
    ///
    /// @param watched the chats whose messages are asked for
    /// @param limit of different things
    public static FeedSpan of(
            Handle tx, AccountId account, long after, long upTo, Collection<ChatId> watched, int limit) {
        return reach(tx, account, after, upTo, watched, limit).after(after);
    }

    /// The same, to be read from later positions too.
    public static Reach reach(
            Handle tx, AccountId account, long after, long upTo, Collection<ChatId> watched, int limit) {
        var lines = tx.createQuery("""
        SELECT kind, chat_id, message_id, CASE WHEN kind <> 'message' THEN detail END AS detail,
            max(position) AS last
        FROM\s""" + Feed.LINES + """
        WHERE account_id = :account AND position > :after AND position <= :upTo
            AND (kind <> 'message' OR chat_id = ANY(:watched))
        GROUP BY kind, chat_id, message_id, CASE WHEN kind <> 'message' THEN detail END
        ORDER BY kind, chat_id, message_id
        LIMIT :limit
        """)
                .bind("account", account.value())
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("watched", watched.stream().map(ChatId::value).toArray(Long[]::new))
                .bind("limit", limit + 1)
                .map((rs, _) -> new Line(
                        rs.getString("kind"),
                        rs.getObject("chat_id", Long.class),
                        rs.getObject("message_id", Long.class),
                        rs.getString("detail"),
                        rs.getLong("last")))
                .list();
        return new Reach(lines, lines.size() <= limit);
    }

    private static FeedSpan of(List<Line> lines, boolean complete) {
        var settings = false;
        var lists = new LinkedHashSet<String>();
        var chats = new LinkedHashMap<ChatId, Set<ChatFacts>>();
        var messages = new LinkedHashMap<ChatId, List<MessageId>>();
        for (var line : lines) {
            switch (Feed.change(line.kind, line.chat, line.message, line.detail)) {
                case Feed.Change.OfSettings() -> settings = true;
                case Feed.Change.OfList(var list) -> lists.add(list);
                case Feed.Change.OfChat(var chat, var before) -> {
                    var facts = chats.computeIfAbsent(chat, _ -> new LinkedHashSet<>());
                    if (before != null) {
                        facts.add(before);
                    }
                }
                case Feed.Change.OfMessage(var chat, var message, var _) ->
                    messages.computeIfAbsent(chat, _ -> new ArrayList<>()).add(message);
            }
        }
        return new FeedSpan(settings, lists, chats, messages, complete);
    }
}
