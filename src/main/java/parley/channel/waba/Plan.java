package parley.channel.waba;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Outbound;
import parley.channel.Template;
import parley.platform.Json;

/// The messages that one of ours becomes at WhatsApp, in their order: it takes one file each. Pure, and the same each
/// time: a retry goes by the number of a part.
final class Plan {

    static final int TEXT = 4096;
    static final int CAPTION = 1024;

    private static final int REPLY_BUTTONS = 3;
    private static final int LIST_ROWS = 10;
    private static final int BUTTON_TITLE = 20;
    private static final int ROW_TITLE = 24;
    private static final String UNNAMED = ".";

    private final Content content;
    private final List<Part> parts = new ArrayList<>();

    /// @param type in Meta's spelling, and the name of the object
    /// @param object what is said; a file's id is put into it once it is uploaded
    /// @param file to be uploaded first
    record Part(
            String type,
            Map<String, Object> object,
            @Nullable Attachment file) {

        /// The object with an uploaded file in it.
        Map<String, Object> with(String mediaId) {
            return type.equals("template")
                    ? TemplateMessage.withHeader(object, mediaId)
                    : Plan.with(object, "id", mediaId);
        }
    }

    private Plan(Content content) {
        this.content = content;
    }

    static List<Part> of(Outbound.Send message) {
        var plan = new Plan(message.content());
        plan.draw();
        return List.copyOf(plan.parts);
    }

    private void draw() {
        var details = content.details();
        switch (content.kind()) {
            case TEXT, IMAGE, VIDEO, AUDIO, VOICE, FILE, STICKER -> text(files());
            case TEMPLATE -> {
                if (details.containsKey(Template.NAME)) {
                    parts.add(TemplateMessage.part(content));
                }
            }
            case LOCATION -> {
                add("location", location(details));
                text(content.text());
            }
            case CONTACT -> {
                parts.add(new Part("contacts", Map.of(UNNAMED, List.of(card(details))), null));
                text(content.text());
            }
            case SYSTEM, UNSUPPORTED -> {}
        }
    }

    /// Answers the text that is left: it goes along with the first file that can have words, unless it is too long.
    private @Nullable String files() {
        var left = content.text();
        for (var file : content.files()) {
            var medium = Medium.of(content.kind(), file);
            var object = new LinkedHashMap<String, Object>();
            if (medium == Medium.DOCUMENT) {
                object.put("filename", file.name());
            }
            if (left != null && medium.hasCaption() && left.length() <= CAPTION) {
                object.put("caption", left);
                left = null;
            }
            parts.add(new Part(medium.type, object, file));
        }
        return left;
    }

    private void text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return;
        }
        var titles = Json.readList(content.details().get("buttons"), String.class);
        if (titles.isEmpty() || titles.size() > LIST_ROWS) {
            add("text", Map.of("body", text, "preview_url", text.contains("http")));
        } else {
            add("interactive", titles.size() <= REPLY_BUTTONS ? buttons(text, titles) : list(text, titles));
        }
    }

    private static Map<String, Object> buttons(String text, List<String> titles) {
        var buttons = new ArrayList<Map<String, Object>>();
        for (var title : titles) {
            var reply = Map.of("id", Integer.toString(buttons.size() + 1), "title", cut(title, BUTTON_TITLE));
            buttons.add(Map.of("type", "reply", "reply", reply));
        }
        return interactive("button", text, Map.of("buttons", buttons));
    }

    private static Map<String, Object> list(String text, List<String> titles) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var title : titles) {
            rows.add(Map.of("id", Integer.toString(rows.size() + 1), "title", cut(title, ROW_TITLE)));
        }
        return interactive("list", text, Map.of("button", "☰", "sections", List.of(Map.of("rows", rows))));
    }

    private static Map<String, Object> interactive(String type, String text, Map<String, Object> action) {
        return Map.of("type", type, "body", Map.of("text", text), "action", action);
    }

    private static Map<String, Object> location(Map<String, String> details) {
        var place = new LinkedHashMap<String, Object>();
        place.put("latitude", degrees(details.get("latitude")));
        place.put("longitude", degrees(details.get("longitude")));
        put(place, "name", details.get("title"));
        put(place, "address", details.get("address"));
        return place;
    }

    private static Map<String, Object> card(Map<String, String> details) {
        var phone = Objects.requireNonNullElse(details.get("phone"), "");
        var name = details.getOrDefault("name", phone);
        return Map.of(
                "name", Map.of("formatted_name", name, "first_name", name), "phones", List.of(Map.of("phone", phone)));
    }

    private void add(String type, Map<String, Object> object) {
        parts.add(new Part(type, object, null));
    }

    /// What goes under the part's name: most parts are objects, contacts are a list.
    static Object named(Map<String, Object> object) {
        return object.getOrDefault(UNNAMED, object);
    }

    static Map<String, Object> with(Map<String, Object> object, String key, Object value) {
        var more = new LinkedHashMap<>(object);
        more.put(key, value);
        return more;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// What is no number stays as it is, and Meta says what it thinks of it.
    private static Object degrees(@Nullable String written) {
        try {
            return Double.valueOf(Objects.requireNonNullElse(written, ""));
        } catch (NumberFormatException _) {
            return Objects.requireNonNullElse(written, "");
        }
    }

    private static void put(Map<String, Object> object, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            object.put(key, value);
        }
    }
}
