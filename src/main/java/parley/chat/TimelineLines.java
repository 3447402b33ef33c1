package parley.chat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.platform.Columns;
import parley.platform.Jobs;
import parley.platform.NewJob;
import parley.rules.Digest;

/// What waits to be copied into the CRM's timeline (R50). Room `timeline` makes notes of it.
public final class TimelineLines {

    /// The payload of a job of kind `note`: what is due of the chat is written.
    public record NoteOrder(ChatId chat) {

        public static final String KIND = "note";
    }

    /// Which notes there are to be, by the settings of the moment.
    @FunctionalInterface
    public interface Plan {

        Windows windows(Handle tx, AccountId account, Instant stored);
    }

    /// Which note a message belongs to that was stored at the moment in question.
    @FunctionalInterface
    public interface Windows {

        /// Empty when the chat is not copied: mode OFF, a channel that is not ticked, no CRM.
        Optional<Digest.Window> of(Chat chat);
    }

    /// A message that waits to be copied.
    private record Line(Chat chat, MessageId message, Digest.Window window) {}

    private final Jobs jobs;
    private final Plan plan;
    private final InstantSource clock;

    public TimelineLines(Jobs jobs, Plan plan, InstantSource clock) {
        this.jobs = jobs;
        this.plan = plan;
        this.clock = clock;
    }

    /// The messages are to be copied, as the settings want it now; changing them later loses none. All are of one
    /// account, and their chats are locked.
    void add(Handle tx, Map<Appending.Appended, MessageId> messages, Instant now) {
        var account = messages.keySet().iterator().next().chat().account();
        var windows = plan.windows(tx, account, now);
        var lines = new ArrayList<Line>();
        messages.forEach((one, id) -> {
            if (!one.chat().test()) {
                windows.of(one.chat()).ifPresent(window -> lines.add(new Line(one.chat(), id, window)));
            }
        });
        if (lines.isEmpty()) {
            return;
        }
        // Whoever waits for the same note, or is due already when this one is, has asked for it; and the lock keeps
        // that note from being written in between.
        var asked = waiting(tx, account, lines, now);
        insert(tx, account, lines);
        var jobs = new ArrayList<NewJob>();
        for (var line : lines) {
            if (asked.add(line.chat.id())) {
                jobs.add(order(line.chat, line.message.toString(), line.window.end()));
            }
        }
        this.jobs.enqueue(tx, jobs);
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
            jobs.enqueue(tx, order(chat, occasion, clock.instant()));
        }
    }

    private static NewJob order(Chat chat, String occasion, Instant due) {
        var lane = "note:" + chat.id();
        return new NewJob(
                chat.account(), NoteOrder.KIND, chat.id() + ":" + occasion, lane, new NoteOrder(chat.id()), due);
    }

    /// The chats for which a note is asked for already that will take these lines along.
    private static Set<ChatId> waiting(Handle tx, AccountId account, List<Line> lines, Instant now) {
        var query = tx.createQuery("""
            SELECT DISTINCT line.chat_id
            FROM unnest(:chats, :starts, :ends) AS line (chat_id, window_start, window_end)
            WHERE EXISTS (
                SELECT FROM timeline_line AS there
                WHERE there.account_id = :account AND there.chat_id = line.chat_id AND there.note IS NULL
                    AND (there.window_start = line.window_start::timestamptz
                            AND there.window_end = line.window_end::timestamptz
                        OR line.window_end::timestamptz <= :now::timestamptz AND there.window_end <= line.window_end::timestamptz))
            """).bind("account", account.value()).bind("now", now);
        bind(query, lines);
        return query.map((rs, _) -> new ChatId(rs.getLong("chat_id"))).collect(Collectors.toCollection(HashSet::new));
    }

    private static void insert(Handle tx, AccountId account, List<Line> lines) {
        var insert = tx.createUpdate("""
            INSERT INTO timeline_line (account_id, chat_id, message_id, window_start, window_end)
            SELECT :account, chat_id, message_id, window_start::timestamptz, window_end::timestamptz
            FROM unnest(:chats, :messages, :starts, :ends) AS line (chat_id, message_id, window_start, window_end)
            ON CONFLICT DO NOTHING
            """).bind("account", account.value());
        bind(insert, lines).longs("messages", line -> line.message.value());
        insert.execute();
    }

    private static Columns<Line> bind(SqlStatement<?> statement, List<Line> lines) {
        return Columns.of(statement, lines)
                .longs("chats", line -> line.chat.id().value())
                .instants("starts", line -> line.window.start())
                .instants("ends", line -> line.window.end());
    }
}
