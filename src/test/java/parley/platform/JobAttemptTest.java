package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.story.Server;

class JobAttemptTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final AccountId US = new AccountId(1);

    private final Database database = Database.open(Server.fresh(4));
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final Jobs jobs = new Jobs(clock);
    private final JobTable table = new JobTable();
    private final Shards shards = new Shards(database, "one", Shards.Neighbours.POSSIBLE, _ -> {});
    private final List<String> calls = new ArrayList<>();

    @AfterEach
    void close() {
        database.close();
    }

    private JobAttempt attempt(JobHandler handler) {
        return new JobAttempt(
                database, shards, table, new JobHandlers(Map.of("send", handler), clock, new Random(1), new Metrics()));
    }

    private JobTable.Head head() {
        shards.tick();
        database.useTransaction(tx -> jobs.enqueue(tx, new NewJob(US, "send", "1", "chat:1:out", Map.of())));
        return database.read(tx -> table.heads(tx, shards.owned(), NOW, 10)).getFirst();
    }

    private String state() {
        return database.read(tx -> tx.createQuery("SELECT state || ' ' || coalesce(last_error, '') FROM job")
                .mapTo(String.class)
                .one());
    }

    @Test
    void whatWasPutOffIsNotBegunEarlyByALookFromBefore() {
        var attempt = attempt(_ -> {
            calls.add("called");
            return JobResult.again(Duration.ofMinutes(10), "rate");
        });
        var seenBefore = head();

        attempt.run(seenBefore, () -> false);
        attempt.run(seenBefore, () -> false);

        assertEquals(List.of("called"), calls, "the messenger had asked for ten minutes");
        assertEquals("due rate", state());
    }

    @Test
    void anEffectThatBreaksDownIsTriedAgainAsInterrupted() {
        attempt(_ -> JobResult.done(_ -> {
                    throw new IllegalStateException("breaks down");
                }))
                .run(head(), () -> false);

        assertEquals("due broke down; see the log", state());
    }

    @Test
    void aDatabaseThatIsAwayInTheMiddleSaysNothingAboutTheJob() {
        var head = head();
        database.useTransaction(tx -> tx.execute("UPDATE job SET attempts = 100"));

        attempt(_ -> {
                    throw new ConnectionException(new SQLTransientConnectionException("away"));
                })
                .run(head, () -> false);

        assertEquals("due the database was away or busy", state());
        var due = database.read(tx ->
                tx.createQuery("SELECT due_at FROM job").mapTo(Instant.class).one());
        assertTrue(due.isBefore(NOW.plusSeconds(9)), "it was put off until " + due);
    }

    @Test
    void theLineOfSomebodyElseIsNotTheDatabases() {
        var head = head();
        database.useTransaction(tx -> tx.execute("UPDATE job SET attempts = 100"));

        attempt(_ -> {
                    throw new UncheckedIOException(new ConnectException("refused"));
                })
                .run(head, () -> false);

        assertEquals("dead broke down; see the log", state());
    }
}
