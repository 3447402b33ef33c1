package parley.crm.odoo;

import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;

/// Odoo's ids are numbers; an id of ours that is none belongs to no record of Odoo's.
final class Ids {

    static final long NONE = 0;

    private Ids() {}

    static long number(ContactId id) {
        return number(id.value());
    }

    static long number(DealId id) {
        return number(id.value());
    }

    static long number(EmployeeId id) {
        return number(id.value());
    }

    static long number(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : NONE;
    }

    static String text(@Nullable EmployeeId id) {
        return id == null ? "" : id.value();
    }

    static @Nullable EmployeeId employee(@Nullable Long id) {
        return id == null ? null : new EmployeeId(id.toString());
    }
}
