package parley.crm.builtin;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Notes in the timelines of contacts and deals.
final class Notes {

    /// @param fromChat whether only those may see it who see the chat (R42)
    record Row(String key, boolean fromChat, @Nullable String author, String text, Instant at) {}

    /// @param contact a record that does not exist any more is {@link Rows#NONE}
    record Target(long contact, long deal) {}

    private final long account;

    Notes(long account) {
        this.account = account;
    }

    /// The same key twice is one note (R50).
    void add(Writing w, Target target, Row note) {
        w.tx().createUpdate("""
            INSERT INTO crm_timeline (
                account_id, dedup_key, contact_id, deal_id, from_chat, author_id, text, at)
            VALUES (:account, :key, NULLIF(:contact, -1), NULLIF(:deal, -1), :chat, :author, :text, :at)
            ON CONFLICT (account_id, dedup_key) DO NOTHING
            """)
                .bind("account", account)
                .bind("key", note.key())
                .bind("contact", target.contact())
                .bind("deal", target.deal())
                .bind("chat", note.fromChat())
                .bind("author", note.author() == null ? null : Rows.number(note.author()))
                // PostgreSQL knows no zero character.
                .bind("text", note.text().replace("\0", ""))
                .bind("at", Rows.time(note.at()))
                .execute();
    }

    /// Newest first.
    List<Row> of(Handle tx, Target target, Instant before, int limit) {
        return tx.createQuery("""
            SELECT dedup_key, from_chat, author_id, text, at
            FROM crm_timeline
            WHERE account_id = :account AND (contact_id = :contact OR deal_id = :deal) AND at < :before
            ORDER BY at DESC, id DESC
            LIMIT :limit
            """)
                .bind("account", account)
                .bind("contact", target.contact())
                .bind("deal", target.deal())
                .bind("before", Rows.time(before))
                .bind("limit", limit)
                .map((row, _) -> new Row(
                        row.getString("dedup_key"),
                        row.getBoolean("from_chat"),
                        Rows.idOrNull(row, "author_id"),
                        row.getString("text"),
                        Rows.instant(row, "at")))
                .list();
    }

    /// Notes of a merged contact go to the one that stays.
    void move(Handle tx, long from, long to) {
        tx.createUpdate("UPDATE crm_timeline SET contact_id = :to WHERE account_id = :account AND contact_id = :from")
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }
}
