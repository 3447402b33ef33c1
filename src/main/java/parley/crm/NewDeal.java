package parley.crm;

import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// A deal to be created.
///
/// @param stage absent where the CRM is to choose it; most refuse that
public record NewDeal(
        String name,
        ContactId contact,
        EmployeeId responsible,
        @Nullable StageRef stage,
        Crm.Wish wish) {

    public NewDeal(String name, ContactId contact, EmployeeId responsible, StageRef stage) {
        this(name, contact, responsible, stage, Crm.Wish.AUTO);
    }
}
