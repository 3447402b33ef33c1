package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.EmployeeId;
import parley.rules.Turn.Place;

class TurnTest {

    @TestFactory
    @DisplayName("R28, R29, R32a: who gets whom while the list changes")
    Stream<DynamicTest> theTable() {
        return Vectors.json("turn.json").stream()
                .map(story -> dynamicTest(story.get("name").asString(), () -> {
                    @Nullable Turn last = null;
                    for (var step : story.get("steps").values()) {
                        var gets = new ArrayList<String>();
                        for (int client = 0;
                                client < words(step.get("gets").asString()).size();
                                client++) {
                            var next = Turn.next(
                                    queue(step.get("queue").asString()),
                                    order(step.get("order").asString()),
                                    last);
                            gets.add(next.map(turn -> turn.last().value()).orElse("-"));
                            last = next.orElse(last);
                        }
                        assertEquals(step.get("gets").asString(), String.join(" ", gets));
                    }
                }));
    }

    @Property
    @Label("R28, R29: after k full rounds everyone has k times his weight, and each block is in one piece")
    void roundsAreFair(@ForAll("queues") List<Place> queue, @ForAll @IntRange(min = 1, max = 4) int rounds) {
        int round = queue.stream().mapToInt(Place::weight).sum();

        var got = Turn.preview(queue, order(queue), null, rounds * round).stream()
                .map(Turn::last)
                .toList();

        var once = queue.stream()
                .flatMap(place -> IntStream.range(0, place.weight()).mapToObj(client -> place.employee()))
                .toList();
        assertEquals(
                IntStream.range(0, rounds).boxed().flatMap(k -> once.stream()).toList(), got);
    }

    @Property
    @Label("R32a: removing somebody who is neither last served nor next changes nothing for the next client")
    void removingABystanderChangesNothing(
            @ForAll("queues") List<Place> queue, @ForAll @IntRange(min = 1, max = 30) int clients) {
        var last = Turn.preview(queue, order(queue), null, clients).getLast();
        var next = Turn.next(queue, order(queue), last).orElseThrow().last();

        for (var bystander : queue) {
            if (!bystander.employee().equals(last.last())
                    && !bystander.employee().equals(next)) {
                var without = queue.stream().filter(place -> place != bystander).toList();
                assertEquals(
                        next,
                        Turn.next(without, order(without), last).orElseThrow().last());
            }
        }
    }

    @Property
    @Label("R32a: it makes no difference whether the last served is removed or only takes no part any more")
    void removedOrIdleIsTheSameForTheOthers(
            @ForAll("queues") List<Place> queue, @ForAll @IntRange(min = 1, max = 30) int clients) {
        var last = Turn.preview(queue, order(queue), null, clients).getLast();
        var without = queue.stream()
                .filter(place -> !place.employee().equals(last.last()))
                .toList();

        assertEquals(
                Turn.next(without, order(queue), last).map(Turn::last),
                Turn.next(without, order(without), last).map(Turn::last));
    }

    @Property
    @Label("R32a: whatever was changed, the next one takes part, and everyone is served within a round")
    void whateverWasChangedEveryoneIsServedWithinARound(
            @ForAll("queues") List<Place> before,
            @ForAll("queues") List<Place> after,
            @ForAll @IntRange(min = 1, max = 30) int clients) {
        var last = Turn.preview(before, order(before), null, clients).getLast();
        int round = after.stream().mapToInt(Place::weight).sum();

        var served = Turn.preview(after, order(after), last, 2 * round).stream()
                .map(Turn::last)
                .toList();

        assertTrue(served.containsAll(order(after)));
    }

    @Provide
    Arbitrary<List<Place>> queues() {
        var employee = Arbitraries.of("A", "B", "C", "D", "E", "F").map(EmployeeId::new);
        return employee.list()
                .uniqueElements()
                .ofMinSize(1)
                .flatMap(employees -> Arbitraries.integers()
                        .between(1, 4)
                        .list()
                        .ofSize(employees.size())
                        .map(weights -> IntStream.range(0, employees.size())
                                .mapToObj(i -> new Place(employees.get(i), weights.get(i)))
                                .toList()));
    }

    private static List<EmployeeId> order(List<Place> queue) {
        return queue.stream().map(Place::employee).toList();
    }

    private static List<EmployeeId> order(String words) {
        return words(words).stream().map(EmployeeId::new).toList();
    }

    private static List<Place> queue(String words) {
        return words(words).stream()
                .map(word -> word.split(":"))
                .map(word -> new Place(new EmployeeId(word[0]), word.length > 1 ? Integer.parseInt(word[1]) : 1))
                .toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}
