package parley.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
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

/// Asks the CRMs what has changed: at once where they wake us, every few seconds anyway (R23).
public final class CrmWatch implements AutoCloseable {

    private static final int PIECE = 500;
    private static final ChannelId NO_CHANNEL = new ChannelId(0);
    private static final Logger LOG = System.getLogger(CrmWatch.class.getName());

    private final Surroundings with;
    private final Integrations integrations;
    private final Shards shards;
    private final Duration every;
    private final Semaphore hint = new Semaphore(0);
    private final Set<Crm> listened = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Set<AccountId> asking = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("crm-watch-", 0).factory());
    private volatile boolean closed;

    /// @param every how long a change may go unnoticed when the CRM wakes nobody
    public CrmWatch(Surroundings with, Integrations integrations, Shards shards, Duration every) {
        this.with = with;
        this.integrations = integrations;
        this.shards = shards;
        this.every = every;
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
        if (hint.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
            hint.drainPermits();
        }
    }

    private void ask(OfAccount one) {
        try {
            with.crms()
                    .of(one.account())
                    .filter(line -> line.integration().equals(one.integration().id()))
                    .ifPresent(line -> {
                        if (listened.add(line.crm())) {
                            line.crm().listen(hint::release);
                        }
                        read(one, line.crm());
                    });
        } catch (CrmTrouble trouble) {
            LOG.log(Level.INFO, "account " + one.account() + ": changes wait: " + trouble.kind());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "account " + one.account() + ": changes could not be read", e);
        } finally {
            asking.remove(one.account());
        }
    }

    /// The place up to which changes were read moves in the transaction that asks for their being looked at.
    private void read(OfAccount one, Crm crm) {
        var cursor = one.integration().cursor();
        while (!closed) {
            var piece = crm.changesSince(cursor, PIECE);
            var from = cursor;
            if (piece.cursor() == from) {
                return;
            }
            // Another process may have read on from the same place: then it was faster, and its cursor counts.
            var mine = with.database().inTransaction(tx -> {
                var asked = with.jobs().enqueue(tx, CrmChanges.of(one, from, piece.changes()));
                if (asked) {
                    integrations.readUpTo(tx, one.account(), one.integration().id(), piece.cursor());
                }
                return asked;
            });
            if (!mine) {
                return;
            }
            cursor = piece.cursor();
        }
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
