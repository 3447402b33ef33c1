package parley.chat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.platform.Jobs;
import parley.platform.NewJob;
import parley.rules.Digest;

/// What waits to be copied into the CRM's timeline (R50). Room `timeline` makes notes of it.
public final class TimelineLines {

    /// The payload of a job of kind `note`: what is due of the chat is written.
    public record NoteOrder(ChatId chat) {

        public static final String KIND = "note";
    }

    /// Which note a message stored at this moment belongs to, by the settings of the moment.
    @FunctionalInterface
    public interface Plan {

        /// Empty when the chat is not copied: mode OFF, a channel that is not ticked, no CRM.
        Optional<Digest.Window> window(Handle tx, Chat chat, Instant stored);
    }

    private final Jobs jobs;
    private final Plan plan;
    private final InstantSource clock;

    public TimelineLines(Jobs jobs, Plan plan, InstantSource clock) {
        this.jobs = jobs;
        this.plan = plan;
        this.clock = clock;
    }

    /// The message is to be copied, as the settings want it now; changing them later loses none. The chat is locked.
    public void add(Handle tx, Chat chat, MessageId message) {
        if (chat.test()) {
            return;
        }
        plan.window(tx, chat, clock.instant()).ifPresent(window -> {
            // A line that waits for the same note has asked for it already, and the lock keeps that note from being
            // written in between.
            var asked = waits(tx, chat, window);
            insert(tx, chat, message, window);
            if (!asked) {
                ask(tx, chat, message.toString(), window.end());
            }
        });
    }

    /// The chat has got its records in the CRM: what was due before can be written now.
    public void bound(Handle tx, Chat chat, String occasion) {
        var waits = tx.createQuery("""
            SELECT EXISTS (
                    SELECT FROM timeline_line WHERE account_id = :account AND chat_id = :chat AND note IS NULL)
                OR EXISTS (
                    SELECT FROM timeline_note WHERE account_id = :account AND chat_id = :chat AND problem IS NULL)
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .mapTo(Boolean.class)
                .one();
        if (waits) {
            ask(tx, chat, occasion, clock.instant());
        }
    }

    private void ask(Handle tx, Chat chat, String occasion, Instant due) {
        var lane = "note:" + chat.id();
        jobs.enqueue(
                tx,
                new NewJob(
                        chat.account(),
                        NoteOrder.KIND,
                        chat.id() + ":" + occasion,
                        lane,
                        new NoteOrder(chat.id()),
                        due));
    }

    private static boolean waits(Handle tx, Chat chat, Digest.Window window) {
        return tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM timeline_line
                WHERE account_id = :account AND chat_id = :chat AND note IS NULL
                    AND window_start = :start AND window_end = :end)
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("start", window.start())
                .bind("end", window.end())
                .mapTo(Boolean.class)
                .one();
    }

    private static void insert(Handle tx, Chat chat, MessageId message, Digest.Window window) {
        tx.createUpdate("""
            INSERT INTO timeline_line (account_id, chat_id, message_id, window_start, window_end)
            VALUES (:account, :chat, :message, :start, :end)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", chat.account().value())
                .bind("chat", chat.id().value())
                .bind("message", message.value())
                .bind("start", window.start())
                .bind("end", window.end())
                .execute();
    }
}
