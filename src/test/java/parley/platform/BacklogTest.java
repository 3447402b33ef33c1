package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.story.Server;

class BacklogTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final AccountId US = new AccountId(1);
    private static final AccountId OTHERS = new AccountId(2);

    private final Database database = Database.open(Server.fresh(3));
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final Jobs jobs = new Jobs(clock);
    private final Work work = new Work();
    private final Backlog backlog = new Backlog(work, jobs, clock);

    @AfterEach
    void close() {
        database.close();
    }

    private long job(AccountId account, String key, String state) {
        return database.inTransaction(tx -> {
            jobs.enqueue(tx, new NewJob(account, "send", key, "lane", Map.of()));
            return tx.createQuery("""
                UPDATE job
                SET state = :state, attempts = 3, last_error = 'refused',
                    settled_at = CASE WHEN :state = 'due' THEN NULL ELSE created_at END
                WHERE account_id = :account AND key = :key
                RETURNING id
                """)
                    .bind("state", state)
                    .bind("account", account.value())
                    .bind("key", key)
                    .mapTo(Long.class)
                    .one();
        });
    }

    private long aside() {
        return database.inTransaction(tx -> {
            work.add(tx, US, new ChannelId(7), "client", "raw", "{}");
            work.add(tx, US, new ChannelId(7), "client", "raw", "{}");
            return tx.createQuery("UPDATE work SET error = 'broken' WHERE id = (SELECT min(id) FROM work) RETURNING id")
                    .mapTo(Long.class)
                    .one();
        });
    }

    private Backlog.Counts counts() {
        return database.read(tx -> backlog.counts(tx, US));
    }

    private List<Backlog.StuckJob> stuck() {
        return database.read(tx -> backlog.stuckJobs(tx, US, 10));
    }

    @Test
    void whatWaitsAndWhatIsStuckAreToldApart() {
        assertNull(counts().oldest());
        job(US, "waits", "due");
        job(US, "given-up", "dead");
        job(US, "nobody-knows", "unknown");
        job(US, "done", "done");
        job(OTHERS, "theirs", "dead");
        aside();

        assertEquals(new Backlog.Counts(1, 1, 1, NOW), counts());
        assertEquals(
                List.of("unknown", "dead"),
                stuck().stream().map(Backlog.StuckJob::state).toList());
        assertEquals("refused", stuck().getFirst().error());
    }

    @Test
    void aStuckJobIsTriedAgain() {
        var id = job(US, "given-up", "dead");

        assertTrue(inTransaction(tx -> backlog.redeliverJob(tx, US, id)));

        assertEquals(List.of(), stuck());
        assertEquals(1, counts().jobs());
        assertFalse(inTransaction(tx -> backlog.redeliverJob(tx, US, id)), "it is not stuck any more");
        assertFalse(inTransaction(tx -> backlog.redeliverJob(tx, OTHERS, id)));
    }

    @Test
    void aStuckJobIsDiscardedWithAReason() {
        var id = job(US, "nobody-knows", "unknown");

        assertFalse(inTransaction(tx -> backlog.discardJob(tx, OTHERS, id, "not theirs")));
        assertTrue(inTransaction(tx -> backlog.discardJob(tx, US, id, "sent by hand")));

        assertEquals(List.of(), stuck());
        assertEquals(0, counts().jobs());
        assertEquals(
                "discarded: sent by hand",
                database.read(tx -> tx.createQuery("SELECT last_error FROM job")
                        .mapTo(String.class)
                        .one()));
    }

    @Test
    void anEventThatWasPutAsideIsWorkedOffAgain() {
        var id = aside();
        var put = database.read(tx -> backlog.stuckWork(tx, US, 10));
        assertEquals(new ChannelId(7), put.getFirst().channel());

        assertTrue(inTransaction(tx -> backlog.redeliverWork(tx, US, id)));

        assertEquals(new Backlog.Counts(2, 0, 0, null), counts());
        assertFalse(inTransaction(tx -> backlog.redeliverWork(tx, US, id)));
        var woken = new HashSet<Shard>();
        work.drainWoken(woken);
        assertEquals(1, woken.size());
    }

    @Test
    void anEventThatWasPutAsideIsDiscardedAndOneThatWaitsIsNot() {
        var id = aside();

        assertFalse(inTransaction(tx -> backlog.discardWork(tx, OTHERS, id)));
        assertFalse(inTransaction(tx -> backlog.discardWork(tx, US, id + 1)), "it waits");
        assertTrue(inTransaction(tx -> backlog.discardWork(tx, US, id)));

        assertEquals(new Backlog.Counts(1, 0, 0, null), counts());
    }

    private boolean inTransaction(Predicate<Handle> work) {
        return database.<Boolean>inTransaction(work::test);
    }
}
