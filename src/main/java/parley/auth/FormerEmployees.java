package parley.auth;

import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// The employees of a CRM that another one takes the place of. Whoever has an id there may be somebody else: nobody is
/// to see a stranger's chats because their ids are the same.
public final class FormerEmployees {

    /// From now on no login is an employee until an administrator says which one, no open invitation makes somebody
    /// one, and windows inside the former CRM are closed.
    public void forget(Handle tx, AccountId account) {
        for (var sql : List.of(
                "UPDATE login SET employee_id = NULL WHERE account_id = :account AND employee_id IS NOT NULL",
                "UPDATE invitation SET employee_id = NULL WHERE account_id = :account AND used_at IS NULL",
                "DELETE FROM frame WHERE account_id = :account",
                "DELETE FROM frame_browser WHERE account_id = :account")) {
            tx.createUpdate(sql).bind("account", account.value()).execute();
        }
    }
}
