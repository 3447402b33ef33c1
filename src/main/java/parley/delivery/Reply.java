package parley.delivery;

import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.chat.News;
import parley.delivery.Destination.First;
import parley.delivery.Destination.Known;
import parley.delivery.Destination.Nowhere;
import parley.platform.Failpoint;

/// Somebody writes to a client. One transaction decides whether he may, who gets the client, and stores his words
/// together with the order to send them: all of it or nothing (R26, R41–R46, R58, R73).
public final class Reply {

    private final Ways with;
    private final Destinations destinations;
    private final Preparing preparing;
    private final Storing storing;

    Reply(Ways with, Preparing preparing, Storing storing) {
        this.with = with;
        this.destinations = new Destinations(with);
        this.preparing = preparing;
        this.storing = storing;
    }

    /// Slow for whoever writes first: the CRM is asked who that is.
    public Sent send(Viewer viewer, Draft draft) {
        return send(new Sender.Person(viewer), draft);
    }

    /// The same for whoever it is.
    public Sent send(Sender sender, Draft draft) {
        var arrived = with.clock().instant();
        var writer = Writer.of(sender, with.desk().current(sender.account()).orElse(null));
        if (writer == null) {
            return new Sent.Refused(Rights.nobody());
        }
        var repeated = with.database().read(tx -> storing.repeated(tx, writer, draft));
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var destination = destinations.find(writer, draft);
        return switch (destination) {
            case Nowhere(var answer) -> answer;
            case Known(var line, var _) -> commit(sender, preparing.prepare(writer, draft, line, arrived), destination);
            case First(var line, var _, var _) ->
                commit(sender, preparing.prepare(writer, draft, line, arrived), destination);
        };
    }

    /// Whether the CRM's own id was accepted less than a minute ago.
    public boolean isRepeated(AccountId account, @Nullable String crmMessageId) {
        return with.database().read(tx -> storing.isTaken(tx, account, crmMessageId));
    }

    private Sent commit(Sender sender, Prepared prepared, Destination destination) {
        return with.database().inTransaction(tx -> {
            var writer =
                    Writer.of(sender, with.desk().current(tx, sender.account()).orElse(null));
            if (writer == null) {
                return new Sent.Refused(Rights.nobody());
            }
            var news = new News(sender.account());
            var sent = storing.store(tx, writer, destination, prepared, news);
            news.publish(tx, with.room().feed());
            Failpoint.REPLY_STORED.hit();
            return sent;
        });
    }
}
