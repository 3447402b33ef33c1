package parley.crm.amocrm;

import java.util.List;
import java.util.Map;

/// Our own field as it is sent.
final class Fields {

    private Fields() {}

    static Map<String, Object> ours(String field, Mark mark) {
        return Map.of("field_id", Ids.number(field), "values", List.of(Map.of("value", mark.text())));
    }
}
