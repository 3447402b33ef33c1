package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Which shards this process owns: leases in the database, by the database's clock, each with a fencing number.
///
/// Owning one is a hint that work may begin; {@link #fence} in the transaction of the effect is the proof.
public final class Shards implements AutoCloseable {

    /// Whether other processes may work on the same database.
    public enum Neighbours {

        /// The database is ours alone, and a lock on its folder makes sure of it: all shards are taken at once, for
        /// good.
        NONE,

        /// Shards are shared out among the living; those of a dead process are taken over when its leases end.
        POSSIBLE
    }

    /// How long the chats of a killed process stand still: whoever is left looks again in the moment in which a lease
    /// ends. Where the database still holds what the dead one was writing, they wait for the next tick after that.
    static final Duration LEASE = Duration.ofMillis(2_400);

    private static final String LOCK_TIMEOUT = "10s";

    static final Duration TICK = Duration.ofMillis(500);
    private static final Duration MISSED = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(Shards.class.getName());

    /// Of the shards that are claimed those which are ours, held until the commit: `held (vshard)`.
    static final String HELD = """
        limits AS MATERIALIZED (
            SELECT set_config('lock_timeout', :patience, true),
                set_config('idle_in_transaction_session_timeout', '2s', true),
                set_config('statement_timeout', '10s', true),
                CASE
                    WHEN current_setting('server_version_num')::int >= 170000
                    THEN set_config('transaction_timeout', '10s', true)
                END),
        held AS MATERIALIZED (
            SELECT lease.vshard
            FROM lease
            JOIN unnest(:shards, :fences) AS mine (vshard, fence) ON mine.vshard = lease.vshard
            CROSS JOIN limits
            WHERE lease.vshard = ANY(:shards) AND lease.owner = :owner AND lease.fence = mine.fence
            ORDER BY lease.vshard
            FOR KEY SHARE OF lease)
        """;

    private final Database database;
    private final LeaseTable leases;
    private final String owner;
    private final Neighbours neighbours;
    private final Consumer<Set<Shard>> gained;
    private final Signal stop = new Signal();
    private volatile Map<Shard, Long> owned = Map.of();
    private volatile int processes = 1;
    private volatile boolean closed;
    private volatile Thread ticker = Thread.ofVirtual().unstarted(() -> {});

    /// @param owner random, made when the process starts: a restarted process must not inherit its own old leases
    /// @param gained told which shards have come in: what their former owner has left undone lies there already
    public Shards(Database database, String owner, Neighbours neighbours, Consumer<Set<Shard>> gained) {
        this.database = database;
        this.leases = new LeaseTable(owner, LEASE);
        this.owner = owner;
        this.neighbours = neighbours;
        this.gained = gained;
    }

    /// Takes what is free, and goes on doing so.
    public void start() {
        var first = tick();
        ticker = Thread.ofVirtual().name("shards").start(() -> {
            var pause = first;
            while (!closed) {
                stop.await(pause);
                pause = tickWhileOpen();
            }
        });
    }

    public Set<Shard> owned() {
        return owned.keySet();
    }

    /// Those of them that are another's.
    public Set<Shard> notOwned(Set<Shard> some) {
        var others = new TreeSet<>(some);
        others.removeAll(owned());
        return others;
    }

    /// How many processes work on this database, this one among them. Who comes or goes is noticed within a second, who
    /// was killed after ten: a process that merely stood still must not find its share of a limit taken.
    public int processes() {
        return processes;
    }

    /// The first statement of a transaction that works in a shard: proves ownership and holds it until the commit.
    ///
    /// Throws {@link LostShard}. The transaction should take less than 100 ms, since whoever takes over waits for it;
    /// one that stands still for two seconds, as that of a frozen process does, is ended by the server, or its lock
    /// would outlive the lease.
    public void fence(Handle tx, Shard shard) {
        fence(tx, Set.of(shard));
    }

