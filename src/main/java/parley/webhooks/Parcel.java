package parley.webhooks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.platform.Json;

/// What goes into one POST.
///
/// @param kinds the arrays in it
/// @param items how many things it tells
/// @param happenedAt when the oldest of them happened
record Parcel(List<String> kinds, int items, String body, Instant happenedAt) {

    static final String MESSAGES = "messages";
    static final String STATUSES = "statuses";
    static final String CHANNELS = "channelsUpdates";

    /// So many things go together at most.
    static final int MOST = 100;

    /// One thing to tell.
    ///
    /// @param kind the array that it goes into
    record Item(String kind, Instant at, Map<String, Object> content) {}

    /// In order, 100 at most in each. Messages and statuses share one; a message stands before its statuses because
    /// receivers read the arrays in this order.
    static List<Parcel> of(List<Item> items) {
        var parcels = new ArrayList<Parcel>();
        var open = new ArrayList<Item>();
        for (var item : items) {
            if (open.size() == MOST || !open.isEmpty() && isApart(open.getLast(), item)) {
                parcels.add(closed(open));
                open.clear();
            }
            open.add(item);
        }
        if (!open.isEmpty()) {
            parcels.add(closed(open));
        }
        return parcels;
    }

    private static boolean isApart(Item one, Item other) {
        return one.kind().equals(CHANNELS) != other.kind().equals(CHANNELS);
    }

    private static Parcel closed(List<Item> items) {
        var arrays = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var kind : List.of(MESSAGES, STATUSES, CHANNELS)) {
            var contents = items.stream()
                    .filter(item -> item.kind().equals(kind))
                    .map(Item::content)
                    .toList();
            if (!contents.isEmpty()) {
                arrays.put(kind, contents);
            }
        }
        return new Parcel(
                List.copyOf(arrays.keySet()),
                items.size(),
                Json.write(arrays),
                items.stream().map(Item::at).min(Instant::compareTo).orElseThrow());
    }

    /// Stands in the log for what was forgotten before it could be told.
    static Parcel lost(Instant now) {
        return new Parcel(List.of("lost"), 0, "", now);
    }
}
