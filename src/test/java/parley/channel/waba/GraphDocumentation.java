package parley.channel.waba;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What Meta's documentation says about a message: which fields there are, which must be there, and their types.
final class GraphDocumentation {

    private static final Set<String> ENVELOPE = Set.of(
            "messaging_product", "recipient_type", "to", "recipient", "type", "context", "biz_opaque_callback_data");

    /// The fields of each kind; those with `!` must be there, of those with `|` one.
    private static final Map<String, List<String>> OBJECTS = Map.ofEntries(
            Map.entry("text", List.of("!body", "preview_url")),
            Map.entry("image", List.of("id|link", "caption")),
            Map.entry("video", List.of("id|link", "caption")),
            Map.entry("audio", List.of("id|link")),
            Map.entry("sticker", List.of("id|link")),
            Map.entry("document", List.of("id|link", "caption", "filename")),
            Map.entry("location", List.of("!latitude", "!longitude", "name", "address")),
            Map.entry("reaction", List.of("!message_id", "!emoji")),
            Map.entry("template", List.of("!name", "!language", "components")),
            Map.entry("interactive", List.of("!type", "!body", "!action")));

    private GraphDocumentation() {}

    static List<String> flaws(JsonNode message) {
        var flaws = new ArrayList<String>();
        var type = message.path("type").asString("");
        message.propertyNames().stream()
                .filter(name -> !ENVELOPE.contains(name) && !name.equals(type))
                .forEach(name -> flaws.add("no such field: " + name));
        demand(flaws, "whatsapp".equals(message.path("messaging_product").asString("")), "messaging_product");
        demand(
                flaws,
                Set.of("individual", "group")
                        .contains(message.path("recipient_type").asString("")),
                "recipient_type");
        demand(flaws, message.has("to") != message.has("recipient"), "to or recipient");
        demand(
                flaws,
                !message.has("to")
                        || message.path("recipient_type").asString("").equals("group")
                        || message.path("to").asString("").matches("\\d{5,20}"),
                "to is digits");
        demand(flaws, message.path("biz_opaque_callback_data").asString("").length() <= 512, "callback data");
        demand(flaws, !type.equals("reaction") || !message.has("context"), "a reaction has no context");
        if (type.equals("contacts")) {
            contacts(flaws, message.path("contacts"));
        } else {
            object(flaws, type, message.path(type));
        }
        return flaws;
    }

    private static void object(List<String> flaws, String type, JsonNode object) {
        var fields = OBJECTS.get(type);
        if (fields == null || !object.isObject()) {
            flaws.add("no such type: " + type);
            return;
        }
        var known = fields.stream()
                .flatMap(field -> List.of(field.replace("!", "").split("\\|")).stream())
                .toList();
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> flaws.add(type + " has no " + name));
        fields.stream()
                .filter(field -> field.startsWith("!"))
                .map(field -> field.substring(1))
                .forEach(field -> demand(flaws, object.has(field), type + " without " + field));
        if (fields.contains("id|link")) {
            demand(flaws, object.has("id") != object.has("link"), type + " has id or link");
        }
        switch (type) {
            case "text" -> {
                var body = object.path("body").asString("");
                demand(flaws, !body.isBlank() && body.length() <= 4096, "body");
            }
            case "location" -> demand(flaws, object.path("latitude").isNumber(), "latitude is a number");
            case "template" -> template(flaws, object);
            case "interactive" -> interactive(flaws, object);
            default -> {}
        }
    }

    private static void template(List<String> flaws, JsonNode template) {
        demand(flaws, template.path("language").path("code").isString(), "language.code");
        for (var component : template.path("components").values()) {
            var type = component.path("type").asString("");
            demand(flaws, Set.of("header", "body", "button").contains(type), "component " + type);
            demand(flaws, !type.equals("button") || component.has("sub_type") && component.has("index"), "button");
            for (var parameter : component.path("parameters").values()) {
                var kind = parameter.path("type").asString("");
                demand(flaws, parameter.has(kind), "parameter " + kind + ": " + parameter);
                demand(flaws, !parameter.toString().contains("{parley"), "a placeholder was sent");
            }
        }
    }

    private static void interactive(List<String> flaws, JsonNode interactive) {
        var buttons = interactive.path("action").path("buttons");
        demand(flaws, buttons.size() <= 3, "at most three buttons");
        for (var button : buttons.values()) {
            var title = button.path("reply").path("title").asString("");
            demand(flaws, !title.isEmpty() && title.length() <= 20, "a button's title");
        }
        demand(
                flaws,
                interactive.path("action").path("sections").path(0).path("rows").size() <= 10,
                "at most ten rows");
    }

    private static void contacts(List<String> flaws, JsonNode contacts) {
        demand(flaws, contacts.isArray() && !contacts.isEmpty(), "contacts is a list");
        for (var contact : contacts.values()) {
            demand(flaws, contact.path("name").path("formatted_name").isString(), "formatted_name");
            demand(flaws, contact.path("phones").isArray(), "phones");
        }
    }

    private static void demand(List<String> flaws, boolean holds, String flaw) {
        if (!holds) {
            flaws.add(flaw);
        }
    }
}
