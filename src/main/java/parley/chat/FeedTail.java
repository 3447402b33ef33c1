package parley.chat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// What was said and which lists changed after a position, in the order of commits: for whoever passes it on to others.
///
/// @param upTo everything up to here is in it; positions are never cut in two
public record FeedTail(List<Entry> entries, long upTo) {

    /// @param at when it happened
    public record Entry(long position, Instant at, Feed.Change change) {}

    /// After one position and up to another.
    ///
    /// @param limit about how many entries; one position's own may be more
    public static FeedTail of(Handle tx, AccountId account, long after, long upTo, int limit) {
        var entries = select(tx, account, after, upTo, limit);
        if (entries.size() < limit) {
            return new FeedTail(entries, upTo);
        }
        var last = entries.getLast().position();
        var whole = entries.stream().filter(entry -> entry.position() < last).toList();
        // One transaction that changed more than that: it is told whole.
        return whole.isEmpty()
                ? new FeedTail(select(tx, account, after, last, null), last)
                : new FeedTail(whole, whole.getLast().position());
    }

    private static List<Entry> select(Handle tx, AccountId account, long after, long upTo, @Nullable Integer limit) {
        return tx.createQuery("""
            SELECT position, kind, chat_id, message_id, detail, at
            FROM\s""" + Feed.LINES + """
            WHERE account_id = :account AND position > :after AND position <= :upTo AND kind IN ('message', 'list')
            ORDER BY position, part, ordinal
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map((rs, _) -> new Entry(
                        rs.getLong("position"),
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        Feed.change(
                                rs.getString("kind"),
                                rs.getObject("chat_id", Long.class),
                                rs.getObject("message_id", Long.class),
                                rs.getString("detail"))))
                .list();
    }
}
