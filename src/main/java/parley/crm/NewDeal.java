package parley.crm;

import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// A deal to be created.
public record NewDeal(String name, ContactId contact, EmployeeId responsible, StageRef stage) {}
