package parley.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.platform.Json;

/// Messages that Parley has sent: how the messenger calls them, and which it means when it does not.
public final class SentMessages {

    private static final Duration ECHO = Duration.ofMinutes(5);

    /// The message of which the messenger's copy has come before its answer: under way or unknown, still without a
    /// name, and saying the same (R72, R75). The chat is locked.
    public Optional<Message> beingSent(Handle tx, Chat chat, @Nullable String text, Instant now) {
        return select(tx, chat, """
            outgoing AND external_id IS NULL
                AND (status = 'SENDING' OR status = 'UNKNOWN' AND at > :moment)
            ORDER BY seq
            LIMIT 100
            """, now.minus(ECHO)).stream()
                .filter(message -> normal(message.text()).equals(normal(text)))
                .findFirst();
    }

    /// The last 1,000 messages that had been sent by then and may not have come as far as they can.
    public List<Message> sentUpTo(Handle tx, Chat chat, Instant upTo) {
        return select(tx, chat, """
            outgoing AND status IN ('ACCEPTED', 'SENT', 'DELIVERED') AND at <= :moment
            ORDER BY seq DESC
            LIMIT 1000
            """, upTo);
    }

    /// Somebody has asked for a change of it: answers a number that no earlier wish for this message had.
    public long asked(Handle tx, AccountId account, MessageId id) {
        return tx.createQuery("""
            UPDATE message SET version = version + 1 WHERE account_id = :account AND id = :id
            RETURNING version
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .mapTo(Long.class)
                .one();
    }

    /// The messenger's names of all parts of a message, in the order in which they were sent.
    public List<String> externalIds(Handle tx, AccountId account, Message message) {
        var parts = tx.createQuery("""
            SELECT external_id FROM message_part
            WHERE account_id = :account AND message_id = :id
            ORDER BY external_id <> :first, external_id
            LIMIT 100
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("first", message.externalId())
                .mapTo(String.class)
                .list();
        return parts.isEmpty() && message.externalId() != null ? List.of(message.externalId()) : parts;
    }

    /// The files of a message that waited for them before it could go; what kind it is is only known now.
    public void enclosed(Handle tx, AccountId account, MessageId id, Content.Kind kind, List<FileInChat> files) {
        tx.createUpdate("""
            UPDATE message SET kind = :kind, files = :files::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("kind", kind.name())
                .bind("files", Json.write(files))
                .execute();
    }

    private static List<Message> select(Handle tx, Chat chat, String where, Instant moment) {
        return tx.createQuery("SELECT " + MessageStore.COLUMNS
                        + "FROM message WHERE account_id = :account AND chat_id = :chat AND " + where)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("moment", moment)
                .map((rs, _) -> MessageStore.read(rs))
                .list();
    }

    private static String normal(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").strip();
    }
}
