package parley.inbox;

import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.platform.Database;

/// What somebody keeps for himself in a chat: what he has typed and not sent, and whether the chat is muted. His other
/// windows follow.
public final class Drafts {

    /// What came of keeping a draft: of two windows the greater revision wins.
    public sealed interface Kept {

        record Done(ChatRow.Draft draft) implements Kept {}

        /// Another window was later.
        record Newer(ChatRow.Draft draft) implements Kept {}
    }

    private final Database database;
    private final Moments moments;
    private final ChatRoom room;

    Drafts(Database database, Moments moments, ChatRoom room) {
        this.database = database;
        this.moments = moments;
        this.room = room;
    }

    /// @param text empty to throw it away
    public Seen<Kept> keep(Viewer viewer, ChatId chat, String text, long revision) {
        return forChat(viewer, chat, (tx, me) -> {
            var known = find(tx, viewer, chat, me).orElse(null);
            if (known != null && known.rev() > revision) {
                return new Kept.Newer(known);
            }
            tx.createUpdate("""
                INSERT INTO draft (account_id, chat_id, employee, text, revision)
                VALUES (:account, :chat, :me, :text, :revision)
                ON CONFLICT (account_id, chat_id, employee) DO UPDATE
                SET text = excluded.text, revision = excluded.revision
                WHERE draft.revision <= excluded.revision
                """)
                    .bind("account", viewer.account().value())
                    .bind("chat", chat.value())
                    .bind("me", me.value())
                    .bind("text", text)
                    .bind("revision", revision)
                    .execute();
            return new Kept.Done(new ChatRow.Draft(text, revision));
        });
    }

    public Seen<Boolean> mute(Viewer viewer, ChatId chat, boolean muted) {
        return forChat(viewer, chat, (tx, me) -> {
            tx.createUpdate(
                            muted
                                    ? """
                                    INSERT INTO mute (account_id, chat_id, employee) VALUES (:account, :chat, :me)
                                    ON CONFLICT DO NOTHING
                                    """
                                    : "DELETE FROM mute WHERE account_id = :account AND chat_id = :chat AND employee ="
                                            + " :me")
                    .bind("account", viewer.account().value())
                    .bind("chat", chat.value())
                    .bind("me", me.value())
                    .execute();
            return muted;
        });
    }

    private interface Change<T> {
        T make(Handle tx, EmployeeId me);
    }

    private <T> Seen<T> forChat(Viewer viewer, ChatId chat, Change<T> change) {
        var seen = moments.at(viewer.account(), moment -> Seen.of(moment, viewer, room, chat, (eyes, _) -> eyes.me()));
        return seen.then(me -> new Seen.Shown<>(database.inTransaction(tx -> {
            var done = change.make(tx, me);
            room.feed().publish(tx, viewer.account(), Set.of(new Feed.Change.OfChat(chat)));
            return done;
        })));
    }

    private static Optional<ChatRow.Draft> find(Handle tx, Viewer viewer, ChatId chat, EmployeeId me) {
        return tx.createQuery("""
            SELECT text, revision FROM draft
            WHERE account_id = :account AND chat_id = :chat AND employee = :me
            FOR UPDATE
            """)
                .bind("account", viewer.account().value())
                .bind("chat", chat.value())
                .bind("me", me.value())
                .map((rs, _) -> new ChatRow.Draft(rs.getString("text"), rs.getLong("revision")))
                .findOne();
    }
}
