package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.crm.CrmTrouble;

/// Ids of Odoo's own descriptions of its models and fields. They stay as long as the database.
final class Models {

    private final Server server;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    Models(Server server) {
        this.server = server;
    }

    long model(String name) {
        return known.computeIfAbsent(name, _ -> find("ir.model", List.of(is("model", name)), name));
    }

    List<Long> fields(String model, List<String> names) {
        return names.stream()
                .map(name -> known.computeIfAbsent(
                        model + "." + name,
                        _ -> find("ir.model.fields", List.of(is("model", model), is("name", name)), name)))
                .toList();
    }

    private long find(String where, List<Object> domain, String name) {
        return server.search(where, domain, List.of("id"), 1).stream()
                .findFirst()
                .map(Row::id)
                .orElseThrow(() -> new CrmTrouble(CrmTrouble.Kind.REFUSED, "this Odoo has no " + name));
    }
}
