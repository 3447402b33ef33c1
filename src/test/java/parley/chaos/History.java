package parley.chaos;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Everything that happened in one round, written down by whoever took part.
final class History {

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();

    void add(Event event) {
        events.add(event);
    }

    List<Event> all() {
        return List.copyOf(events);
    }

    <T extends Event> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
