package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.story.Hub;
import parley.story.Server;

/// Queues are empty most of the time. PostgreSQL keeps the plans that it made then, and its notes of how many rows
/// there are.
@DisplayName("A queue that was empty for long")
class QueuePlanTest {

    private static final AccountId US = new AccountId(1);
    private static final ChannelId CHANNEL = new ChannelId(1);
    /// So many that the driver and the server have settled on a plan.
    private static final int OFTEN = 20;

    private static final int MANY = 3_000;

    private final DatabaseConfig config = Server.fresh(2);
    private final Database database = Database.open(config);
    private final Work work = new Work();
    private final Shards shards = new Shards(database, "here", Shards.Neighbours.NONE, work::wake);
    private final AtomicInteger done = new AtomicInteger();
    private final Workers workers = new Workers(
            database,
            shards,
            work,
            Map.of("note", (tx, items) -> tx.afterCommit(() -> done.addAndGet(items.size()))),
            _ -> {},
            new Metrics());

    @AfterEach
    void close() {
        workers.close();
        shards.close();
        database.close();
    }

    private void add(int from, int to) {
        database.useTransaction(tx -> IntStream.range(from, to)
                .forEach(number -> work.add(tx, US, CHANNEL, "client " + number, "note", "{}")));
    }

    private long counted(String what) {
        return Jdbi.create(config.url(), config.user(), config.password())
                .withHandle(handle -> handle.createQuery(
                                "SELECT " + what + " FROM pg_stat_user_tables WHERE relname = 'work'")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    @DisplayName("is not walked through from end to end when it fills up")
    void fillsUp() {
        Jdbi.create(config.url(), config.user(), config.password())
                .useHandle(handle -> handle.execute("VACUUM ANALYZE work"));
        shards.start();
        workers.start();
        for (int number = 1; number <= OFTEN; number++) {
            add(number - 1, number);
            Hub.await(number, done::get);
        }

        add(OFTEN, OFTEN + MANY);

        Hub.await(OFTEN + MANY, done::get);
        // Connections report what they did when they end, else only after a while.
        close();
        Hub.await((long) OFTEN + MANY, () -> counted("n_tup_del"));
        assertEquals(0, counted("seq_tup_read"), "rows read by walking through the table");
        long fetched = counted("idx_tup_fetch");
        assertTrue(fetched <= 4L * (OFTEN + MANY), () -> "rows read by index: " + fetched);
    }
}
