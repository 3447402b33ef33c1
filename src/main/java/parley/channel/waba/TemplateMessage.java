package parley.channel.waba;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.Template;
import parley.platform.Json;

/// A message made from a template: which one, and what stands for its variables. The names of the variables say where
/// they belong, so that nothing has to be looked up while sending: `header.1`, `header.image`, `body.1`, `body.name`,
/// `button.0.1`.
final class TemplateMessage {

    private static final List<String> MEDIA = List.of("image", "video", "document");

    private TemplateMessage() {}

    static Plan.Part part(Content content) {
        var details = content.details();
        var object = new LinkedHashMap<String, Object>();
        object.put("name", details.getOrDefault(Template.NAME, ""));
        object.put("language", Map.of("code", details.getOrDefault(Template.LANGUAGE, "")));
        var file = content.files().isEmpty() ? null : content.files().getFirst();
        var medium = file == null ? null : Medium.of(content.kind(), file);
        var components = components(Json.readMap(details.get(Template.VARIABLES)), medium);
        if (!components.isEmpty()) {
            object.put("components", components);
        }
        return new Plan.Part("template", object, file);
    }

    /// The header's picture, now that it is uploaded.
    static Map<String, Object> withHeader(Map<String, Object> object, String mediaId) {
        return Plan.with(
                object,
                "components",
                Json.tree(Json.write(object.get("components")).replace(PLACE, mediaId)));
    }

    /// Stands where the id of an uploaded file will be.
    private static final String PLACE = "{parley-media}";

    private static List<Map<String, Object>> components(Map<String, String> variables, @Nullable Medium medium) {
        var places = new TreeMap<String, List<Map<String, Object>>>(TemplateMessage::inOrder);
        if (medium != null) {
            places.computeIfAbsent("header", _ -> new ArrayList<>())
                    .add(Map.of("type", medium.type, medium.type, Map.of("id", PLACE)));
        }
        var sorted = new TreeMap<String, String>(TemplateMessage::inOrder);
        sorted.putAll(variables);
        sorted.forEach((key, value) -> {
            var dot = key.lastIndexOf('.');
            // A file that goes along is the header's.
            var header = medium != null && dot > 0 && MEDIA.contains(key.substring(dot + 1));
            if (dot > 0 && !header) {
                var place = key.substring(0, dot);
                places.computeIfAbsent(place, _ -> new ArrayList<>())
                        .add(parameter(place, key.substring(dot + 1), value));
            }
        });
        return places.entrySet().stream()
                .map(entry -> component(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, Object> parameter(String place, String name, String value) {
        if (place.equals("header") && MEDIA.contains(name)) {
            return Map.of("type", name, name, Map.of("link", value));
        }
        if (place.startsWith("button.") && name.equals("code")) {
            return Map.of("type", "coupon_code", "coupon_code", value);
        }
        return isNumber(name)
                ? Map.of("type", "text", "text", value)
                : Map.of("type", "text", "parameter_name", name, "text", value);
    }

    private static Map<String, Object> component(String place, List<Map<String, Object>> parameters) {
        if (!place.startsWith("button.")) {
            return Map.of("type", place, "parameters", parameters);
        }
        var code = "coupon_code".equals(parameters.getFirst().get("type"));
        return Map.of(
                "type",
                "button",
                "sub_type",
                code ? "copy_code" : "url",
                "index",
                place.substring("button.".length()),
                "parameters",
                parameters);
    }

    /// Numbers by their size, the rest by its letters.
    private static int inOrder(String one, String other) {
        var here = one.split("\\.");
        var there = other.split("\\.");
        for (int i = 0; i < Math.min(here.length, there.length); i++) {
            var order = isNumber(here[i]) && isNumber(there[i])
                    ? Integer.compare(Integer.parseInt(here[i]), Integer.parseInt(there[i]))
                    : here[i].compareTo(there[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(here.length, there.length);
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,4}");
    }
}
