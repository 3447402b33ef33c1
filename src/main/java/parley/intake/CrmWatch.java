package parley.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.Shard;
import parley.platform.Shards;
import parley.settings.Integrations;
import parley.settings.Integrations.OfAccount;

/// Asks the CRMs what has changed: at once where they wake us, as often as each allows anyway (R23).
public final class CrmWatch implements AutoCloseable {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final ChannelId NO_CHANNEL = new ChannelId(0);
    private static final Logger LOG = System.getLogger(CrmWatch.class.getName());

    /// When a CRM is asked next.
    ///
    /// @param at by the process's own stopwatch
    /// @param failures in a row
    /// @param refused whether it did not let us in
    private record Next(Crm crm, long at, int failures, boolean refused) {

        /// Somebody else may have found that it lets us in again.
        boolean isDue(Crm line, OfAccount now) {
            return crm != line
                    || System.nanoTime() - at >= 0
                    || refused && now.integration().trouble() == null;
        }
    }

    private final Surroundings with;
    private final Integrations integrations;
    private final ChangeReading reading;
    private final Shards shards;
    private final Duration look;
    private final Semaphore hint = new Semaphore(0);
    private final Map<AccountId, Next> next = new ConcurrentHashMap<>();
    private final Set<AccountId> asking = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("crm-watch-", 0).factory());
    private volatile boolean closed;

    /// @param look how long it may take to notice that a CRM was connected, or that one is due
    public CrmWatch(Surroundings with, Integrations integrations, Shards shards, Duration look) {
        this.with = with;
        this.integrations = integrations;
        this.reading = new ChangeReading(with, integrations);
        this.shards = shards;
        this.look = look;
    }

    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                for (var one : with.database().read(integrations::everywhere)) {
                    if (shards.owned().contains(Shard.of(one.account(), NO_CHANNEL, "crm"))
                            && asking.add(one.account())) {
                        threads.execute(() -> ask(one));
                    }
                }
                pause();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "could not look after the CRMs", e);
            }
        }
    }

    private void pause() throws InterruptedException {
        if (hint.tryAcquire(look.toMillis(), TimeUnit.MILLISECONDS)) {
            hint.drainPermits();
        }
    }

    private void ask(OfAccount one) {
        try {
            with.crms()
                    .of(one.account())
                    .filter(line -> line.integration().equals(one.integration().id()))
                    .ifPresent(line -> ask(one, line.crm()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "account " + one.account() + ": changes could not be read", e);
        } finally {
            asking.remove(one.account());
        }
    }

    private void ask(OfAccount one, Crm crm) {
        var planned = next.get(one.account());
        if (planned != null && !planned.isDue(crm, one)) {
            return;
        }
        if (planned == null || planned.crm() != crm) {
            crm.listen(() -> wake(one.account()));
        }
        // Whoever wakes us from here on is heard: what he tells of may come too late for this reading.
        next.put(one.account(), plan(crm, crm.pollEvery()));
        try {
            reading.read(one, crm, () -> closed);
        } catch (CrmTrouble trouble) {
            LOG.log(Level.INFO, "account " + one.account() + ": changes wait: " + trouble.kind());
            var failures = planned == null || planned.crm() != crm ? 1 : planned.failures() + 1;
            var plan = plan(crm, patience(crm.pollEvery(), trouble, failures));
            next.put(one.account(), new Next(crm, plan.at(), failures, trouble.kind() == CrmTrouble.Kind.AUTH));
        }
    }

    private static Next plan(Crm crm, Duration pause) {
        return new Next(crm, System.nanoTime() + pause.toNanos(), 0, false);
    }

    /// A CRM that says when it wants to be asked again is not asked before; one that does not let us in is for the
    /// administrator; one that is away is asked ever less often.
    ///
    /// @param every how often it may be asked when all is well
    /// @param failures in a row, this one among them
    static Duration patience(Duration every, CrmTrouble trouble, int failures) {
        var asked = trouble.kind() == CrmTrouble.Kind.AUTH ? Troubles.ADMINISTRATOR : trouble.retryAfter();
        if (asked != null) {
            return asked.compareTo(every) > 0 ? asked : every;
        }
        var growing = every.multipliedBy(1L << Math.min(failures - 1, 10));
        var longest = every.compareTo(LONGEST_PAUSE) > 0 ? every : LONGEST_PAUSE;
        return growing.compareTo(longest) < 0 ? growing : longest;
    }

    /// Something has changed in the CRM. One that has troubles is left in peace.
    private void wake(AccountId account) {
        next.computeIfPresent(account, (_, plan) -> plan.failures() > 0 ? plan : plan(plan.crm(), Duration.ZERO));
        hint.release();
    }

    @Override
    public void close() {
        closed = true;
        hint.release();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
