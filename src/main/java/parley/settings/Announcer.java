package parley.settings;

import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// Told of changes in their own transactions.
@FunctionalInterface
public interface Announcer {

    /// The settings, the employees or the pipelines have changed; the last statement of the transaction.
    void changed(Handle tx, AccountId account);

    /// Another CRM is about to take the place of the former one, whose ids mean nothing in it: whatever is kept
    /// under them is to be forgotten, piece by piece. Asked anew, each time in another transaction, while it
    /// answers `true`.
    default boolean leavesCrm(Handle tx, AccountId account) {
        return false;
    }
}
