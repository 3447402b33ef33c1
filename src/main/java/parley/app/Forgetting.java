package parley.app;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.delivery.Mailroom;
import parley.platform.Database;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Jobs;
import parley.platform.NewJob;
import parley.platform.Retention;
import parley.webhooks.Webhooks;

/// Once a day, forgets what nobody can ask for any more: chats, messages and decisions stay for ever, but not the raw
/// deliveries behind them, nor positions from which no window and no webhook goes on.
final class Forgetting implements JobHandler {

    static final String KIND = "forget";

    private static final Duration PARKED = Duration.ofDays(14);
    private static final int NIGHT = 3;

    private final Database database;
    private final Jobs jobs;
    private final Books books;
    private final Mailroom mailroom;
    private final Webhooks webhooks;
    private final InstantSource clock;
    private final Retention retention = new Retention();

    Forgetting(Database database, Jobs jobs, Books books, Mailroom mailroom, Webhooks webhooks, InstantSource clock) {
        this.database = database;
        this.jobs = jobs;
        this.books = books;
        this.mailroom = mailroom;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /// Asks for tonight. Harmless twice, and in several processes.
    void begin(AccountId account) {
        database.useTransaction(tx -> ask(tx, account));
    }

    private void ask(Handle tx, AccountId account) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        var due = day.atTime(NIGHT, 0).toInstant(ZoneOffset.UTC);
        jobs.enqueue(tx, new NewJob(account, KIND, day.toString(), KIND, Map.of(), due));
    }

    @Override
    public JobResult run(Job job) {
        var now = clock.instant();
        var account = job.account();
        repeat(tx -> retention.forgetDeliveries(tx, account, now));
        repeat(tx -> retention.forgetJobs(tx, account, now));
        repeat(tx -> mailroom.forget(tx, account, now));
        repeat(tx -> forgetChanges(tx, account));
        database.useTransaction(tx -> {
            var room = books.room();
            room.feed().prune(tx, account, webhooks.oldest(tx, account).orElse(Long.MAX_VALUE));
            room.happenings().prune(tx, account, now.minus(PARKED));
        });
        return JobResult.done(tx -> ask(tx, account));
    }

    private int forgetChanges(Handle tx, AccountId account) {
        return books.integrations()
                .connected(tx, account)
                .map(one -> books.api().forget(tx, account, one.id(), one.cursor()))
                .orElse(0);
    }

    /// A piece at a time, so that no transaction is long.
    private void repeat(ToIntFunction<Handle> piece) {
        while (database.inTransaction(piece::applyAsInt) == Retention.PIECE) {
            // There is more.
        }
    }
}
