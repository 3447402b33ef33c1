package parley.crm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.EmployeeId;

/// A client's card, as the CRM has it (R3).
///
/// @param phones in the CRM's own spelling, never rewritten (R53)
public record Contact(
        ContactId id,
        String name,
        @Nullable EmployeeId responsible,
        List<String> phones,
        List<MessengerAddress> addresses,
        Instant updatedAt) {

    public Contact {
        phones = List.copyOf(phones);
        addresses = List.copyOf(addresses);
    }
}
