package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.story.Hub;
import parley.story.Server;

@DisplayName("Who owns which shards")
class ShardsTest {

    private static final Shard SEVENTH = new Shard(7);

    private final DatabaseConfig config = Server.fresh(6);
    private final Database database = Database.open(config);
    private final Set<Shard> gained = new ConcurrentSkipListSet<>();
    private final Shards one = new Shards(database, "one", Shards.Neighbours.POSSIBLE, _ -> {});
    private final Shards other = new Shards(database, "other", Shards.Neighbours.POSSIBLE, gained::addAll);

    @AfterEach
    void close() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void whoComesGetsHisShareAndIsToldWhich() {
        one.start();
        assertEquals(Shard.COUNT, one.owned().size());

        other.start();

        Hub.await(Shard.COUNT / 2, () -> one.owned().size());
        Hub.await(Shard.COUNT / 2, () -> other.owned().size());
        Hub.await(other.owned(), () -> Set.copyOf(gained));
    }

    @Test
    void whatIsBeingWorkedInIsNotTakenOver() {
        one.tick();
        database.useTransaction(tx -> {
            one.fence(tx, SEVENTH);
            leasesEnd();
            other.tick();
            assertFalse(other.owned().contains(SEVENTH));
        });
        other.tick();
        assertTrue(other.owned().contains(SEVENTH));
        assertThrows(LostShard.class, () -> database.useTransaction(tx -> one.fence(tx, SEVENTH)));
    }

    @Test
    void whoLooksForWorkHoldsTheShardAndIsToldWhenItIsLost() {
        var table = new WorkTable(one);
        one.tick();
        database.useTransaction(tx -> {
            assertEquals(List.of(), table.next(tx, Set.of(SEVENTH)).items());
            leasesEnd();
            other.tick();
            assertFalse(other.owned().contains(SEVENTH));
        });
        other.tick();
        assertTrue(other.owned().contains(SEVENTH));
        assertThrows(LostShard.class, () -> database.useTransaction(tx -> table.next(tx, Set.of(SEVENTH))));
    }

    @Test
    @DisplayName(
            "Whoever is left looks again when the first lease of a dead process ends, and not before its own time else")
    void looksAgainWhenALeaseEnds() {
        one.tick();
        assertEquals(Shards.TICK, other.tick());
        database.useTransaction(
                tx -> tx.execute("UPDATE lease SET expires = clock_timestamp() + INTERVAL '200 milliseconds'"
                        + " WHERE owner = 'one' AND vshard < 9"));
        var pause = other.tick();
        assertTrue(pause.isPositive() && pause.compareTo(Duration.ofMillis(200)) <= 0, pause.toString());
    }

    /// Or a long transaction would cost the process all that it owns.
    @Test
    void renewingDoesNotWaitForTheWork() {
        one.tick();
        database.useTransaction(tx -> {
            one.fence(tx, Set.of(SEVENTH, new Shard(8)));
            one.tick();
            assertEquals(Shard.COUNT, one.owned().size());
        });
    }

    @Test
    void whoComesLateToATakeOverFindsItLost() throws Exception {
        one.tick();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = database.inTransaction(tx -> {
                tx.execute("SELECT FROM lease WHERE vshard = 7 FOR UPDATE");
                tx.execute("UPDATE lease SET owner = 'other', fence = fence + 1 WHERE vshard = 7");
                var waiting = threads.submit(() -> database.useTransaction(mine -> one.fence(mine, SEVENTH)));
                Hub.await("somebody waits for the lock", this::somebodyWaits);
                return waiting;
            });
            var thrown = assertThrows(ExecutionException.class, late::get);
            assertInstanceOf(LostShard.class, thrown.getCause());
        }
    }

    /// As that of a frozen process does.
    @Test
    void aTransactionThatStandsStillIsEndedBeforeItsLeaseWouldBe() {
        one.tick();
        var ended = assertThrows(
                RuntimeException.class,
                () -> database.useTransaction(tx -> {
                    one.fence(tx, SEVENTH);
                    leasesEnd();
                    Hub.await("the other has it", () -> {
                        other.tick();
                        return other.owned().contains(SEVENTH);
                    });
                    tx.execute("UPDATE node SET seen_at = seen_at");
                }));
        assertTrue(Database.isAway(ended), ended.toString());
    }

    private void leasesEnd() {
        database.useTransaction(tx -> tx.execute("UPDATE lease SET expires = '-infinity'"));
        database.useTransaction(tx -> tx.execute("UPDATE node SET seen_at = '-infinity'"));
    }

    private boolean somebodyWaits() {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }
}
