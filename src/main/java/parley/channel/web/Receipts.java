package parley.channel.web;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.channel.DeliveryStatus;

/// How far a visitor's browser has come: *delivered* when it acknowledges events by asking for what comes after them,
/// *read* when the visitor had them before his eyes (R72).
final class Receipts {

    private static final int VISITORS = 10_000;

    private final Visitors visitors;
    private final Events events;
    private final Telling telling;

    /// Forgotten ones are told once more, which changes nothing.
    private final Map<String, Long> delivered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > VISITORS;
        }
    };

    Receipts(Visitors visitors, Events events, Telling telling) {
        this.visitors = visitors;
        this.events = events;
        this.telling = telling;
    }

    /// @param position the last event that the browser says it has
    void acknowledged(String visitor, long position) {
        var before = before(visitor);
        if (position <= Math.max(0, before)) {
            return;
        }
        var known = visitors.known(visitor);
        var start = Math.max(before, known.read());
        var upTo = Math.min(position, events.last(visitor));
        var ids = events.employeesMessages(visitor, start, upTo);
        telling.status(visitor, known, DeliveryStatus.DELIVERED, ids);
        remember(visitor, upTo);
    }

    void read(String visitor, long position) {
        var known = visitors.known(visitor);
        var upTo = Math.min(position, events.last(visitor));
        if (upTo <= known.read()) {
            return;
        }
        var ids = events.employeesMessages(visitor, known.read(), upTo);
        telling.status(visitor, known, DeliveryStatus.READ, ids);
        visitors.change(visitor, was -> was.readUpTo(upTo));
        remember(visitor, upTo);
        if (!ids.isEmpty()) {
            // His other windows take their badges down.
            events.append(visitor, "read:" + upTo, Map.of("type", Events.READ, "up_to", Long.toString(upTo)));
        }
    }

    private synchronized long before(String visitor) {
        return delivered.getOrDefault(visitor, -1L);
    }

    private synchronized void remember(String visitor, long position) {
        delivered.merge(visitor, position, Math::max);
    }
}
