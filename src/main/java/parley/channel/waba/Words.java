package parley.channel.waba;

import org.jspecify.annotations.Nullable;
import parley.channel.CleanText;
import tools.jackson.databind.JsonNode;

/// Meta's JSON, read tolerantly: absent, `null`, empty and of another shape are the same, and ids may be numbers.
final class Words {

    private static final int LONGEST = 100_000;

    private Words() {}

    /// What stands there as text, cleaned; absent when it says nothing.
    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isString() && !value.isNumber()) {
            return null;
        }
        var written = value.asString("");
        return CleanText.orNull(written.length() > LONGEST ? written.substring(0, LONGEST) : written);
    }

    static String text(JsonNode node, String field, String otherwise) {
        var found = text(node, field);
        return found == null ? otherwise : found;
    }

    /// 0 when there is none.
    static int number(JsonNode node, String field) {
        var found = whole(node, field);
        return found == null || Math.abs(found) > Integer.MAX_VALUE ? 0 : found.intValue();
    }

    /// A whole number, also one in quotes.
    static @Nullable Long whole(JsonNode node, String field) {
        var found = text(node, field);
        return found != null && found.matches("-?\\d{1,18}") ? Long.valueOf(found) : null;
    }
}
