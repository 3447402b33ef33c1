package parley.http.v3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// A list of entities in a body, taken whole or not at all. One object is read as a list of one.
final class Batch {

    /// How many entities one request may hold.
    static final int MOST = 100;

    /// The wrong fields of one entity.
    record Wrong(int index, List<String> fields) {}

    private Batch() {}

    /// Reads every entity and refuses with all mistakes of all of them.
    ///
    /// @param code of the refusal
    /// @param reader takes everything it needs from the fields; mistakes are gathered there
    /// @param id of an entity: the same one twice is a mistake of both
    static <T> List<T> read(Call call, String code, int most, Function<Fields, T> reader, Function<T, String> id) {
        var nodes = nodes(call.json(), code, most);
        var entities = new ArrayList<T>();
        var wrong = new TreeMap<Integer, TreeSet<String>>();
        var places = new HashMap<String, Integer>();
        for (int place = 0; place < nodes.size(); place++) {
            var fields = new Fields(nodes.get(place), code);
            var entity = reader.apply(fields);
            entities.add(entity);
            if (!nodes.get(place).isObject() || !fields.wrong().isEmpty()) {
                add(wrong, place, fields.wrong());
            }
            var twin = places.putIfAbsent(id.apply(entity), place);
            if (twin != null && !id.apply(entity).isEmpty()) {
                add(wrong, twin, List.of("id"));
                add(wrong, place, List.of("id"));
            }
        }
        if (!wrong.isEmpty()) {
            throw refusal(code, wrong);
        }
        return entities;
    }

    /// The ids of a body such as `["1","2"]`.
    static List<String> ids(Call call, String code) {
        var ids = new ArrayList<String>();
        var wrong = new TreeMap<Integer, TreeSet<String>>();
        var nodes = nodes(call.json(), code, MOST);
        for (int place = 0; place < nodes.size(); place++) {
            var id = Fields.id(nodes.get(place));
            if (id == null) {
                add(wrong, place, List.of("id"));
            } else {
                ids.add(id);
            }
        }
        if (!wrong.isEmpty()) {
            throw refusal(code, wrong);
        }
        return ids;
    }

    private static List<JsonNode> nodes(JsonNode json, String code, int most) {
        if (json.isObject()) {
            return List.of(json);
        }
        if (!json.isArray()) {
            throw Refusal.of(400, code, "The body is a JSON array.").data(List.of());
        }
        if (json.size() > most) {
            throw Refusal.of(400, "TOO_MANY_ENTITIES", "At most " + most + " entities are taken at once.");
        }
        return List.copyOf(json.values());
    }

    private static void add(Map<Integer, TreeSet<String>> wrong, int place, List<String> fields) {
        wrong.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(fields);
    }

    private static Refusal refusal(String code, Map<Integer, TreeSet<String>> wrong) {
        var data = wrong.entrySet().stream()
                .map(entry -> new Wrong(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
        return Refusal.of(400, code, "Some entities are wrong; nothing was stored.")
                .data(data);
    }
}
