package parley.settings;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.crm.CrmTrouble;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.settings.Integrations.Integration;

/// Whether a CRM lets us in, as its line notices it. Kept in the integration's row, where the settings and the health
/// page find it; what has waited meanwhile is hurried when the CRM answers again (R76).
final class Standing implements WatchedCrm.Eye {

    /// How the words of a job begin that waits to be let in.
    static final String REFUSED = CrmTrouble.Kind.AUTH + ":";

    private final Database database;
    private final Integrations integrations;
    private final Jobs jobs;
    private final InstantSource clock;
    private final AccountId account;
    private final Integration opened;
    private volatile @Nullable String known;

    Standing(
            Database database,
            Integrations integrations,
            Jobs jobs,
            InstantSource clock,
            AccountId account,
            Integration opened) {
        this.database = database;
        this.integrations = integrations;
        this.jobs = jobs;
        this.clock = clock;
        this.account = account;
        this.opened = opened;
        seen(opened);
    }

    /// Another process may have noticed it first.
    void seen(Integration now) {
        var trouble = now.trouble();
        known = trouble == null ? null : trouble.code();
    }

    @Override
    public void refused(CrmTrouble trouble) {
        if (trouble.kind() == CrmTrouble.Kind.AUTH && !trouble.code().equals(known)) {
            database.useTransaction(tx -> integrations.refused(tx, account, opened, trouble.code(), clock.instant()));
            known = trouble.code();
        }
    }

    @Override
    public void answered() {
        if (known != null) {
            database.useTransaction(tx -> {
                if (integrations.letIn(tx, account, opened)) {
                    jobs.hurryAll(tx, account, REFUSED);
                }
            });
            known = null;
        }
    }
}
