package parley.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.rules.Finding;
import tools.jackson.databind.JsonNode;

/// A place in a document, read without trust: what is missing or of another kind is noted as a mistake, and reading
/// goes on with something harmless.
final class JsonCursor {

    private static final int LONGEST = 200;

    /// All that was found wrong.
    static final class Mistakes {

        private static final int MOST = 200;
        private final List<Finding> found = new ArrayList<>();

        void add(Finding mistake) {
            // One wrong place says enough once; a hostile document must not make an endless answer.
            if (found.size() < MOST
                    && found.stream().noneMatch(one -> one.path().equals(mistake.path()))) {
                found.add(mistake);
            }
        }

        List<Finding> all() {
            return List.copyOf(found);
        }
    }

    private final @Nullable JsonNode node;
    private final String path;
    private final Mistakes mistakes;

    JsonCursor(@Nullable JsonNode node, String path, Mistakes mistakes) {
        this.node = node;
        this.path = path;
        this.mistakes = mistakes;
    }

    String path() {
        return path;
    }

    /// The same place under another name.
    JsonCursor named(String other) {
        return new JsonCursor(node, other, mistakes);
    }

    JsonCursor at(String name) {
        var escaped = name.replace("~", "~0").replace("/", "~1");
        var child = node != null && node.isObject() ? node.get(name) : null;
        return new JsonCursor(child, path + "/" + escaped, mistakes);
    }

    /// Notes every field but these.
    ///
    /// @param ignored may be there and means nothing
    JsonCursor only(Set<String> ignored, String... fields) {
        for (var name : names()) {
            if (!ignored.contains(name) && !Arrays.asList(fields).contains(name)) {
                at(name).mistake("unknown_field");
            }
        }
        return this;
    }

    List<String> names() {
        return is(node != null && node.isObject()) && node != null ? List.copyOf(node.propertyNames()) : List.of();
    }

    List<JsonCursor> elements() {
        var elements = new ArrayList<JsonCursor>();
        if (is(node != null && node.isArray()) && node != null) {
            for (int place = 0; place < node.size(); place++) {
                elements.add(new JsonCursor(node.get(place), path + "/" + place, mistakes));
            }
        }
        return elements;
    }

    boolean yes() {
        return is(node != null && node.isBoolean()) && node != null && node.booleanValue();
    }

    long whole() {
        return is(node != null && node.isIntegralNumber() && node.canConvertToLong()) && node != null
                ? node.longValue()
                : 0;
    }

    String text() {
        if (!is(node != null && node.isString()) || node == null) {
            return "";
        }
        var text = node.stringValue();
        if (text.length() > LONGEST) {
            mistake("long", Map.of("max", Integer.toString(LONGEST)));
        }
        return text;
    }

    @Nullable
    String textOrNull() {
        return node == null || node.isNull() ? null : text();
    }

    <E extends Enum<E>> E word(Class<E> type, E otherwise) {
        var text = text();
        for (var word : type.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        mistake("unknown_word");
        return otherwise;
    }

    void mistake(String code) {
        mistake(code, Map.of());
    }

    void mistake(String code, Map<String, String> args) {
        mistakes.add(new Finding(path, code, args));
    }

    private boolean is(boolean right) {
        if (!right) {
            mistake(node == null ? "required" : "wrong_type");
        }
        return right;
    }
}
