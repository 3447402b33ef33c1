package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import parley.base.AccountId;

/// What the processes on one database tell each other, so that nobody has to wait for the next look of another: where
/// there is work, that there are jobs, in which companies something has changed. Only hints: each also looks by itself,
/// so a lost one costs a second and never a message.
///
/// They are told by `NOTIFY`, and never in a transaction that writes: its commit would hold a lock of the whole cluster
/// until the disk has flushed. What comes within 5 ms is told together.
public final class Hints implements AutoCloseable {

    /// Whoever is told by others. Called by one thread at a time.
    public interface Listener {

        /// @param shards that may belong to anybody
        void workWaits(Set<Shard> shards);

        /// @param shards of their lanes, the same
        void jobsWait(Set<Shard> shards);

        void hasChanged(AccountId account);
    }

    private static final String CHANNEL = "parley_hints";
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /// PostgreSQL takes 8,000 bytes; the rest goes with the next one.
    private static final int COMPANIES = 300;

    private static final Logger LOG = System.getLogger(Hints.class.getName());

    private record Notice(String from, Set<Integer> work, Set<Integer> jobs, Set<Long> changed) {

        boolean isEmpty() {
            return work.isEmpty() && jobs.isEmpty() && changed.isEmpty();
        }
    }

    private final Database database;
    private final Shards.Neighbours neighbours;
    private final String process;
    private final IntSupplier processes;
    private final Signal toTell = new Signal();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Integer> work = new TreeSet<>();
    private final Set<Integer> jobs = new TreeSet<>();
    private final Set<Long> changed = new HashSet<>();
    private volatile boolean isTold = true;
    private volatile boolean isHeard = true;
    private volatile @Nullable Connection listening;
    private volatile List<Thread> threads = List.of();

    /// @param neighbours where there can be none, nobody is listened to either
    /// @param process its name, which no other process has
    /// @param processes how many work on this database, this one among them: who is alone tells nothing
    public Hints(Database database, Shards.Neighbours neighbours, String process, IntSupplier processes) {
        this.database = database;
        this.neighbours = neighbours;
        this.process = process;
        this.processes = processes;
    }

    /// From here on others are heard, and told.
    public void start(Listener listener) {
        if (neighbours == Shards.Neighbours.NONE) {
            return;
        }
        threads = List.of(
                Thread.ofVirtual().name("hints-told").start(this::tell),
                Thread.ofVirtual().name("hints-heard").start(() -> listen(listener)));
    }

    /// There is work in these shards, which are another's.
    public void work(Set<Shard> shards) {
        add(work, shards);
    }

    /// There are jobs in lanes of these shards, which are another's.
    public void jobs(Set<Shard> shards) {
        add(jobs, shards);
    }

    private void add(Set<Integer> hints, Set<Shard> shards) {
        if (!shards.isEmpty()) {
            add(() -> shards.forEach(shard -> hints.add(shard.number())));
        }
    }

    /// Something has changed in this company.
    public void changed(AccountId account) {
        add(() -> changed.add(account.value()));
    }

    private void add(Runnable hint) {
        if (processes.getAsInt() > 1) {
            synchronized (this) {
                hint.run();
            }
            toTell.raise();
        }
    }

    private synchronized Notice take() {
        var some = changed.stream().limit(COMPANIES).collect(Collectors.toSet());
        var notice = new Notice(process, Set.copyOf(work), Set.copyOf(jobs), some);
        work.clear();
        jobs.clear();
        changed.removeAll(some);
        if (!changed.isEmpty()) {
            toTell.raise();
        }
        return notice;
    }

    private void tell() {
        while (!isClosed()) {
            toTell.await(PATIENCE);
            var notice = take();
            if (!notice.isEmpty()) {
                tell(notice);
                pause(PAUSE);
            }
        }
    }

    private void tell(Notice notice) {
        try (var connection = database.hintSource().getConnection();
                var statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, Json.write(notice));
            statement.execute();
            isTold = true;
        } catch (SQLException | RuntimeException problem) {
            LOG.log(isTold ? Level.WARNING : Level.DEBUG, "the other processes could not be told at once", problem);
            isTold = false;
        }
    }

    private void listen(Listener listener) {
        while (!isClosed()) {
            try (var connection = database.hintSource().getConnection()) {
                listening = connection;
                hear(connection, listener);
            } catch (SQLException | RuntimeException problem) {
                if (!isClosed()) {
                    LOG.log(isHeard ? Level.WARNING : Level.DEBUG, "the other processes are not heard", problem);
                    isHeard = false;
                    pause(PATIENCE);
                }
            }
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /// Ends when this is closed.
    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Connection connection, Listener listener) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        var postgres = connection.unwrap(PGConnection.class);
        isHeard = true;
        while (!isClosed()) {
            var heard = postgres.getNotifications((int) SILENCE.toMillis());
            if (heard.length == 0 && !connection.isValid((int) SILENCE.toSeconds())) {
                throw new SQLException("nobody is at the other end any more");
            }
            for (var notification : heard) {
                hear(notification.getParameter(), listener);
            }
        }
    }

    private void hear(String told, Listener listener) {
        try {
            var notice = Json.read(told, Notice.class);
            if (notice.from.equals(process)) {
                return;
            }
            if (!notice.work.isEmpty()) {
                listener.workWaits(shards(notice.work));
            }
            if (!notice.jobs.isEmpty()) {
                listener.jobsWait(shards(notice.jobs));
            }
            notice.changed.forEach(account -> listener.hasChanged(new AccountId(account)));
        } catch (RuntimeException problem) {
            LOG.log(Level.DEBUG, "told what makes no sense here: {0}", problem.toString());
        }
    }

    private static Set<Shard> shards(Set<Integer> numbers) {
        return numbers.stream().map(Shard::new).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        closing.countDown();
        toTell.raise();
        var open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException problem) {
                LOG.log(Level.DEBUG, "the line to the other processes was not closed: {0}", problem.toString());
            }
        }
        threads.forEach(Threads::join);
    }
}
