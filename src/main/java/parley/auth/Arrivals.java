package parley.auth;

import org.jdbi.v3.core.Handle;

/// Signing in somebody who has just got a login.
record Arrivals(Sessions sessions, Audit audit) {

    String signIn(Handle tx, Viewer viewer, Origin origin) {
        audit.write(tx, viewer.account(), viewer.login(), "signed_in", viewer.name(), origin.address());
        return sessions.begin(tx, viewer.account(), viewer.login(), origin);
    }
}
