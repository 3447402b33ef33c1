package parley.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.platform.Json;

/// Messages in the database. The chat they belong to is locked by whoever writes.
public final class MessageStore {

    static final String COLUMNS = """
        id, chat_id, channel_id, seq, external_id, cid, outgoing, kind, text, files, details, quote, at, author,
        author_name, via, status, problem, edited_at, former, deleted_at, deleted_by, reactions, test, version
        """;

    public Optional<Message> find(Handle tx, AccountId account, MessageId id) {
        return one(tx, account, "id = :id", Map.of("id", id.value()));
    }

    public Optional<Message> byCid(Handle tx, AccountId account, String cid) {
        return one(tx, account, "cid = :cid", Map.of("cid", cid));
    }

    /// The message that the messenger calls so, also by one of its further ids.
    public Optional<Message> byExternalId(Handle tx, AccountId account, ChannelId channel, String externalId) {
        var key = Map.<String, Object>of("channel", channel.value(), "external", externalId);
        return one(tx, account, "channel_id = :channel AND external_id = :external", key)
                .or(() -> one(tx, account, """
                    id = (SELECT part.message_id FROM message_part AS part
                          WHERE part.account_id = :account AND part.channel_id = :channel AND part.external_id = :external)
                    """, key));
    }

    private Optional<Message> one(Handle tx, AccountId account, String where, Map<String, ?> key) {
        return tx.createQuery("SELECT " + COLUMNS + "FROM message WHERE account_id = :account AND " + where)
                .bind("account", account.value())
                .bindMap(key)
                .map((rs, _) -> read(rs))
                .findOne();
    }

    public List<Message> find(Handle tx, AccountId account, Collection<MessageId> ids) {
        return tx.createQuery("SELECT " + COLUMNS
                        + "FROM message WHERE account_id = :account AND id = ANY(:ids) ORDER BY seq")
                .bind("account", account.value())
                .bind("ids", ids.stream().map(MessageId::value).toArray(Long[]::new))
                .map((rs, _) -> read(rs))
                .list();
    }

    /// At most `limit` messages before a place in the chat, newest first.
    public List<Message> before(Handle tx, AccountId account, ChatId chat, long seq, int limit) {
        return range(tx, account, chat, "seq < :seq ORDER BY seq DESC", seq, limit);
    }

    /// At most `limit` messages after a place in the chat, oldest first.
    public List<Message> after(Handle tx, AccountId account, ChatId chat, long seq, int limit) {
        return range(tx, account, chat, "seq > :seq ORDER BY seq", seq, limit);
    }

    private List<Message> range(Handle tx, AccountId account, ChatId chat, String where, long seq, int limit) {
        return tx.createQuery("SELECT " + COLUMNS + "FROM message WHERE account_id = :account AND chat_id = :chat AND "
                        + where + " LIMIT :limit")
                .bind("account", account.value())
                .bind("chat", chat.value())
                .bind("seq", seq)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    /// Moves the status forward; a lower one than there is changes nothing (R72). Answers whether it moved.
    public boolean status(
            Handle tx, AccountId account, Message message, DeliveryStatus status, Message.@Nullable Problem problem) {
        if (!Progress.allows(message.status(), status)) {
            return false;
        }
        tx.createUpdate("""
            UPDATE message
            SET status = :status, problem = :problem::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("status", status.name())
                .bind("problem", problem == null ? null : Json.write(problem))
                .execute();
        return true;
    }

    /// Says what is in its way without moving the status: it waits, or a change of it was not taken. Answers whether
    /// that is new.
    public boolean problem(Handle tx, AccountId account, Message message, Message.@Nullable Problem problem) {
        if (Objects.equals(message.problem(), problem)) {
            return false;
        }
        tx.createUpdate("""
            UPDATE message SET problem = :problem::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("problem", problem == null ? null : Json.write(problem))
                .execute();
        return true;
    }

    /// Remembers how the messenger calls what was sent.
    public void named(Handle tx, AccountId account, Message message, List<String> externalIds) {
        for (var external : externalIds) {
            tx.createUpdate("""
                INSERT INTO message_part (account_id, channel_id, external_id, message_id)
                VALUES (:account, :channel, :external, :id)
                ON CONFLICT DO NOTHING
                """)
                    .bind("account", account.value())
                    .bind("channel", message.channel().value())
                    .bind("external", external)
                    .bind("id", message.id().value())
                    .execute();
        }
        if (!externalIds.isEmpty() && message.externalId() == null) {
            tx.createUpdate("UPDATE message SET external_id = :external WHERE account_id = :account AND id = :id")
                    .bind("account", account.value())
                    .bind("id", message.id().value())
                    .bind("external", externalIds.getFirst())
                    .execute();
        }
    }

    public void edited(Handle tx, AccountId account, Message message, @Nullable String text, Instant at) {
        tx.createUpdate("""
            UPDATE message
            SET text = :text, edited_at = :at, version = version + 1,
                former = coalesce(former, '[]') || jsonb_build_array(jsonb_build_object('text', text, 'until', :until::text))
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("text", text)
                .bind("at", at)
                .bind("until", at.toString())
                .execute();
        if (text != null) {
            MessagePages.edited(tx, account, message.id(), text);
        }
    }

    public void deleted(Handle tx, AccountId account, Message message, String by, Instant at) {
        tx.createUpdate("""
            UPDATE message
            SET deleted_at = :at, deleted_by = :by, version = version + 1
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("at", at)
                .bind("by", by)
                .execute();
    }

    public void reactions(Handle tx, AccountId account, Message message, List<Message.Reaction> reactions) {
        tx.createUpdate("""
            UPDATE message SET reactions = :reactions::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", message.id().value())
                .bind("reactions", Json.write(reactions))
                .execute();
    }

    public void files(Handle tx, AccountId account, MessageId id, List<FileInChat> files) {
        tx.createUpdate("UPDATE message SET files = :files::jsonb, version = version + 1 WHERE account_id = :account"
                        + " AND id = :id")
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("files", Json.write(files))
                .execute();
    }

    static Message read(ResultSet rs) throws SQLException {
        var author = rs.getString("author");
        var authorName = rs.getString("author_name");
        var status = rs.getString("status");
        return new Message(
                new MessageId(rs.getLong("id")),
                new ChatId(rs.getLong("chat_id")),
                new ChannelId(rs.getLong("channel_id")),
                rs.getLong("seq"),
                rs.getString("external_id"),
                rs.getString("cid"),
                rs.getBoolean("outgoing"),
                Content.Kind.valueOf(rs.getString("kind")),
                rs.getString("text"),
                Json.readList(rs.getString("files"), FileInChat.class),
                Json.readMap(rs.getString("details")),
                optional(rs.getString("quote"), Message.Quote.class),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                authorName == null
                        ? null
                        : new Message.Author(author == null ? null : new EmployeeId(author), authorName),
                rs.getString("via"),
                status == null ? null : DeliveryStatus.valueOf(status),
                optional(rs.getString("problem"), Message.Problem.class),
                ChatStore.instant(rs, "edited_at"),
                Json.readList(rs.getString("former"), Message.Former.class),
                ChatStore.instant(rs, "deleted_at"),
                rs.getString("deleted_by"),
                Json.readList(rs.getString("reactions"), Message.Reaction.class),
                rs.getBoolean("test"),
                rs.getLong("version"));
    }

    private static <T> @Nullable T optional(@Nullable String json, Class<T> type) {
        return json == null ? null : Json.read(json, type);
    }
}
