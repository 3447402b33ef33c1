package parley.intake;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmHook;
import parley.crm.CrmTrouble;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.NewJob;
import parley.settings.Integrations;
import parley.settings.Integrations.OfAccount;

/// What a CRM tells by its webhooks: hints, written down at once and followed up a moment later, so that several about
/// one record are one look at it (R23).
public final class CrmHints implements JobHandler {

    /// Jobs of this kind ask a CRM what has changed.
    public static final String KIND = "crm.look";

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int NAME_BYTES = 12;

    /// The payload.
    record Look(long integration) {}

    private final Surroundings with;
    private final Integrations integrations;
    private final ChangeReading reading;
    private final RandomGenerator random;
    private final Heard heard = new Heard();

    public CrmHints(Surroundings with, Integrations integrations, RandomGenerator random) {
        this.with = with;
        this.integrations = integrations;
        this.reading = new ChangeReading(with, integrations);
        this.random = random;
    }

    /// Lets the CRM's adapter read a request that came to the account's hook address, and writes down what it heard.
    /// Asks no CRM. Answers `false` when the adapter refuses it, or nothing is connected any more.
    public boolean heard(AccountId account, CrmHook request) {
        var line = with.crms().of(account).orElse(null);
        if (line == null) {
            return false;
        }
        return switch (line.crm().heard(request)) {
            case CrmHook.Verdict.Refused() -> false;
            case CrmHook.Verdict.Heard(var changes) -> {
                write(account, line.integration(), changes);
                yield true;
            }
        };
    }

    /// Any number of records is one job, as long as it has not begun.
    private void write(AccountId account, IntegrationId integration, List<Crm.Change> changes) {
        var records = changes.stream()
                .filter(change -> !(change instanceof Crm.Change.OfCatalogue))
                .toList();
        if (records.isEmpty() && !changes.isEmpty()) {
            return;
        }
        var due = with.clock().instant().plus(MOMENT);
        var job = changes.isEmpty()
                ? new NewJob(account, KIND, name(), CrmChanges.LANE, new Look(integration.value()), due)
                : CrmChanges.heard(account, integration, name(), due);
        with.database().useTransaction(tx -> {
            if (!records.isEmpty()) {
                heard.note(tx, account, integration, records);
            }
            with.jobs().enqueueUnlessWaiting(tx, List.of(job));
        });
    }

    private String name() {
        var bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        return "hook:" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public JobResult run(Job job) {
        var connected = with.database()
                .read(tx -> integrations.connected(tx, job.account()))
                .orElse(null);
        var line = with.crms().of(job.account()).orElse(null);
        if (connected == null || line == null || !line.integration().equals(connected.id())) {
            return JobResult.done();
        }
        try {
            reading.read(
                    new OfAccount(job.account(), connected),
                    line.crm(),
                    () -> Thread.currentThread().isInterrupted());
            return JobResult.done();
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }
}
