package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import parley.channel.Connection.StoredEvent;
import parley.channel.Inbound;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Any field may one day have another shape than documented.
class OddShapesTest {

    private static final List<String> SHAPES = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e400",
            "99999999999999999999999",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"id\":{}}",
            "[{\"id\":[]}]",
            "[1,\"2\",{}]");

    @Property(tries = 3000)
    @Label("reading never throws, whatever shape a field has")
    void neverThrows(@ForAll("bent") byte[] body) {
        assertEquals(1, read(body).size(), "one update, one thing that happened");
    }

    @Property(tries = 2000)
    @Label("R74: whatever shape a field inside a message has, the message is shown")
    void theMessageIsShown(@ForAll("bentContent") byte[] body) {
        assertInstanceOf(Inbound.Message.class, read(body).getFirst());
    }

    private static List<Inbound> read(byte[] body) {
        return Reading.of(new StoredEvent(Samples.RECEIVED, Map.of(), body));
    }

    @Provide
    Arbitrary<byte[]> bent() {
        return Arbitraries.of(Samples.names()).flatMap(name -> bent(name, List.of()));
    }

    /// Without the fields by which a message is one, and those by which it becomes something else.
    @Provide
    Arbitrary<byte[]> bentContent() {
        var messages = Samples.names().stream()
                .filter(name -> Samples.read(name) instanceof Inbound.Message)
                .toList();
        return Arbitraries.of(messages)
                .flatMap(name ->
                        bent(name, List.of("/message", "/message/message_id", "/message/chat", "/message/chat/id")));
    }

    private static Arbitrary<byte[]> bent(String name, List<String> spared) {
        var places = new ArrayList<String>();
        places(Json.tree(Samples.bytes(name)), "", places);
        places.removeAll(spared);
        return Arbitraries.of(places).flatMap(place -> Arbitraries.of(SHAPES).map(shape -> bend(name, place, shape)));
    }

    private static void places(JsonNode node, String path, List<String> places) {
        node.properties().forEach(entry -> {
            places.add(path + "/" + entry.getKey());
            places(entry.getValue(), path + "/" + entry.getKey(), places);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(path + "/" + i);
            places(node.get(i), path + "/" + i, places);
        }
    }

    private static byte[] bend(String name, String place, String shape) {
        var tree = Json.tree(Samples.bytes(name));
        var cut = place.lastIndexOf('/');
        var key = place.substring(cut + 1);
        switch (tree.at(place.substring(0, cut))) {
            case ObjectNode object -> object.set(key, Json.tree(shape));
            case ArrayNode array -> array.set(Integer.parseInt(key), Json.tree(shape));
            default -> throw new IllegalStateException(place);
        }
        return Json.bytes(tree);
    }
}
