package parley.crm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.rules.StageKind;

/// A deal as the CRM has it (R4). Whether it is closed is for the CRM to say.
///
/// @param responsible absent only for a lead that nobody has accepted
/// @param contacts the main one first
public record Deal(
        DealId id,
        String name,
        StageRef stage,
        StageKind kind,
        @Nullable EmployeeId responsible,
        List<ContactId> contacts,
        @Nullable BigDecimal amount,
        Instant createdAt,
        @Nullable Instant closedAt) {

    public Deal {
        contacts = List.copyOf(contacts);
    }
}
