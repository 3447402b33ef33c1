package parley.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.channel.Content;
import parley.chat.Message;
import parley.platform.Json;

@DisplayName("What programs are told, word for word")
class WireTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:15:27.418Z");

    @ParameterizedTest
    @EnumSource
    @DisplayName("every kind of content has one of the contract's types (4.3)")
    void everyKindHasAType(Content.Kind kind) {
        var types = "text image audio video document vcard geo wapi_template unsupported missing_call system unknown";

        assertTrue(List.of(types.split(" ")).contains(Wire.type(kind)));
    }

    @ParameterizedTest
    @CsvSource({
        "window_closed, 24, 24_HOURS_EXCEEDED",
        "window_closed, 168, 7_DAYS_EXCEEDED",
        "no_account, 0, BAD_CONTACT",
        "something_new, 0, GENERAL_ERROR",
    })
    @DisplayName("why a message did not go is said in the contract's codes (6.4)")
    void whyItDidNotGo(String code, String hours, String expected) {
        var error = Errors.of(new Message.Problem(code, Map.of("hours", hours)));

        assertEquals(expected, error.get("error"));
        assertTrue(error.get("description").toString().endsWith("."));
    }

    @Test
    @DisplayName("at most 100 things go together, in order, and states of channels alone")
    void parcels() {
        var items = Stream.concat(
                        IntStream.range(0, 250).mapToObj(n -> item(n % 3 == 0 ? "messages" : "statuses", n)),
                        Stream.of(item("channelsUpdates", 250)))
                .toList();

        var parcels = Parcel.of(items);

        assertEquals(
                List.of(100, 100, 50, 1), parcels.stream().map(Parcel::items).toList());
        assertEquals(List.of("channelsUpdates"), parcels.getLast().kinds());
        assertEquals(
                IntStream.range(0, 250).filter(n -> n % 3 == 0).boxed().toList(),
                parcels.stream()
                        .flatMap(parcel ->
                                Json.tree(parcel.body()).path("messages").valueStream())
                        .map(one -> one.path("n").asInt())
                        .toList());
        assertEquals(NOW.plusSeconds(100), parcels.get(1).happenedAt());
    }

    private static Parcel.Item item(String kind, int number) {
        return new Parcel.Item(kind, NOW.plusSeconds(number), Map.of("n", number));
    }

    @Test
    @DisplayName("pauses grow to a quarter of an hour, each a tenth longer or shorter")
    void pauses() {
        var random = new Random(7);
        var pauses = IntStream.rangeClosed(1, 7)
                .mapToObj(attempts -> Patience.pause(attempts, random).toMillis())
                .toList();

        var middle = List.of(5_000L, 30_000L, 120_000L, 300_000L, 900_000L, 900_000L, 900_000L);
        for (int place = 0; place < middle.size(); place++) {
            assertTrue(Math.abs(pauses.get(place) - middle.get(place)) <= middle.get(place) / 10, pauses.toString());
        }
        assertEquals(7, pauses.stream().distinct().collect(Collectors.toSet()).size());
    }

    @ParameterizedTest
    @CsvSource({"5, 26, true", "5, 24, false", "4, 100, false"})
    @DisplayName("what happened a day ago and was tried often is given up, and nothing else")
    void givenUp(int attempts, int hours, boolean over) {
        assertEquals(over, Patience.isOver(attempts, NOW.minus(Duration.ofHours(hours)), NOW));
    }

    @Test
    @DisplayName("R42: a log shows neither words nor clients")
    void discreet() {
        var sent =
                "{\"messages\":[{\"messageId\":\"m\",\"chatId\":\"79\",\"text\":\"secret\",\"contact\":{\"name\":\"Ann\"},"
                        + "\"oldInfo\":{\"oldText\":\"secret\"},\"status\":\"inbound\"}]}";

        assertEquals(
                "{\"messages\":[{\"messageId\":\"m\",\"chatId\":\"…\",\"text\":\"…\",\"contact\":\"…\","
                        + "\"oldInfo\":{\"oldText\":\"…\"},\"status\":\"inbound\"}]}",
                Discreet.of(sent));
    }
}
