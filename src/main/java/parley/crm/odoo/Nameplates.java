package parley.crm.odoo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.crm.CrmTrouble;

/// Odoo's external ids of the module `parley`, of which there is none: nothing but Parley reads or writes them.
final class Nameplates {

    static final String MODULE = "parley";

    private static final String MODEL = "ir.model.data";
    private static final List<String> FIELDS = List.of("name", "res_id");
    private static final int MOST = 2_000;
    private static final int TRIES = 5;

    private final Server server;

    Nameplates(Server server) {
        this.server = server;
    }

    Optional<Long> find(String model, String name) {
        return find(model, List.of(name)).values().stream().findFirst();
    }

    /// Name → record, of those that are there.
    Map<String, Long> find(String model, Collection<String> names) {
        return search(List.of(is("model", model), Domain.in("name", names))).stream()
                .collect(Collectors.toMap(row -> row.textOrEmpty("name"), Nameplates::record));
    }

    /// Records whose names have this pattern.
    List<Long> like(String model, String pattern) {
        return search(List.of(is("model", model), Domain.like("name", pattern))).stream()
                .map(Nameplates::record)
                .distinct()
                .toList();
    }

    /// Deletes the records whose names have this pattern, and with them the names.
    void remove(String model, String pattern) {
        var there = like(model, pattern);
        if (!there.isEmpty()) {
            server.call(model, "unlink", Map.of("ids", there));
        }
    }

    /// Record → its names.
    Map<Long, List<String>> of(String model, Collection<Long> records) {
        return search(List.of(is("model", model), Domain.in("res_id", records))).stream()
                .collect(Collectors.groupingBy(
                        Nameplates::record, Collectors.mapping(row -> row.textOrEmpty("name"), Collectors.toList())));
    }

    /// Gives the record these names, of which another record may have to let go.
    void put(String model, long record, Collection<String> names) {
        for (int tries = 1; !puts(model, record, names); tries++) {
            if (tries == TRIES) {
                throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "others write to the same contact");
            }
        }
    }

    /// Answers `false` when somebody else has given one of the names at the same moment.
    private boolean puts(String model, long record, Collection<String> names) {
        var there = new HashMap<String, Row>();
        search(List.of(is("model", model), Domain.in("name", names)))
                .forEach(row -> there.put(row.textOrEmpty("name"), row));
        var missing = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            var row = there.get(name);
            if (row == null) {
                missing.add(Map.of("module", MODULE, "name", name, "model", model, "res_id", record, "noupdate", true));
            } else if (record(row) != record) {
                server.write(MODEL, row.id(), Map.of("res_id", record));
            }
        }
        if (missing.isEmpty()) {
            return true;
        }
        try {
            server.call(MODEL, "create", Map.of("vals_list", missing));
            return true;
        } catch (CrmTrouble trouble) {
            if (Collision.isOne(trouble)) {
                return false;
            }
            throw trouble;
        }
    }

    private static long record(Row row) {
        return row.json().path("res_id").asLong();
    }

    private static List<Object> is(String field, String value) {
        return Domain.is(field, value);
    }

    private List<Row> search(List<List<Object>> conditions) {
        var domain = new ArrayList<Object>(conditions);
        domain.add(Domain.is("module", MODULE));
        return server.search(MODEL, domain, FIELDS, MOST);
    }
}
