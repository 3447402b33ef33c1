package parley.crm.odoo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm.Change;
import parley.crm.Crm.Changes;

/// What has changed, found by the time of the last change (R23).
///
/// Odoo notes that time when a transaction begins and shows it when it ends, in whole seconds. So every question goes
/// back some minutes, and what has been told of those is remembered: a record in the same state is not told twice.
/// After a restart, or from another server of Parley's, the last minutes are told once more, which is harmless.
final class Poll {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final int PAGE = 500;

    /// Cursors are milliseconds, so that many pieces of one second have cursors of their own.
    private static final long SECOND = 1_000;

    /// @param state what people may have changed of it
    private record Told(Instant at, int state) {}

    /// @param place model and id
    private record Seen(String place, Told told, Change change) {}

    private record Answered(List<Seen> changes, long upTo) {}

    private record Watched(String model, List<String> fields) {}

    private static final List<Watched> MODELS = List.of(
            new Watched(
                    Deals.MODEL,
                    List.of("write_date", "user_id", "team_id", "stage_id", "partner_id", "active", "type", "name")),
            new Watched(Contacts.MODEL, List.of("write_date", "user_id", "phone", "active", "name")));

    private final Server server;
    private final Map<String, Told> told = new HashMap<>();

    /// What was answered last. It counts as told when the next question goes on from there.
    private Answered last = new Answered(List.of(), 0);

    Poll(Server server) {
        this.server = server;
    }

    /// From the beginning means from now on: who is in Odoo already is looked up when he writes.
    synchronized Changes since(long cursor, int limit) {
        if (cursor <= 0) {
            return new Changes(List.of(), beginning());
        }
        settle(cursor);
        var from = Instant.ofEpochSecond(cursor / SECOND).minus(OVERLAP);
        var fresh = MODELS.stream()
                .flatMap(model -> fresh(model, from, limit))
                .sorted(Comparator.comparing(seen -> seen.told().at()))
                .limit(limit)
                .toList();
        if (fresh.isEmpty()) {
            return new Changes(List.of(), cursor);
        }
        last = new Answered(
                fresh, Math.max(cursor + 1, fresh.getLast().told().at().getEpochSecond() * SECOND));
        return new Changes(fresh.stream().map(Seen::change).toList(), last.upTo());
    }

    /// Whoever asks from the same place again could not keep what he was told.
    private void settle(long cursor) {
        if (cursor == last.upTo()) {
            last.changes().forEach(seen -> told.put(seen.place(), seen.told()));
        }
        last = new Answered(List.of(), 0);
        var forgotten = Instant.ofEpochSecond(cursor / SECOND).minus(OVERLAP);
        told.values().removeIf(one -> one.at().isBefore(forgotten));
    }

    /// By Odoo's own clock, which may differ from ours: the time of its latest change.
    private long beginning() {
        return MODELS.stream()
                .flatMap(model -> server
                        .search(
                                model.model(),
                                List.of(Domain.ARCHIVED_TOO),
                                List.of("write_date"),
                                "write_date desc",
                                1,
                                0)
                        .stream())
                .mapToLong(row -> row.writtenAt().minus(OVERLAP).getEpochSecond() * SECOND)
                .max()
                .orElse(0);
    }

    private Stream<Seen> fresh(Watched watched, Instant from, int limit) {
        var domain = List.<Object>of(List.of("write_date", ">=", Row.time(from)), Domain.ARCHIVED_TOO);
        var fresh = new ArrayList<Seen>();
        for (int offset = 0; fresh.size() < limit; offset += PAGE) {
            var page = server.search(watched.model(), domain, watched.fields(), "write_date, id", PAGE, offset);
            page.stream().map(row -> seen(watched, row)).filter(this::isNew).forEach(fresh::add);
            if (page.size() < PAGE) {
                break;
            }
        }
        return fresh.stream();
    }

    private boolean isNew(Seen seen) {
        return !seen.told().equals(told.get(seen.place()));
    }

    private static Seen seen(Watched watched, Row row) {
        var state = new Told(row.writtenAt(), row.json().toString().hashCode());
        return new Seen(
                watched.model() + row.id(), state, change(watched.model(), row.id(), row.reference("partner_id")));
    }

    static Change change(String model, long id, @Nullable Long partner) {
        return model.equals(Deals.MODEL)
                ? new Change.OfDeal(new DealId(Long.toString(id)), Words.contacts(partner))
                : new Change.OfContact(new ContactId(Long.toString(id)));
    }
}
