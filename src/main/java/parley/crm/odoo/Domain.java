package parley.crm.odoo;

import java.util.Collection;
import java.util.List;

/// Conditions of Odoo's searches.
final class Domain {

    /// Archived records hide from searches that do not ask for them.
    static final List<Object> ARCHIVED_TOO = List.of("active", "in", List.of(true, false));

    private Domain() {}

    static List<Object> is(String field, Object value) {
        return List.of(field, "=", value);
    }

    static List<Object> in(String field, Collection<?> values) {
        return List.of(field, "in", List.copyOf(values));
    }

    /// @param pattern of SQL's LIKE, without regard to case
    static List<Object> like(String field, String pattern) {
        return List.of(field, "=ilike", pattern);
    }

    /// The text as a part of a pattern that means itself.
    static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
