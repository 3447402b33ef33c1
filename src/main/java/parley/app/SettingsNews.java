package parley.app;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import parley.auth.FormerEmployees;
import parley.base.AccountId;
import parley.chat.Feed;
import parley.chat.FormerCrm;
import parley.intake.Distribution;
import parley.platform.Jobs;
import parley.settings.Announcer;

/// What follows from other settings, other employees, another CRM.
record SettingsNews(Feed feed, Jobs jobs) implements Announcer {

    @Override
    public void changed(Handle tx, AccountId account) {
        Distribution.ask(tx, jobs, account);
        feed.publish(tx, account, Set.of(new Feed.Change.OfSettings()));
    }

    @Override
    public boolean leavesCrm(Handle tx, AccountId account) {
        new FormerEmployees().forget(tx, account);
        return new FormerCrm().forget(tx, account);
    }
}
