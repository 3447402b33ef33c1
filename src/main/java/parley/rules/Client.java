package parley.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.EmployeeId;

/// What the CRM knows of whoever has written.
public sealed interface Client {

    /// No contact matches any of his addresses (R31).
    record Unknown() implements Client {}

    /// @param responsible the contact's own, whatever the deals say
    /// @param deals all of the contact, open and closed
    record Known(ContactId contact, @Nullable EmployeeId responsible, List<DealFacts> deals) implements Client {

        public Known {
            deals = List.copyOf(deals);
        }
    }
}
