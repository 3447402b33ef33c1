package parley.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.chat.Feed;
import parley.chat.Message;
import parley.chat.News;

/// A person decides about a message of which nobody knows whether it went (R72), or has one sent again that failed.
public final class Resolution {

    public enum As {
        /// Once more, under its own `cid`.
        RESEND,
        /// He has seen at the messenger that it went.
        SENT,
        /// It did not go, and is not to.
        FAILED
    }

    private final Ways with;
    private final Progressing progress;

    Resolution(Ways with, Progressing progress) {
        this.with = with;
        this.progress = progress;
    }

    public Done resolve(Viewer viewer, MessageId id, As as) {
        return with.database().inTransaction(tx -> {
            var chat = with.room().messages().find(tx, viewer.account(), id).map(Message::chat);
            return Chosen.doIn(tx, with, viewer, chat, chosen -> resolve(chosen, id, as));
        });
    }

    private Done resolve(Chosen chosen, MessageId id, As as) {
        if (!chosen.isWritable()) {
            return chosen.refused(with);
        }
        var tx = chosen.tx();
        var chat = chosen.chat();
        var message = with.room().messages().find(tx, chat.account(), id).orElseThrow();
        var unknown = message.status() == DeliveryStatus.UNKNOWN;
        var again = as == As.RESEND && message.status() == DeliveryStatus.FAILED;
        if (message.deleted() || !unknown && !again) {
            return Done.Impossible.of("not_unknown");
        }
        var changes = new ArrayList<Feed.Change>(move(chosen, message, as));
        if (as == As.RESEND) {
            var wish = with.room().sent().asked(tx, chat.account(), id);
            with.jobs().enqueue(tx, SendOrder.of(chat, id, wish));
        }
        // Whatever waits behind it need not wait any longer.
        with.jobs().hurry(tx, chat.account(), List.of(SendOrder.lane(chat)), SendStep.LOST);
        var news = new News(chat.account());
        news.add(changes);
        news.publish(tx, with.room().feed());
        return new Done.Yes();
    }

    private List<Feed.Change> move(Chosen chosen, Message message, As as) {
        var status = switch (as) {
            case RESEND -> DeliveryStatus.QUEUED;
            case SENT -> DeliveryStatus.SENT;
            case FAILED -> DeliveryStatus.FAILED;
        };
        Message.@Nullable Problem none = null;
        return progress.to(status, none).go(chosen.tx(), chosen.chat(), message);
    }
}
