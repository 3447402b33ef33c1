package parley.chat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.platform.Columns;
import parley.platform.Failpoint;
import parley.platform.Json;
import parley.rules.ChatFacts;

/// Everything that changed, in the order of commits. Windows are told from here and resume from here.
///
/// A position is taken from the account's row at the very end of a transaction: whoever holds it commits next, so a
/// reader that has seen position n has seen everything before it.
public final class Feed {

    /// One thing that changed.
    public sealed interface Change {

        /// The chat's row; covers its counters, its responsible and its state.
        ///
        /// @param before what decided who sees it, whenever that may have changed: windows that have lost the chat are
        ///     told by it (R23)
        record OfChat(ChatId chat, @Nullable ChatFacts before) implements Change {

            public OfChat(ChatId chat) {
                this(chat, null);
            }
        }

        record OfMessage(ChatId chat, MessageId message, Aspect aspect) implements Change {}

        /// Roles, access, anything of the settings: windows start over.
        record OfSettings() implements Change {}

        /// A list that windows hold whole: `channels`, `health`, `employees`.
        record OfList(String list) implements Change {}
    }

    /// A change with the position at which it was committed.
    public record Entry(long position, Change change) {}

    /// What the feed holds, change by change.
    static final String LINES = """
        feed
        CROSS JOIN LATERAL unnest(kinds, chats, messages, details)
            WITH ORDINALITY AS line (kind, chat_id, message_id, detail, ordinal)
        """;

    /// So many changes lie in one row: hundreds would not fit into its page.
    private static final int TOGETHER = 32;

    private final InstantSource clock;
    private final List<Consumer<AccountId>> listeners = new CopyOnWriteArrayList<>();

    public Feed(InstantSource clock) {
        this.clock = clock;
    }

    /// Calls back after every commit that changed something. A hint only: read by position.
    public void listen(Consumer<AccountId> hint) {
        listeners.add(hint);
    }

    /// Writes the changes under the next position. Must be the last statement of the transaction: it holds the
    /// account's row until the commit.
    public void publish(Handle tx, AccountId account, Set<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var insert = tx.createUpdate("""
            WITH moved AS (
                UPDATE account SET feed_position = feed_position + 1 WHERE id = :account RETURNING feed_position)
            INSERT INTO feed (account_id, position, part, kinds, chats, messages, details, at)
            SELECT :account, feed_position, part, kinds[first : last], chats[first : last], messages[first : last],
                details[first : last], :at::timestamptz
            FROM moved
            CROSS JOIN (SELECT :kinds AS kinds, :chats AS chats, :messages AS messages, :details AS details) AS changed
            CROSS JOIN (
                SELECT part, part * :together + 1 AS first, (part + 1) * :together AS last
                FROM generate_series(0, (:changes - 1) / :together) AS part) AS parts
            """)
                .bind("account", account.value())
                .bind("at", clock.instant())
                .bind("changes", changes.size())
                .bind("together", TOGETHER);
        Columns.of(insert, changes.stream().map(Row::of).toList())
                .texts("kinds", Row::kind)
                .longs("chats", Row::chat)
                .longs("messages", Row::message)
                .texts("details", Row::detail);
        insert.execute();
        Failpoint.FEED_PUBLISHED.hit();
        tx.afterCommit(() -> listeners.forEach(listener -> listener.accept(account)));
    }

    /// The position up to which everything is committed.
    public long position(Handle tx, AccountId account) {
        return tx.createQuery("SELECT feed_position FROM account WHERE id = :account")
                .bind("account", account.value())
                .mapTo(Long.class)
                .one();
    }

    /// The same for several companies at once.
    public Map<AccountId, Long> positions(Handle tx, Collection<AccountId> accounts) {
        var positions = new HashMap<AccountId, Long>();
        tx.createQuery("SELECT id, feed_position FROM account WHERE id = ANY(:accounts)")
                .bind("accounts", accounts.stream().map(AccountId::value).toArray(Long[]::new))
                .map((rs, _) -> Map.entry(new AccountId(rs.getLong("id")), rs.getLong("feed_position")))
                .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        return positions;
    }

    /// What changed after a position and up to another, oldest first, at most `limit`.
    public List<Entry> between(Handle tx, AccountId account, long after, long upTo, int limit) {
        return tx.createQuery("""
            SELECT position, kind, chat_id, message_id, detail
            FROM\s""" + LINES + """
            WHERE account_id = :account AND position > :after AND position <= :upTo
            ORDER BY position, part, ordinal
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map((rs, _) -> new Entry(
                        rs.getLong("position"),
                        new Row(
                                        rs.getString("kind"),
                                        rs.getObject("chat_id", Long.class),
                                        rs.getObject("message_id", Long.class),
                                        rs.getString("detail"))
                                .change()))
                .list();
    }

    /// The oldest position that can still be resumed from.
    public long oldest(Handle tx, AccountId account) {
        return tx.createQuery("SELECT coalesce(min(position) - 1, 0) FROM feed WHERE account_id = :account")
                .bind("account", account.value())
                .mapTo(Long.class)
                .one();
    }

    /// Forgets what is older than a day beyond the last 100,000 positions, but for what somebody still has to read;
    /// after a week that too. Answers how many rows went.
    ///
    /// @param read up to here everybody has read who passes it on
    public int prune(Handle tx, AccountId account, long read) {
        return tx.createUpdate("""
            DELETE FROM feed
            WHERE account_id = :account
                AND at < :before
                AND (position <= :read OR at < :longBefore)
                AND position < (SELECT feed_position - 100000 FROM account WHERE id = :account)
            """)
                .bind("account", account.value())
                .bind("before", clock.instant().minus(Duration.ofDays(1)))
                .bind("longBefore", clock.instant().minus(Duration.ofDays(7)))
                .bind("read", read)
                .execute();
    }

    static Change change(String kind, @Nullable Long chat, @Nullable Long message, @Nullable String detail) {
        return new Row(kind, chat, message, detail).change();
    }

    private record Row(
            String kind,
            @Nullable Long chat,
            @Nullable Long message,
            @Nullable String detail) {

        static Row of(Change change) {
            return switch (change) {
                case Change.OfChat(var chat, var before) ->
                    new Row("chat", chat.value(), null, before == null ? null : Json.write(before));
                case Change.OfMessage(var chat, var message, var aspect) ->
                    new Row("message", chat.value(), message.value(), Aspect.write(aspect));
                case Change.OfSettings() -> new Row("settings", null, null, null);
                case Change.OfList(var list) -> new Row("list", null, null, Json.write(list));
            };
        }

        Change change() {
            return switch (kind) {
                case "chat" ->
                    new Change.OfChat(
                            new ChatId(known(chat)), detail == null ? null : Json.read(detail, ChatFacts.class));
                case "message" ->
                    new Change.OfMessage(
                            new ChatId(known(chat)),
                            new MessageId(known(message)),
                            detail == null ? new Aspect.Other() : Aspect.read(detail));
                case "list" -> new Change.OfList(detail == null ? "" : Json.read(detail, String.class));
                default -> new Change.OfSettings();
            };
        }

        private static long known(@Nullable Long id) {
            if (id == null) {
                throw new IllegalStateException("a feed entry without its id");
            }
            return id;
        }
    }
}
