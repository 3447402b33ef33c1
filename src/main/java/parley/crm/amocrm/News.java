package parley.crm.amocrm;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm.Change;
import parley.crm.Crm.Changes;

/// What has changed, as the account's list of events tells it. The list may be late: what is read reaches back a while,
/// and what was told before is left out.
///
/// A cursor is a time in microseconds. Two answers never have the same one, so that it also says which events had been
/// told when it was given.
final class News {

    private static final String TYPES = Stream.of(
                    "lead_added",
                    "lead_status_changed",
                    "lead_deleted",
                    "lead_restored",
                    "lead_linked",
                    "lead_unlinked",
                    "contact_added",
                    "contact_deleted",
                    "entity_responsible_changed",
                    "entity_merged")
            .map(type -> "filter%5Btype%5D%5B%5D=" + type)
            .collect(Collectors.joining("&"));

    private static final long MICROS = 1_000_000;
    private static final long OVERLAP = Duration.ofMinutes(5).toSeconds();
    private static final long WINDOW = Duration.ofHours(6).toSeconds();
    private static final long QUIET = Duration.ofHours(1).toSeconds();
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;
    private static final int MOST_REMEMBERED = 50_000;

    private final Deals deals;
    private final InstantSource clock;

    /// By the event's id: the cursor of the answer in which it was told.
    private final Recent<String, Long> told = new Recent<>(MOST_REMEMBERED);

    News(Deals deals, InstantSource clock) {
        this.deals = deals;
        this.clock = clock;
    }

    Changes since(Line line, long cursor, int limit) {
        long now = clock.instant().getEpochSecond();
        if (cursor == 0) {
            return beginning(line, now);
        }
        long from = cursor / MICROS - OVERLAP;
        long window = WINDOW;
        while (true) {
            long to = Math.min(now, from + window);
            var events = events(line, from, to);
            if (events.size() >= PAGE * MOST_PAGES && window > 1) {
                window /= 2;
                continue;
            }
            var fresh = events.stream()
                    .filter(event ->
                            told.get(event.id()).filter(at -> at <= cursor).isEmpty())
                    .limit(limit)
                    .toList();
            if (!fresh.isEmpty()) {
                return answer(line, fresh, cursor);
            }
            if (to >= now) {
                return new Changes(List.of(), now - cursor / MICROS > QUIET ? now * MICROS : cursor);
            }
            from = to;
        }
    }

    /// What happened before anybody listened is no news.
    private Changes beginning(Line line, long now) {
        events(line, now - OVERLAP, now).forEach(event -> told.put(event.id(), now * MICROS));
        return new Changes(List.of(), now * MICROS);
    }

    private Changes answer(Line line, List<Said.Event> events, long cursor) {
        long next = Math.max(cursor + 1, events.getLast().createdAt() * MICROS);
        events.forEach(event -> told.put(event.id(), next));
        var members = members(line, events);
        var changes = new LinkedHashSet<Change>();
        for (var event : events) {
            switch (event.entityType()) {
                case "contact" -> changes.add(new Change.OfContact(new ContactId(event.entityId())));
                case "lead" ->
                    changes.add(new Change.OfDeal(
                            new DealId(event.entityId()), members.getOrDefault(event.entityId(), List.of())));
                default -> {
                    // Companies and customers are none of ours.
                }
            }
        }
        return new Changes(new ArrayList<>(changes), next);
    }

    private Map<String, List<ContactId>> members(Line line, List<Said.Event> events) {
        var ids = events.stream()
                .filter(event -> event.entityType().equals("lead"))
                .map(Said.Event::entityId)
                .distinct()
                .toList();
        var members = new HashMap<String, List<ContactId>>();
        deals.found(line, ids).forEach(said -> members.put(said.id(), Reading.contacts(said)));
        return members;
    }

    private static List<Said.Event> events(Line line, long from, long to) {
        var path = "/events?" + TYPES + "&filter%5Bcreated_at%5D%5Bfrom%5D=" + from + "&filter%5Bcreated_at%5D%5Bto%5D="
                + to;
        return line.all(path, "events", PAGE, MOST_PAGES).stream()
                .map(json -> Said.as(Said.Event.class, json))
                .sorted(Comparator.comparing(Said.Event::createdAt).thenComparing(Said.Event::id))
                .toList();
    }
}
