package parley.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// Where a channel's queue stands: who got the last client, and how many of his block he has got (R28, R29).
///
/// @param served clients of the current block that `last` has got, himself included; 1 or more
/// @param order the channel's list when he was served: it tells who follows somebody who has been removed since
public record Turn(EmployeeId last, int served, List<EmployeeId> order) {

    public Turn {
        if (served < 1) {
            throw new IllegalArgumentException("Whoever was served last has got a client");
        }
        order = List.copyOf(order);
    }

    /// Somebody who takes part.
    ///
    /// @param weight how many clients in a row he gets in each round; 1 or more, 1 for everybody without weights
    public record Place(EmployeeId employee, int weight) {

        public Place {
            if (weight < 1) {
                throw new IllegalArgumentException("A weight is 1 or more");
            }
        }
    }

    /// Who gets the next client; nobody when the queue is empty (R32).
    ///
    /// The place is kept by name, not by number, so queue, order and weights may change between two
    /// clients: whoever was served last gets the rest of his block; after that, or when he is out, it goes on with
    /// whoever follows him in the list as it is now (R32a).
    ///
    /// @param queue those who take part, in list order
    /// @param order the whole list, with those who take no part at the moment
    /// @param last absent before the first client
    public static Optional<Turn> next(List<Place> queue, List<EmployeeId> order, @Nullable Turn last) {
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        if (last == null) {
            return Optional.of(new Turn(queue.getFirst().employee(), 1, order));
        }
        for (var place : queue) {
            if (place.employee().equals(last.last()) && last.served() < place.weight()) {
                return Optional.of(new Turn(last.last(), last.served() + 1, order));
            }
        }
        return Optional.of(new Turn(follower(queue, order, last), 1, order));
    }

    /// The next clients' turns, for the table on the settings page. Shorter than asked for only with an empty queue.
    public static List<Turn> preview(List<Place> queue, List<EmployeeId> order, @Nullable Turn last, int clients) {
        var turns = new ArrayList<Turn>();
        var turn = last;
        for (int client = 0; client < clients && !queue.isEmpty(); client++) {
            turn = next(queue, order, turn).orElseThrow();
            turns.add(turn);
        }
        return turns;
    }

    private static EmployeeId follower(List<Place> queue, List<EmployeeId> order, Turn last) {
        var waiting = queue.stream().map(Place::employee).toList();
        for (var employee : roundFrom(order, last)) {
            if (waiting.contains(employee)) {
                return employee;
            }
        }
        return waiting.getFirst();
    }

    /// The list as one round, beginning with whoever follows the one served last. Had he been removed, it begins with
    /// the first of those behind him who is still there.
    private static List<EmployeeId> roundFrom(List<EmployeeId> order, Turn last) {
        int served = order.indexOf(last.last());
        if (served >= 0) {
            return rotated(order, served + 1);
        }
        for (var behind : rotated(last.order(), last.order().indexOf(last.last()) + 1)) {
            int place = order.indexOf(behind);
            if (place >= 0) {
                return rotated(order, place);
            }
        }
        return order;
    }

    private static <T> List<T> rotated(List<T> list, int first) {
        var round = new ArrayList<T>(list.subList(first, list.size()));
        round.addAll(list.subList(0, first));
        return round;
    }
}
