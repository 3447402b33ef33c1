package parley.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.rules.Digest;

/// Lines that wait for a note, and notes that wait for the CRM.
final class NoteTable {

    private static final int AT_ONCE = 1_000;

    /// A message with the window of its note.
    record Line(MessageId message, Digest.Window window) {

        /// Whether it has a note of its own.
        boolean alone() {
            return window.start().equals(window.end());
        }
    }

    /// A note that is put together: its key is for ever, so writing it twice is writing it once.
    record Note(String key, @Nullable EmployeeId author, String text, Instant at) {}

    /// Lines whose note is due, in the order of messages; at most 1,000.
    List<Line> due(Handle tx, Chat chat, Instant now) {
        return tx.createQuery("""
            SELECT message_id, window_start, window_end
            FROM timeline_line
            WHERE account_id = :account AND chat_id = :chat AND note IS NULL AND window_end <= :now
            ORDER BY message_id
            LIMIT :limit
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("now", now)
                .bind("limit", AT_ONCE)
                .map((rs, _) -> new Line(
                        new MessageId(rs.getLong("message_id")),
                        new Digest.Window(instant(rs, "window_start"), instant(rs, "window_end"))))
                .list();
    }

    /// From now on these lines belong to this note, whatever becomes of it.
    void assign(Handle tx, Chat chat, Collection<MessageId> lines, String note) {
        tx.createUpdate("""
            UPDATE timeline_line SET note = :note
            WHERE account_id = :account AND chat_id = :chat AND message_id = ANY(:lines)
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("note", note)
                .bind("lines", lines.stream().map(MessageId::value).toArray(Long[]::new))
                .execute();
    }

    void add(Handle tx, Chat chat, Note note) {
        tx.createUpdate("""
            INSERT INTO timeline_note (account_id, chat_id, key, author, text, at)
            VALUES (:account, :chat, :key, :author, :text, :at)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("key", note.key())
                .bind("author", note.author() == null ? null : note.author().value())
                .bind("text", note.text())
                .bind("at", note.at())
                .execute();
    }

    /// Notes of the chat that the CRM has not got yet, oldest first; at most 1,000.
    List<Note> unwritten(Handle tx, Chat chat) {
        return tx.createQuery("""
            SELECT key, author, text, at
            FROM timeline_note
            WHERE account_id = :account AND chat_id = :chat AND problem IS NULL
            ORDER BY id
            LIMIT :limit
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("limit", AT_ONCE)
                .map((rs, _) -> new Note(
                        rs.getString("key"),
                        rs.getString("author") == null ? null : new EmployeeId(rs.getString("author")),
                        rs.getString("text"),
                        instant(rs, "at")))
                .list();
    }

    /// The CRM has it.
    void written(Handle tx, Chat chat, Note note) {
        tx.createUpdate("DELETE FROM timeline_note WHERE account_id = :account AND key = :key")
                .bind("account", chat.account().value())
                .bind("key", note.key())
                .execute();
    }

    /// The CRM will never take it. It stays for people to see.
    void refused(Handle tx, Chat chat, Note note, String problem) {
        tx.createUpdate("UPDATE timeline_note SET problem = :problem WHERE account_id = :account AND key = :key")
                .bind("account", chat.account().value())
                .bind("key", note.key())
                .bind("problem", problem)
                .execute();
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }
}
