package parley.chat;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;

/// What a message does to its chat's row: the place of the last one, its line in the list, who waits for an answer
/// (R58,
/// R59). The chat is locked.
public final class ChatCounters {

    /// What a message does to the counter.
    public enum Effect {
        ASKS,
        ANSWERS,
        NEITHER
    }

    /// A message has been appended: counters and the last line follow (R58). An answer clears the counter.
    public void appended(Handle tx, Chat chat, long seq, LastLine last, Effect effect, Instant now) {
        appended(tx, chat, seq, last, effect, now, null);
    }

    /// @param arrival numbers the arrivals of all chats: clients who wait are given away in its order (R32)
    public void appended(
            Handle tx, Chat chat, long seq, LastLine last, Effect effect, Instant now, @Nullable Long arrival) {
        tx.createUpdate("""
            UPDATE chat
            SET seq = :seq, last = :last::jsonb, last_at = :now, version = version + 1,
                unanswered = CASE :effect WHEN 'ASKS' THEN unanswered + 1 WHEN 'ANSWERS' THEN 0 ELSE unanswered END,
                unanswered_from = CASE :effect
                    WHEN 'ASKS' THEN coalesce(unanswered_from, :seq) WHEN 'ANSWERS' THEN NULL ELSE unanswered_from END,
                waiting_since = CASE :effect
                    WHEN 'ASKS' THEN coalesce(waiting_since, :now) WHEN 'ANSWERS' THEN NULL ELSE waiting_since END,
                arrived = CASE :effect
                    WHEN 'ASKS' THEN coalesce(arrived, :arrival) WHEN 'ANSWERS' THEN NULL ELSE arrived END,
                last_client_at = CASE :effect WHEN 'ASKS' THEN :now ELSE last_client_at END,
                reachable = reachable OR :effect = 'ASKS'
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("seq", seq)
                .bind("last", Json.write(last))
                .bind("effect", effect.name())
                .bind("now", now)
                .bind("arrival", arrival)
                .execute();
    }

    /// The message shown in the list has changed: its status, its text, or it is gone.
    public void changed(Handle tx, Chat chat, LastLine last) {
        tx.createUpdate("""
            UPDATE chat SET last = :last::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("last", Json.write(last))
                .execute();
    }

    /// Marks the chat as needing no answer, or takes that back (R58).
    public void answered(Handle tx, Chat chat, int unanswered, @Nullable Long from, @Nullable Instant waitingSince) {
        tx.createUpdate("""
            UPDATE chat
            SET unanswered = :unanswered, unanswered_from = :from, waiting_since = :waitingSince,
                version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("unanswered", unanswered)
                .bind("from", from)
                .bind("waitingSince", waitingSince)
                .execute();
    }
}
