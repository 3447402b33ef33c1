package parley.webhooks;

import java.util.Set;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was sent, for people who look after the hub and need not be allowed to read the chats (R42): its shape, and
/// neither words nor clients.
final class Discreet {

    private static final Set<String> PRIVATE =
            Set.of("text", "oldText", "contentUri", "contentUris", "contact", "chatId", "data", "description");

    private Discreet() {}

    static String of(String body) {
        if (body.isEmpty()) {
            return body;
        }
        var tree = Json.tree(body);
        cover(tree);
        return Json.write(tree);
    }

    private static void cover(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.propertyNames().stream().toList().forEach(name -> {
                    if (PRIVATE.contains(name)) {
                        object.put(name, "…");
                    } else {
                        cover(object.get(name));
                    }
                });
            case ArrayNode array -> array.forEach(Discreet::cover);
            default -> {}
        }
    }
}
