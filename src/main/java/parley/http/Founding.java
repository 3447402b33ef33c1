package parley.http;

import parley.auth.FirstRun;
import parley.base.AccountId;
import parley.base.EmployeeId;

/// Makes what a new company stands on: its CRM with the owner as first employee, its first channel. Harmless twice.
@FunctionalInterface
public interface Founding {

    /// @param demo whether sample data is wanted
    /// @return the owner among the employees
    EmployeeId found(AccountId account, FirstRun.Form form, boolean demo);
}
