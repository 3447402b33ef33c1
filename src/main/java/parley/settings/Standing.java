package parley.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.crm.CrmTrouble;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.settings.Integrations.Integration;

/// Whether a CRM answers and lets us in, as its line notices it. That it lets nobody in is kept in the integration's
/// row, where the settings and the health page find it. What has waited meanwhile is hurried when it answers again
/// (R76): after an hour the pauses between attempts have grown to minutes.
final class Standing implements WatchedCrm.Eye {

    /// How the words of a job begin that waits to be let in.
    static final String REFUSED = CrmTrouble.Kind.AUTH + ":";

    /// How the words of a job begin that waits until the CRM answers.
    private static final String AWAY = CrmTrouble.Kind.TEMPORARY + ":";

    /// As long as it answers some questions it is not away, whatever becomes of others: those keep their pauses.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Integrations integrations;
    private final Jobs jobs;
    private final InstantSource clock;
    private final AccountId account;
    private final Integration opened;
    private volatile @Nullable String known;
    private volatile Instant answered = Instant.EPOCH;

    /// Who has just started does not know how long others have waited.
    private final AtomicBoolean away = new AtomicBoolean(true);

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
        // Whoever asks to slow down is there.
        if (trouble.kind() == CrmTrouble.Kind.TEMPORARY
                && trouble.retryAfter() == null
                && clock.instant().isAfter(answered.plus(SILENCE))) {
            away.set(true);
        }
    }

    @Override
    public void answered() {
        answered = clock.instant();
        if (away.compareAndSet(true, false)) {
            database.useTransaction(tx -> jobs.hurryAll(tx, account, AWAY));
        }
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
