package parley.timeline;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.auth.Accounts;
import parley.base.AccountId;
import parley.chat.TimelineLines;
import parley.rules.Digest;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk;

/// Which note a message belongs to by the settings of its moment, in the account's time zone (R50).
public final class Windows implements TimelineLines.Plan {

    private final SettingsDesk desk;
    private final Accounts accounts;

    public Windows(SettingsDesk desk, Accounts accounts) {
        this.desk = desk;
        this.accounts = accounts;
    }

    @Override
    public TimelineLines.Windows windows(Handle tx, AccountId account, Instant stored) {
        var agreed = desk.agreed(tx, account)
                .filter(SettingsDesk.Agreed::connected)
                .map(SettingsDesk.Agreed::settings)
                .orElse(null);
        if (agreed == null || agreed.timeline() == TimelineMode.OFF) {
            return _ -> Optional.empty();
        }
        var window =
                accounts.find(tx, account).flatMap(company -> Digest.window(agreed.timeline(), company.zone(), stored));
        return chat -> agreed.channel(chat.channel()).isPresent() ? window : Optional.empty();
    }
}
