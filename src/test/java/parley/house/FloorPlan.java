package parley.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who may know whom. A room knows the rooms of the floors below its own, and nobody on its own floor.
///
/// Below `channel` and `crm` lie alcoves, one per messenger and per CRM: an alcove knows its room and what its room may
/// know; only `app` knows that it exists.
final class FloorPlan {

    /// From the roof down to the rock.
    private static final List<List<String>> FLOORS = List.of(
            List.of("app"),
            List.of("http"),
            List.of("inbox", "timeline", "webhooks", "rehearsal"),
            List.of("intake", "delivery"),
            List.of("chat", "settings"),
            List.of("channel", "crm", "auth", "realtime"),
            List.of("rules", "platform"),
            List.of("base"));

    private static final Set<String> WITH_ALCOVES = Set.of("channel", "crm");

    private FloorPlan() {}

    /// Where a class lives: `channel` or, in an alcove, `channel.telegram`.
    static String room(JavaClass type) {
        var names = type.getPackageName().split("\\.");
        if (names.length > 2 && WITH_ALCOVES.contains(names[1])) {
            return names[1] + "." + names[2];
        }
        return names.length > 1 ? names[1] : "";
    }

    static boolean has(String room) {
        return FLOORS.stream().anyMatch(floor -> floor.contains(outer(room)));
    }

    static boolean mayKnow(String room, String other) {
        if (room.equals(other) || room.equals("app")) {
            return true;
        }
        return below(room).contains(other);
    }

    /// Alcoves are not in it, so nobody reaches one from above.
    private static Set<String> below(String room) {
        var known = new HashSet<String>();
        if (!room.equals(outer(room))) {
            known.add(outer(room));
        }
        var floor = 0;
        while (!FLOORS.get(floor).contains(outer(room))) {
            floor++;
        }
        FLOORS.subList(floor + 1, FLOORS.size()).forEach(known::addAll);
        return known;
    }

    private static String outer(String room) {
        return room.split("\\.")[0];
    }
}
