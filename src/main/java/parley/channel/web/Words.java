package parley.channel.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.channel.CleanText;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/// Reads what strangers send: absent, `null`, `""` and the wrong type all mean "missing".
final class Words {

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern ONE_LINE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private Words() {}

    /// The object in these bytes; empty when they hold none.
    static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.ofNullable(Json.tree(json)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /// A text or a number as text, cleaned.
    static @Nullable String text(JsonNode object, String field) {
        var value = object.path(field);
        if (value.getNodeType() != JsonNodeType.STRING && value.getNodeType() != JsonNodeType.NUMBER) {
            return null;
        }
        var cleaned = clean(value.asString());
        return cleaned.isBlank() ? null : cleaned;
    }

    /// As {@link #text}, on one line and at most so many characters.
    static @Nullable String line(JsonNode object, String field, int longest) {
        var text = text(object, field);
        if (text == null) {
            return null;
        }
        var line = ONE_LINE.matcher(text).replaceAll(" ").strip();
        return line.isEmpty() ? null : cut(line, longest);
    }

    static boolean flag(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }

    static long number(JsonNode object, String field, long otherwise) {
        return object.path(field).asLong(otherwise);
    }

    /// Without what PostgreSQL or a screen cannot hold; lines end with `\n`.
    static String clean(String text) {
        var unix = text.replace("\r\n", "\n").replace('\r', '\n');
        return CONTROLS.matcher(CleanText.of(unix)).replaceAll("");
    }

    /// At most so many characters, never half a pair.
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
