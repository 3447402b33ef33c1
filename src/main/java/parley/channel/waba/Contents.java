package parley.channel.waba;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import tools.jackson.databind.JsonNode;

/// What a message says, kind by kind (R74). Pure.
final class Contents {

    static final int MOST_CARDS = 10;

    private static final int MOST_LINES = 50;

    private Contents() {}

    /// @param errors of the envelope, which say why a message came without its content
    static Content of(JsonNode message, JsonNode errors) {
        var type = Words.text(message, "type", "unknown");
        var inner = message.path(type);
        var details = details(message);
        return switch (type) {
            case "text" -> text(Words.text(inner, "body"), details);
            case "image" -> file(Kind.IMAGE, inner, "image.jpg", details);
            case "video" -> file(Kind.VIDEO, inner, "video.mp4", details);
            case "audio" -> {
                var voice = inner.path("voice").asBoolean(false);
                yield file(voice ? Kind.VOICE : Kind.AUDIO, inner, voice ? "voice.ogg" : "audio.mp3", details);
            }
            case "document" -> file(Kind.FILE, inner, "document", details);
            case "sticker" -> file(Kind.STICKER, inner, "sticker.webp", details);
            case "location" -> location(inner, details);
            case "button" -> pressed(Words.text(inner, "text"), type, message, errors, details);
            case "interactive" -> pressed(answered(inner), type, message, errors, details);
            case "order" -> order(inner, details);
            default -> unsupported(message, errors, details);
        };
    }

    /// One card of a phone book.
    static Content card(JsonNode card) {
        var details = new HashMap<String, String>();
        var phone = phone(card);
        var name = Words.text(card.path("name"), "formatted_name");
        put(details, "phone", phone);
        put(details, "name", name == null ? Words.text(card.path("name"), "first_name") : name);
        return new Content(Kind.CONTACT, null, List.of(), details);
    }

    /// The first number of a card, with its plus where Meta vouches for it.
    static @Nullable String phone(JsonNode card) {
        var first = card.path("phones").path(0);
        var known = Words.text(first, "wa_id");
        return known == null ? Words.text(first, "phone") : "+" + known;
    }

    /// The same, said by one of a group.
    static Content by(Content content, String author) {
        var details = new HashMap<>(content.details());
        put(details, "author", author.isEmpty() ? null : author);
        return new Content(content.kind(), content.text(), content.files(), details);
    }

    private static Map<String, String> details(JsonNode message) {
        var details = new HashMap<String, String>();
        var context = message.path("context");
        if (context.path("forwarded").asBoolean(false)
                || context.path("frequently_forwarded").asBoolean(false)) {
            details.put("forwarded", Words.text(context, "from", "WhatsApp"));
        }
        var referral = message.path("referral");
        if (referral.isObject()) {
            put(
                    details,
                    "start",
                    Stream.of("source_url", "source_id", "headline")
                            .map(field -> Words.text(referral, field))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
            put(details, "referral", Words.text(referral, "headline"));
        }
        put(details, "product", Words.text(context.path("referred_product"), "product_retailer_id"));
        return details;
    }

    private static Content text(@Nullable String body, Map<String, String> details) {
        return new Content(Kind.TEXT, body, List.of(), details);
    }

    private static Content file(Kind kind, JsonNode media, String otherwise, Map<String, String> details) {
        var id = Words.text(media, "id");
        if (id == null) {
            details.put("type", kind.name().toLowerCase(java.util.Locale.ROOT));
            return new Content(Kind.UNSUPPORTED, Words.text(media, "caption"), List.of(), details);
        }
        var file = new Attachment(
                id, Words.text(media, "filename", otherwise), Words.text(media, "mime_type"), 0, null, null, null);
        return new Content(kind, Words.text(media, "caption"), List.of(file), details);
    }

    private static Content location(JsonNode place, Map<String, String> details) {
        put(details, "latitude", Words.text(place, "latitude"));
        put(details, "longitude", Words.text(place, "longitude"));
        put(details, "title", Words.text(place, "name"));
        put(details, "address", Words.text(place, "address"));
        return new Content(Kind.LOCATION, null, List.of(), details);
    }

    private static Content pressed(
            @Nullable String text, String type, JsonNode message, JsonNode errors, Map<String, String> details) {
        if (text == null) {
            return unsupported(message, errors, details);
        }
        details.put("type", type);
        return text(text, details);
    }

    /// What stands on the button, in the row of the list, or in the form that was filled in.
    private static @Nullable String answered(JsonNode interactive) {
        var type = Words.text(interactive, "type", "");
        var answer = interactive.path(type);
        return type.equals("nfm_reply")
                ? lines(Words.text(answer, "body"), Words.text(answer, "response_json"))
                : lines(Words.text(answer, "title"), Words.text(answer, "description"));
    }

    private static Content order(JsonNode order, Map<String, String> details) {
        var items = new ArrayList<String>();
        for (var item : order.path("product_items").values()) {
            var price = lines(Words.text(item, "item_price"), Words.text(item, "currency"));
            items.add(Words.text(item, "quantity", "1") + " × " + Words.text(item, "product_retailer_id", "?")
                    + (price == null ? "" : ", " + price.replace('\n', ' ')));
        }
        details.put("type", "order");
        var list = items.stream().limit(MOST_LINES).collect(Collectors.joining("\n"));
        return text(lines(Words.text(order, "text"), list.isEmpty() ? null : list), details);
    }

    /// Known by name or not yet invented: shown as what Meta calls it (R74).
    private static Content unsupported(JsonNode message, JsonNode errors, Map<String, String> details) {
        var type = Words.text(message, "type", "unknown");
        var named = Words.text(message.path("unsupported"), "type");
        details.put("type", named == null ? type : named);
        var own = message.path("errors");
        var trouble = Answer.Trouble.of((own.isArray() && !own.isEmpty() ? own : errors).path(0));
        put(details, "reason", trouble.words().isEmpty() ? null : trouble.words());
        return new Content(Kind.UNSUPPORTED, Words.text(message.path(type), "body"), List.of(), details);
    }

    private static @Nullable String lines(@Nullable String first, @Nullable String second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first + "\n" + second;
    }

    private static void put(Map<String, String> details, String key, @Nullable String value) {
        if (value != null) {
            details.put(key, value);
        }
    }
}
