package parley.auth;

import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;

/// The person behind a request.
///
/// @param login the number of the login, or {@link #PROGRAM}
/// @param employee absent for an administrator who is not among the employees of the CRM: he sees no chats then
/// @param administrator may change settings, channels, logins and keys; has no other right by it
/// @param language `ru` or `en`
/// @param card in a window inside a CRM's card: nothing else is seen or written to through it
public record Viewer(
        AccountId account,
        long login,
        @Nullable EmployeeId employee,
        boolean administrator,
        String name,
        String language,
        @Nullable CardScope card) {

    /// The login of a program that asks with an API key, and of a window inside a CRM.
    public static final long PROGRAM = 0;

    public Viewer(
            AccountId account,
            long login,
            @Nullable EmployeeId employee,
            boolean administrator,
            String name,
            String language) {
        this(account, login, employee, administrator, name, language, null);
    }
}
