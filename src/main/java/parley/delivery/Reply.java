package parley.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.chat.News;
import parley.delivery.Destination.First;
import parley.delivery.Destination.Known;
import parley.delivery.Destination.Line;
import parley.delivery.Destination.Nowhere;
import parley.platform.Media.StoredFile;

/// Somebody writes to a client. One transaction decides whether he may, who gets the client, and stores his words
/// together with the order to send them: all of it or nothing (R26, R41–R46, R58, R73).
public final class Reply {

    private final Ways with;
    private final Destinations destinations;
    private final Storing storing;

    Reply(Ways with, Storing storing) {
        this.with = with;
        this.destinations = new Destinations(with);
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
            case Known(var line, var _) -> commit(sender, prepare(writer, draft, line, arrived), destination);
            case First(var line, var _, var _) -> commit(sender, prepare(writer, draft, line, arrived), destination);
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
            return sent;
        });
    }

    private Prepared prepare(Writer writer, Draft draft, Line line, Instant arrived) {
        var mistakes = new ArrayList<Mistake>();
        var cid = Cid.read(draft.cid());
        if (cid.isEmpty()) {
            mistakes.add(Mistake.of("cid", "no_uuid"));
        }
        if (draft.files().size() > Limits.MOST_FILES) {
            mistakes.add(new Mistake("files", "too_many", Map.of("max", Limits.MOST_FILES)));
        }
        var files = new ArrayList<StoredFile>();
        for (int place = 0; place < Math.min(draft.files().size(), Limits.MOST_FILES); place++) {
            var found = with.media().find(writer.account(), draft.files().get(place));
            found.ifPresent(files::add);
            if (found.isEmpty()) {
                mistakes.add(Mistake.of("files." + place, "unknown"));
            }
        }
        var checked =
                Limits.check(line.face().can(), line.messenger(writer.language()), draft.text(), files, draft.voice());
        // Whoever named files that are not there, or are yet to be fetched, has not sent nothing.
        checked.mistakes().stream()
                .filter(mistake -> draft.files().isEmpty() && draft.file() == null
                        || !mistake.field().equals("text")
                        || !mistake.code().equals("empty"))
                .forEach(mistakes::add);
        var began = cid.map(known -> known.began(arrived)).orElse(arrived);
        return new Prepared(draft, line, files, checked.kind(), mistakes, began);
    }
}
