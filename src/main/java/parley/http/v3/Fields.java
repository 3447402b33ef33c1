package parley.http.v3;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.channel.CleanText;
import tools.jackson.databind.JsonNode;

/// The fields of one object of a body. Reading goes on after a mistake, so that all of them are told at once: a reader
/// takes everything it needs, then calls {@link #check}. `null` and missing are the same, unknown fields are passed
/// over.
final class Fields {

    /// The longest id, name or address, in code points (contract, 2.1).
    static final int LONGEST = 200;

    private final JsonNode object;
    private final String code;
    private final String prefix;
    private final Set<String> wrong;

    /// @param code of the refusal
    Fields(JsonNode object, String code) {
        this(object, code, "", new LinkedHashSet<>());
    }

    private Fields(JsonNode object, String code, String prefix, Set<String> wrong) {
        this.object = object;
        this.code = code;
        this.prefix = prefix;
        this.wrong = wrong;
    }

    /// Refuses with all wrong fields, if there are any.
    void check() {
        if (!wrong.isEmpty()) {
            throw Refusal.fields(code, wrong());
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /// Something is wrong with this field that the reader itself found out.
    void wrong(String name) {
        wrong.add(prefix + name);
    }

    boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    /// The field as it was sent; missing when it is absent.
    JsonNode node(String name) {
        return object.path(name);
    }

    /// An id of the CRM: 1–200 code points, a whole number is read as its digits. Required.
    String id(String name) {
        return required(name, idOrNull(name));
    }

    @Nullable
    String idOrNull(String name) {
        return has(name) ? idOf(object.path(name), name) : null;
    }

    /// A text of 1–200 code points that is not blank. Required.
    String name(String name) {
        var text = required(name, textOrNull(name, LONGEST));
        if (text.isBlank()) {
            wrong(name);
        }
        return text;
    }

    /// A text of at most so many code points; an empty one is a text.
    @Nullable
    String textOrNull(String name, int most) {
        if (!has(name)) {
            return null;
        }
        var node = object.path(name);
        if (!node.isString() || !isClean(node.stringValue()) || length(node.stringValue()) > most) {
            wrong(name);
            return null;
        }
        return node.stringValue();
    }

    /// Words for a person, of any length, without what no database can hold; an empty one is none.
    @Nullable
    String words(String name) {
        if (!has(name)) {
            return null;
        }
        var node = object.path(name);
        if (!node.isString()) {
            wrong(name);
            return null;
        }
        var clean = CleanText.of(node.stringValue());
        return clean.isEmpty() ? null : clean;
    }

    /// True or false, also as a string.
    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var node = object.path(name);
        return switch (node.isBoolean() || node.isString() ? node.asString() : "") {
            case "true" -> true;
            case "false" -> false;
            default -> {
                wrong(name);
                yield otherwise;
            }
        };
    }

    /// A list of ids, each read as {@link #id}; absent is empty.
    List<String> ids(String name, int most) {
        var ids = new ArrayList<String>();
        for (var node : list(name, most)) {
            var id = idOf(node, name);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /// The objects of a list, whose fields are called `name[0].field`; absent is empty. One object is read as a list
    /// of one.
    List<Fields> each(String name, int most) {
        var objects = new ArrayList<Fields>();
        var nodes = object.path(name).isObject() ? List.of(object.path(name)) : list(name, most);
        for (int place = 0; place < nodes.size(); place++) {
            var path = prefix + name + "[" + place + "]";
            if (nodes.get(place).isObject()) {
                objects.add(new Fields(nodes.get(place), code, path + ".", wrong));
            } else {
                wrong.add(path);
            }
        }
        return objects;
    }

    /// An object inside, whose fields are called `name.field`; null when absent.
    @Nullable
    Fields objectOrNull(String name) {
        if (!has(name)) {
            return null;
        }
        if (!object.path(name).isObject()) {
            wrong(name);
            return null;
        }
        return new Fields(object.path(name), code, prefix + name + ".", wrong);
    }

    private List<JsonNode> list(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        var node = object.path(name);
        if (!node.isArray() || node.size() > most) {
            wrong(name);
            return List.of();
        }
        return List.copyOf(node.values());
    }

    private String required(String name, @Nullable String value) {
        if (value == null) {
            wrong(name);
            return "";
        }
        return value;
    }

    private @Nullable String idOf(JsonNode node, String name) {
        var id = id(node);
        if (id == null) {
            wrong(name);
        }
        return id;
    }

    /// Null for whatever is no id.
    static @Nullable String id(JsonNode node) {
        if (!node.isString() && !node.isIntegralNumber()) {
            return null;
        }
        var id = node.asString();
        return isId(id) ? id : null;
    }

    static boolean isId(String id) {
        return !id.isBlank() && length(id) <= LONGEST && isClean(id);
    }

    /// Neither databases nor JSON can hold U+0000 or half of a surrogate pair.
    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(sign -> sign == 0 || sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