    /// The same for several shards at once. They are held in ascending order, so that nobody waits in a ring, and by
    /// the weakest of locks: what this process does at the same time in one shard need not wait, nor need the renewal
    /// of its lease, only whoever wants to take it over.
    void fence(Handle tx, Set<Shard> shards) {
        var held = claim(tx.createQuery("WITH " + HELD + "SELECT vshard FROM held"), shards)
                .map((row, _) -> new Shard(row.getInt("vshard")))
                .set();
        prove(shards, held);
    }

    /// The same as the beginning of a question: binds what {@link #HELD} needs. Whoever asks it has to {@link #prove}
    /// afterwards that all of them were held.
    Query claim(Query question, Set<Shard> shards) {
        return claim(question, shards, LOCK_TIMEOUT);
    }

    /// @param patience for how long the transaction waits for what somebody else holds, from here on
    Query claim(Query question, Set<Shard> shards, String patience) {
        var claimed = owned;
        var wanted = new TreeSet<>(shards);
        for (var shard : wanted) {
            if (!claimed.containsKey(shard)) {
                throw new LostShard(shard);
            }
        }
        return question.bindArray(
                        "shards",
                        Integer.class,
                        wanted.stream().map(Shard::number).toList())
                .bindArray(
                        "fences", Long.class, wanted.stream().map(claimed::get).toList())
                .bind("owner", owner)
                .bind("patience", patience);
    }

    /// Throws {@link LostShard} for one that was not.
    void prove(Set<Shard> wanted, Set<Shard> held) {
        for (var shard : wanted) {
            if (!held.contains(shard)) {
                forget(shard);
                throw new LostShard(shard);
            }
        }
    }

    private Duration tickWhileOpen() {
        try {
            if (!closed) {
                return tick();
            }
        } catch (RuntimeException e) {
            // The fence keeps a stale picture harmless; the next tick corrects it.
            LOG.log(Level.WARNING, "leases could not be renewed", e);
        }
        return TICK;
    }

    /// Answers when to look again.
    Duration tick() {
        Failpoint.LEASES_TICK.hit();
        var before = owned.keySet();
        var shared = switch (neighbours) {
            case NONE ->
                new Shared(owned.size() == Shard.COUNT ? owned : database.inTransaction(this::takeEverything), TICK);
            case POSSIBLE -> database.aside(this::share);
        };
        owned = shared.mine;
        Failpoint.LEASES_COMMITTED.hit();
        var fresh = new TreeSet<>(owned.keySet());
        fresh.removeAll(before);
        if (!fresh.isEmpty()) {
            gained.accept(fresh);
        }
        return shared.pause;
    }

    /// @param pause until something may have changed
    private record Shared(Map<Shard, Long> mine, Duration pause) {}

    private Map<Shard, Long> takeEverything(Handle tx) {
        leases.takeEverything(tx);
        return leases.mine(tx);
    }

    private Shared share(Handle tx) {
        leases.signIn(tx);
        processes = Math.max(1, leases.seen(tx, MISSED));
        switch (LeaseMove.of(Shard.COUNT, leases.renew(tx), leases.seen(tx, LEASE))) {
            case LeaseMove.Take(var wanted) -> leases.take(tx, wanted);
            case LeaseMove.GiveBack(var surplus) -> leases.giveBack(tx, surplus);
            case LeaseMove.Stay() -> {
                // Everybody has his share.
            }
        }
        Failpoint.LEASES_SHARED.hit();
        return new Shared(leases.mine(tx), leases.untilFree(tx, TICK));
    }

    private synchronized void forget(Shard shard) {
        var rest = new TreeMap<>(owned);
        rest.remove(shard);
        owned = Map.copyOf(rest);
    }

    /// Gives all shards back, so that the next process need not wait for the leases to end.
    @Override
    public void close() {
        closed = true;
        stop.raise();
        Threads.join(ticker);
        owned = Map.of();
        try {
            database.useTransaction(leases::signOut);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "leases could not be given back; they end by themselves", e);
        }
    }
}
