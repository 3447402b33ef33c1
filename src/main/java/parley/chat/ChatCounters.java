package parley.chat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.platform.Columns;
import parley.platform.Json;

/// What a message does to its chat's row: the place of the last one, its line in the list, who waits for an answer
/// (R58, R59). The chat is locked.
public final class ChatCounters {

    /// What a message does to the counter.
    public enum Effect {
        ASKS,
        ANSWERS,
        NEITHER
    }

    /// A message that was stored, and its place in the chat.
    record Step(Appending.Appended appended, long seq) {}

    /// What several messages do to one chat, the later ones after the earlier.
    ///
    /// @param answered whether one of them answers, so that only those after it count
    /// @param asks how many the client has written since
    /// @param first the first of these
    /// @param asked whether the client has written at all
    private record Sum(
            Step last,
            int messages,
            boolean answered,
            int asks,
            @Nullable Step first,
            boolean asked) {

        static Sum of(Step step) {
            return new Sum(step, 0, false, 0, null, false).and(step);
        }

        Sum and(Step step) {
            return switch (step.appended.effect()) {
                case ASKS -> new Sum(step, messages + 1, answered, asks + 1, first == null ? step : first, true);
                case ANSWERS -> new Sum(step, messages + 1, true, 0, null, asked);
                case NEITHER -> new Sum(step, messages + 1, answered, asks, first, asked);
            };
        }

        @Nullable
        Long arrival() {
            return first == null ? null : first.appended.arrival();
        }
    }

    /// Messages have been appended: counters and the last line follow (R58). An answer clears the counter.
    void appended(Handle tx, List<Step> steps, Instant now) {
        var sums = new LinkedHashMap<ChatId, Sum>();
        for (var step : steps) {
            sums.compute(step.appended.chat().id(), (_, sum) -> sum == null ? Sum.of(step) : sum.and(step));
        }
        var update = tx.createUpdate("""
            UPDATE chat
            SET seq = step.seq, last = step.last::jsonb, last_at = :now::timestamptz, version = version + step.messages,
                unanswered = CASE WHEN step.answered THEN 0 ELSE unanswered END + step.asks,
                unanswered_from = coalesce(CASE WHEN step.answered THEN NULL ELSE unanswered_from END, step.asked_from),
                waiting_since = coalesce(CASE WHEN step.answered THEN NULL ELSE waiting_since END,
                    CASE WHEN step.asks > 0 THEN :now::timestamptz END),
                arrived = coalesce(CASE WHEN step.answered THEN NULL ELSE arrived END, step.arrival),
                last_client_at = CASE WHEN step.asked THEN :now::timestamptz ELSE last_client_at END,
                reachable = reachable OR step.asked
            FROM unnest(:accounts, :chats, :seqs, :lasts, :messages, :answered, :asks, :froms, :arrivals, :asked)
                AS step (account_id, chat_id, seq, last, messages, answered, asks, asked_from, arrival, asked)
            WHERE chat.account_id = step.account_id AND chat.id = step.chat_id
            """).bind("now", now);
        Columns.of(update, List.copyOf(sums.values()))
                .longs("accounts", sum -> sum.last.appended.chat().account().value())
                .longs("chats", sum -> sum.last.appended.chat().id().value())
                .longs("seqs", sum -> sum.last.seq)
                .json("lasts", sum -> LastLine.of(sum.last.appended.message()))
                .numbers("messages", Sum::messages)
                .flags("answered", Sum::answered)
                .numbers("asks", Sum::asks)
                .longs("froms", sum -> sum.first == null ? null : sum.first.seq)
                .longs("arrivals", Sum::arrival)
                .flags("asked", Sum::asked);
        update.execute();
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
