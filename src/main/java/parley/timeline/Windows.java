package parley.timeline;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.auth.Accounts;
import parley.chat.Chat;
import parley.chat.TimelineLines;
import parley.rules.Digest;
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
    public Optional<Digest.Window> window(Handle tx, Chat chat, Instant stored) {
        return desk.current(tx, chat.account())
                .filter(SettingsDesk.Agreed::connected)
                .filter(agreed -> agreed.settings().channel(chat.channel()).isPresent())
                .flatMap(agreed -> accounts.find(tx, chat.account())
                        .flatMap(account -> Digest.window(agreed.settings().timeline(), account.zone(), stored)));
    }
}
