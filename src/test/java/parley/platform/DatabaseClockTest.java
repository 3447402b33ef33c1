package parley.platform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.story.Server;

/// Whatever a machine believes, the hub's time is the database's.
class DatabaseClockTest {

    /// A busy machine may answer late; an hour is never mistaken for that.
    private static final Duration BUSY = Duration.ofMinutes(1);

    private final Database database = Database.open(Server.fresh(4));
    private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ofHours(1));
    private final InstantSource machine = () -> Instant.now().plus(wrong.get());

    @AfterEach
    void close() {
        database.close();
    }

    private void isRight(InstantSource clock) {
        var offset = database.clockOffset(clock);
        assertTrue(offset.abs().compareTo(BUSY) < 0, "it is wrong by " + offset);
    }

    @Test
    void aMachineThatIsAnHourAheadIsNotBelieved() {
        try (var clock = DatabaseClock.open(database, machine)) {
            isRight(clock);
        }
    }

    @Test
    void aMachineWhoseClockJumpsIsNotBelieved() {
        wrong.set(Duration.ZERO);
        try (var clock = DatabaseClock.open(database, machine)) {
            wrong.set(Duration.ofHours(-1));

            isRight(clock);
        }
    }

    /// A machine that slept does not know how long.
    @Test
    void whatHasPassedUnnoticedIsMadeGoodByTheNextLook() {
        var slept = new AtomicLong();
        var clock = new DatabaseClock(database, machine, () -> System.nanoTime() - slept.get());
        slept.set(Duration.ofHours(2).toNanos());
        assertTrue(database.clockOffset(clock).compareTo(BUSY) > 0);

        clock.look();

        isRight(clock);
    }
}
