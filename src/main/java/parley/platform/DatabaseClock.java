package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// The database's time, which all processes on it share: what one has put off is due for another when it should be,
/// whatever the clocks of their machines say.
///
/// Between two looks at the database time goes on by what has passed on this machine, which nobody can set. While the
/// database is away it goes on so, too.
public final class DatabaseClock implements InstantSource, AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(10);

    /// Corrections below it are daily bread.
    private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(DatabaseClock.class.getName());

    private final Database database;
    private final LongSupplier passed;
    private final Signal stop = new Signal();
    private final Thread thread = Thread.ofVirtual().name("database-clock").unstarted(this::run);
    private volatile Reading last;
    private volatile boolean closed;

    /// @param passed of the machine when it was `at`, in nanoseconds since some moment
    private record Reading(Instant at, long passed) {}

    /// @param machine asked once, for a first guess
    /// @param passed what has passed on this machine since some moment, in nanoseconds
    DatabaseClock(Database database, InstantSource machine, LongSupplier passed) {
        this.database = database;
        this.passed = passed;
        this.last = new Reading(machine.instant(), passed.getAsLong());
        look();
    }

    /// Asks the database now, and from then on every few seconds. Throws when it is away.
    ///
    /// @param machine asked once, for a first guess
    public static DatabaseClock open(Database database, InstantSource machine) {
        var clock = new DatabaseClock(database, machine, System::nanoTime);
        clock.thread.start();
        return clock;
    }

    /// To the microsecond, which is what the database keeps.
    @Override
    public Instant instant() {
        return at(passed.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    private Instant at(long now) {
        var known = last;
        return known.at.plusNanos(now - known.passed);
    }

    /// Corrects what is certainly wrong: how long the question took is no reason to doubt.
    void look() {
        var offset = database.clockOffset(this);
        if (offset.isZero()) {
            return;
        }
        long now = passed.getAsLong();
        last = new Reading(at(now).plus(offset), now);
        if (offset.abs().compareTo(NOTEWORTHY) > 0) {
            LOG.log(Level.WARNING, "the time was corrected by " + offset + " to the database's");
        }
    }

    private void run() {
        while (!closed) {
            stop.await(LOOK);
            try {
                if (!closed) {
                    look();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the database did not tell the time", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        stop.raise();
        Threads.join(thread);
    }
}
