package parley.chat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.platform.Json;

/// Routing decisions, stored before they are carried out (R80).
public final class Decisions {

    /// @param kind `offer`, `assign`, `claim`, `new_deal`, `open_deals`, `closed_deal`, `keep` or `wait`
    /// @param trace a {@link Trace} as JSON
    /// @param carriedOutAt absent while the CRM has not been told yet
    public record Stored(
            long id,
            ChatId chat,
            Instant at,
            String kind,
            long settingsVersion,
            String trace,
            @Nullable Instant carriedOutAt) {

        public Trace read() {
            return Json.read(trace, Trace.class);
        }
    }

    /// Answers the decision's id, from which the keys of everything created in the CRM are made.
    public long store(Handle tx, Chat chat, Instant at, Trace trace) {
        return tx.createQuery("""
            INSERT INTO decision (account_id, chat_id, at, kind, settings_version, trace)
            VALUES (:account, :chat, :at, :kind, :version, :trace::jsonb)
            RETURNING id
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("at", at)
                .bind("kind", Claims.word(trace.outcome().kind()))
                .bind("version", trace.settingsVersion())
                .bind("trace", Json.write(trace))
                .mapTo(Long.class)
                .one();
    }

    /// Answers whether it was {@link #overtaken} before.
    public boolean carriedOut(Handle tx, AccountId account, long id, Instant at) {
        return tx.createQuery("""
            UPDATE decision SET carried_out_at = :at
            WHERE account_id = :account AND id = :id
            RETURNING overtaken
            """)
                .bind("account", account.value())
                .bind("id", id)
                .bind("at", at)
                .mapTo(Boolean.class)
                .one();
    }

    /// The CRM has changed while this decision is being carried out: afterwards it has to be asked once more.
    public void overtaken(Handle tx, AccountId account, long id) {
        tx.createUpdate("UPDATE decision SET overtaken = true WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id)
                .execute();
    }

    /// What it says was made more exact.
    public void rewrite(Handle tx, AccountId account, long id, Trace trace) {
        tx.createUpdate("UPDATE decision SET trace = :trace::jsonb WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id)
                .bind("trace", Json.write(trace))
                .execute();
    }

    public Optional<Stored> latest(Handle tx, Chat chat) {
        return ofChat(tx, chat.account(), chat.id()).stream().findFirst();
    }

    public Optional<Stored> find(Handle tx, AccountId account, long id) {
        return select(tx, account, "id = :key", id).stream().findFirst();
    }

    /// The decisions about a chat, newest first, at most 50.
    public List<Stored> ofChat(Handle tx, AccountId account, ChatId chat) {
        return select(tx, account, "chat_id = :key", chat.value());
    }

    private List<Stored> select(Handle tx, AccountId account, String where, long key) {
        return tx.createQuery("""
            SELECT id, chat_id, at, kind, settings_version, trace, carried_out_at
            FROM decision
            WHERE account_id = :account AND
            """ + where + " ORDER BY id DESC LIMIT 50")
                .bind("account", account.value())
                .bind("key", key)
                .map((rs, _) -> new Stored(
                        rs.getLong("id"),
                        new ChatId(rs.getLong("chat_id")),
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        rs.getString("kind"),
                        rs.getLong("settings_version"),
                        rs.getString("trace"),
                        ChatStore.instant(rs, "carried_out_at")))
                .list();
    }
}
