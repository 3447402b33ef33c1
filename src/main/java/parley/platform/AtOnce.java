package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Takes in what messengers deliver and works it off in the same transaction, where nothing lies before it: one commit
/// instead of two, and nobody has to be woken (docs/adr/0008).
///
/// Whatever does not go this way, for whatever reason, is left to be written down as {@link Work}. Nothing is lost or
/// done twice by trying: the transaction has all its effects or none.
final class AtOnce {

    /// More than that are better taken in first: meanwhile they gather, and are worked off by the hundred.
    private static final int MOST = 64;

    /// After a failure, so that what cannot be read or is held by somebody is not tried twice all the time.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// While the database is away, whoever asks it waits: twice for each batch would be once too often.
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    /// The messenger waits for it, and so do all others of its lane.
    private static final String LOCK_TIMEOUT = "100ms";

    private static final Logger LOG = System.getLogger(Ingress.class.getName());

    private final Database database;
    private final Shards shards;
    private final Work.Handler handler;
    private final Predicate<Set<Shard>> busy;

    /// Taken for writing when this way is closed, and never given back.
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    private volatile long closedUntilNanos = System.nanoTime();

    /// @param handler of {@link Work#RAW}
    /// @param busy whether work is known to be waiting or under way in one of these shards: a hint that saves asking,
    ///     for what counts is asked in the transaction
    AtOnce(Database database, Shards shards, Work.Handler handler, Predicate<Set<Shard>> busy) {
        this.database = database;
        this.shards = shards;
        this.handler = handler;
        this.busy = busy;
    }

    /// @param fresh how many were not there before; they are committed, and so is what they were the cause of
    /// @param left of which nothing is stored
    record Outcome(int fresh, List<Arrival> left) {

        static Outcome nothing(List<Arrival> batch) {
            return new Outcome(0, batch);
        }
    }

    /// Never throws for what the database says.
    Outcome takeIn(List<Arrival> batch) {
        if (batch.size() > MOST || closedUntilNanos - System.nanoTime() > 0) {
            return Outcome.nothing(batch);
        }
        var ours = shards.owned();
        var mine = new ArrayList<Arrival>();
        var others = new ArrayList<Arrival>();
        batch.forEach(one -> (ours.contains(one.shard()) ? mine : others).add(one));
        var places = mine.stream().map(Arrival::shard).collect(Collectors.toSet());
        if (mine.isEmpty() || busy.test(places) || !gate.readLock().tryLock()) {
            return Outcome.nothing(batch);
        }
        try {
            return new Outcome(database.takeIn(tx -> workOff(tx, mine, places)), others);
        } catch (Waiting | LostShard _) {
            return Outcome.nothing(batch);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "what came in is not worked off at once", e);
            closedUntilNanos = System.nanoTime() + (Database.isAway(e) ? LONG_PAUSE : PAUSE).toNanos();
            return Outcome.nothing(batch);
        } finally {
            gate.readLock().unlock();
        }
    }

    /// Answers how many were not there before.
    private int workOff(Handle tx, List<Arrival> batch, Set<Shard> places) {
        if (!WorkTable.isFree(tx, shards, places, LOCK_TIMEOUT)) {
            throw new Waiting();
        }
        var items = store(tx, batch);
        if (items.size() < ArrivalWriter.different(batch)) {
            // One is there already, perhaps since just now and as work that this transaction cannot see: what came
            // after it in its chat must not overtake it.
            throw new Waiting();
        }
        Failpoint.WORK_TAKEN.hit();
        handler.handle(tx, items);
        Failpoint.WORK_HANDLED.hit();
        return items.size();
    }

    private static List<WorkItem> store(Handle tx, List<Arrival> batch) {
        try {
            return ArrivalWriter.store(tx.getConnection(), batch);
        } catch (SQLException e) {
            throw new IllegalStateException("what came in could not be stored", e);
        }
    }

    /// Something lies before it.
    private static final class Waiting extends RuntimeException {

        private static final long serialVersionUID = 1;

        Waiting() {
            super("work waits", null, false, false);
        }
    }

    /// Returns when nobody is under way any more; from then on nobody comes this way.
    void close() {
        gate.writeLock().lock();
    }
}
