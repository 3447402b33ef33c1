package parley.settings;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import parley.auth.Audit;
import parley.auth.Viewer;
import parley.base.AccountId;

/// Whom a change is told, in its own transaction: the audit log, then everybody whose windows depend on it.
record Written(Audit audit, InstantSource clock, BiConsumer<Handle, AccountId> announcer) {

    /// The last statements of the transaction.
    void by(Handle tx, Viewer viewer, String action, String subject, String address) {
        audit.write(tx, viewer.account(), viewer.login(), action, subject, address);
        announcer.accept(tx, viewer.account());
    }
}
