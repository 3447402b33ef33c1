package parley.settings;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import parley.auth.Audit;
import parley.auth.Viewer;

/// Whom a change is told, in its own transaction: the audit log, then everybody whose windows depend on it.
record Written(Audit audit, InstantSource clock, Announcer announcer) {

    /// The last statements of the transaction.
    void by(Handle tx, Viewer viewer, String action, String subject, String address) {
        audit.write(tx, viewer.account(), viewer.login(), action, subject, address);
        announcer.changed(tx, viewer.account());
    }
}
