package parley.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.News;

/// Some messages need no answer: the counter goes to nothing as if there had been one (R58), and for ten seconds that
/// can be taken back.
public final class NoAnswerNeeded {

    private static final Duration UNDO = Duration.ofSeconds(10);

    private final Ways with;

    NoAnswerNeeded(Ways with) {
        this.with = with;
    }

    /// @param seq the chat's last message at that moment
    private record Mark(
            Instant at,
            long seq,
            int unanswered,
            @Nullable Long from,
            @Nullable Instant waitingSince) {}

    public Done mark(Viewer viewer, ChatId id) {
        return Chosen.doIn(with, viewer, id, chosen -> {
            var chat = chosen.chat();
            if (!chosen.isWritable()) {
                return chosen.refused(with);
            }
            if (chat.unanswered() > 0) {
                remember(chosen);
                with.room().counters().answered(chosen.tx(), chat, 0, null, null);
                publish(chosen);
            }
            return new Done.Yes();
        });
    }

    /// What the client has written since is counted on top; an answer that was given since stays one.
    public Done undo(Viewer viewer, ChatId id) {
        return Chosen.doIn(with, viewer, id, chosen -> {
            if (!chosen.isWritable()) {
                return chosen.refused(with);
            }
            var mark = take(chosen).orElse(null);
            if (mark == null || mark.at.plus(UNDO).isBefore(with.clock().instant())) {
                return Done.Impossible.of("too_late");
            }
            var chat = chosen.chat();
            if (!isAnswered(chosen.tx(), chat, mark.seq)) {
                with.room()
                        .counters()
                        .answered(chosen.tx(), chat, mark.unanswered + chat.unanswered(), mark.from, mark.waitingSince);
                publish(chosen);
            }
            return new Done.Yes();
        });
    }

    private void remember(Chosen chosen) {
        var chat = chosen.chat();
        chosen.tx()
                .createUpdate("""
                    INSERT INTO no_answer (account_id, chat_id, by, at, seq, unanswered, unanswered_from, waiting_since)
                    VALUES (:account, :chat, :by, :at, :seq, :unanswered, :from, :waitingSince)
                    ON CONFLICT (account_id, chat_id) DO UPDATE
                    SET by = excluded.by, at = excluded.at, seq = excluded.seq, unanswered = excluded.unanswered,
                        unanswered_from = excluded.unanswered_from, waiting_since = excluded.waiting_since
                    """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("by", chosen.rights().me().value())
                .bind("at", with.clock().instant())
                .bind("seq", chat.seq())
                .bind("unanswered", chat.unanswered())
                .bind("from", chat.unansweredFrom())
                .bind("waitingSince", chat.waitingSince())
                .execute();
    }

    /// One's own mark; it is gone afterwards.
    private Optional<Mark> take(Chosen chosen) {
        return chosen.tx()
                .createQuery("""
                    DELETE FROM no_answer
                    WHERE account_id = :account AND chat_id = :chat AND by = :by
                    RETURNING at, seq, unanswered, unanswered_from, waiting_since
                    """)
                .bind("account", chosen.chat().account().value())
                .bind("chat", chosen.chat().id().value())
                .bind("by", chosen.rights().me().value())
                .map((rs, _) -> mark(rs))
                .findOne();
    }

    private static Mark mark(ResultSet rs) throws SQLException {
        var waiting = rs.getObject("waiting_since", OffsetDateTime.class);
        return new Mark(
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getLong("seq"),
                rs.getInt("unanswered"),
                rs.getObject("unanswered_from", Long.class),
                waiting == null ? null : waiting.toInstant());
    }

    private static boolean isAnswered(Handle tx, Chat chat, long since) {
        return tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM message
                WHERE account_id = :account AND chat_id = :chat AND seq > :since AND outgoing AND kind <> 'SYSTEM')
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }

    private void publish(Chosen chosen) {
        var news = new News(chosen.chat().account());
        news.chat(chosen.chat().id());
        news.publish(chosen.tx(), with.room().feed());
    }
}
