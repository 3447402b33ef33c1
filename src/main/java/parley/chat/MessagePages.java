package parley.chat;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.MessageId;

/// The texts of consecutive messages, many to a page: search asks the index of the pages first. Pages are made a while
/// after the messages, when a whole one is there; until then search looks at the messages themselves, so that nobody
/// notices.
public final class MessagePages {

    /// So many messages make a page.
    static final int SIZE = 128;

    /// So many are put on pages in one transaction, at most.
    static final int AT_ONCE = 32 * SIZE;

    /// The last message that there was at some moment, and the transactions that were under way then: they may hold
    /// lower numbers and not have committed yet.
    ///
    /// @param next the number of the first transaction that had not begun
    public record Moment(MessageId last, long next) {}

    /// Empty when there is not a whole page to be made. Only an estimate: numbers are shared by all companies.
    public Optional<Moment> moment(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT newest.id, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
            FROM (SELECT max(id) AS id FROM message WHERE account_id = :account) AS newest
            WHERE newest.id >= :size + coalesce((SELECT upto FROM message_paging WHERE account_id = :account), 0)
            """)
                .bind("account", account.value())
                .bind("size", SIZE)
                .map((rs, _) -> new Moment(new MessageId(rs.getLong("id")), rs.getLong("next")))
                .findOne();
    }

    /// Whether every transaction of that moment has come to its end: then no message up to there can appear any more.
    public boolean settled(Handle tx, Moment moment) {
        return tx.createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= :next")
                .bind("next", moment.next)
                .mapTo(Boolean.class)
                .one();
    }

    /// Makes whole pages of messages up to there, which must be settled. Answers whether there may be more to do.
    public boolean fill(Handle tx, AccountId account, MessageId last) {
        tx.createUpdate("INSERT INTO message_paging (account_id, upto) VALUES (:account, 0) ON CONFLICT DO NOTHING")
                .bind("account", account.value())
                .execute();
        var pages = tx.createQuery("""
            WITH paged AS (
                SELECT upto FROM message_paging WHERE account_id = :account FOR UPDATE),
            said AS (
                SELECT id, text
                FROM message
                WHERE account_id = :account AND id > (SELECT upto FROM paged) AND id <= :last
                    AND text IS NOT NULL AND kind <> 'SYSTEM'
                ORDER BY id
                LIMIT :most),
            made AS (
                INSERT INTO message_page (account_id, first_id, last_id, words)
                SELECT :account, min(id), max(id), string_agg(text, E'\\n' ORDER BY id)
                FROM (SELECT id, text, (row_number() OVER (ORDER BY id) - 1) / :size AS page FROM said) AS numbered
                GROUP BY page
                HAVING count(*) = :size
                RETURNING last_id),
            moved AS (
                UPDATE message_paging SET upto = (SELECT max(last_id) FROM made)
                WHERE account_id = :account AND EXISTS (SELECT FROM made))
            SELECT count(*) FROM made
            """)
                .bind("account", account.value())
                .bind("last", last.value())
                .bind("most", AT_ONCE)
                .bind("size", SIZE)
                .mapTo(Integer.class)
                .one();
        return pages * SIZE == AT_ONCE;
    }

    /// The message has another text now. Its page may have been made of the old one, or be in the making.
    static void edited(Handle tx, AccountId account, MessageId message, String text) {
        tx.createUpdate("""
            INSERT INTO message_page (account_id, first_id, last_id, words)
            VALUES (:account, :message, :message, :text)
            ON CONFLICT (account_id, first_id, last_id) DO UPDATE SET words = excluded.words
            """)
                .bind("account", account.value())
                .bind("message", message.value())
                .bind("text", text)
                .execute();
    }
}
