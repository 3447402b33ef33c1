package parley.intake;

import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.chat.News;
import parley.chat.RouteOrder;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.intake.Deciding.Decided;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Jobs;
import parley.platform.NewJob;
import parley.settings.SettingsDesk.Agreed;

/// Gives waiting clients away, in order of arrival, as soon as somebody may take them (R32); and takes the word back
/// that somebody who has left is responsible (R8).
public final class Distribution implements JobHandler {

    public static final String KIND = "distribute";

    private final Surroundings with;
    private final Intake intake;
    private final CrmChanges changes;
    private final Deciding deciding;

    public Distribution(Surroundings with, Intake intake, CrmChanges changes) {
        this.with = with;
        this.intake = intake;
        this.changes = changes;
        this.deciding = intake.deciding();
    }

    /// The settings or the employees have changed: to be called in the transaction that changes them.
    public static void ask(Handle tx, Jobs jobs, AccountId account) {
        var occasion = tx.createQuery("SELECT pg_current_xact_id()::text AS occasion")
                .mapTo(String.class)
                .one();
        jobs.enqueue(tx, new NewJob(account, KIND, occasion, KIND, new Order()));
    }

    /// The payload says nothing.
    record Order() {}

    @Override
    public JobResult run(Job job) {
        var line = with.crms().of(job.account()).orElse(null);
        var agreed = with.desk().current(job.account()).orElse(null);
        if (line == null || agreed == null) {
            return JobResult.done();
        }
        try {
            forgetWhoHasLeft(job.account(), line.crm(), agreed);
            var waiting = with.database().read(tx -> with.room().chatsOf().waiting(tx, job.account()));
            return distribute(job.account(), waiting, line.crm(), agreed);
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }

    private void forgetWhoHasLeft(AccountId account, Crm crm, Agreed agreed) {
        var left = agreed.staff().left();
        if (!left.isEmpty()) {
            with.database()
                    .read(tx -> with.room().chatsOf().contactsOfEmployees(tx, account, left))
                    .forEach(contact -> changes.reread(account, crm, contact));
        }
    }

    /// In order, and by what is agreed when it begins: if that changes meanwhile, the change has asked for another
    /// round.
    private JobResult distribute(AccountId account, List<ChatId> waiting, Crm crm, Agreed agreed) {
        var everybody = true;
        for (var chat : waiting) {
            switch (give(account, chat, crm, agreed)) {
                case Decided.LookAgain() -> everybody = false;
                case Decided.Outdated() -> {
                    return JobResult.done();
                }
                case Decided.Settled(), Decided.ToDo _, Decided.Elsewhere() -> {
                    // The next one.
                }
            }
        }
        return everybody ? JobResult.done() : JobResult.again("changed meanwhile");
    }

    /// Decides; what is to be done in the CRM goes its own way.
    private Decided give(AccountId account, ChatId chat, Crm crm, Agreed agreed) {
        var known = intake.gather(account, chat, crm);
        if (known == null) {
            return new Decided.Settled();
        }
        return with.database().inTransaction(tx -> {
            var news = new News(account);
            var decided = deciding.decide(StoredLedger.of(tx, account, with), chat, known, agreed, news);
            if (decided instanceof Decided.ToDo(var given, var decision)) {
                with.jobs().enqueue(tx, RouteOrder.of(given, "decision:" + decision.id()));
            }
            news.publish(tx, with.room().feed());
            return decided;
        });
    }
}
