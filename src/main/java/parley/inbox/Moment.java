package parley.inbox;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.settings.SettingsDesk.Agreed;

/// Everything at one position: a snapshot of the company's data. Rows computed from it carry its position, and equal
/// those of anybody else who looks at the same position.
///
/// @param agreed absent before the first CRM is connected: nobody sees a chat then
record Moment(
        Handle tx,
        AccountId account,
        long position,
        @Nullable Agreed agreed) {

    /// What the viewer sees. Empty when he can see no chat at all.
    Optional<Eyes> eyes(Viewer viewer) {
        return agreed == null || viewer.employee() == null
                ? Optional.empty()
                : Optional.of(new Eyes(viewer.employee(), agreed, viewer.card()));
    }

    String pos() {
        return Long.toString(position);
    }
}
