package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.story.Hub;
import parley.story.Server;

/// What others hold for too long says nothing about the work that waits for it (R70).
@DisplayName("Work that needs a row which somebody holds")
class HeldUpWorkTest {

    private static final AccountId US = new AccountId(1);
    private static final ChannelId CHANNEL = new ChannelId(1);

    /// More often than work is tried that fails by itself.
    private static final int OFTEN = 7;

    private final DatabaseConfig config = Server.fresh(4);
    private final Database database = Database.open(config);
    private final Work work = new Work();
    private final Shards shards = new Shards(database, "here", Shards.Neighbours.NONE, work::wake);
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Workers workers = new Workers(
            database, shards, work, Map.of("note", this::handle, "broken", this::fail), _ -> {}, new Metrics());

    @AfterEach
    void close() {
        workers.close();
        shards.close();
        database.close();
    }

    private void handle(Handle tx, List<WorkItem> items) {
        tried.incrementAndGet();
        tx.execute("SET LOCAL lock_timeout = '20ms'");
        tx.execute("UPDATE account SET name = name WHERE id = 1");
        tx.afterCommit(() -> done.addAndGet(items.size()));
    }

    private void fail(Handle tx, List<WorkItem> items) {
        throw new IllegalStateException("cannot be read");
    }

    private void add(String kind) {
        database.useTransaction(tx -> work.add(tx, US, CHANNEL, "client", kind, "{}"));
    }

    private long aside() {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM work WHERE error IS NOT NULL")
                .mapTo(Long.class)
                .one());
    }

    private void begin() {
        database.useTransaction(
                tx -> tx.execute("INSERT INTO account (id, name, language, zone) VALUES (1, 'Wayne', 'en', 'UTC')"));
        shards.start();
        workers.start();
    }

    @Test
    @DisplayName("waits until he lets go, however often it is tried, and is done then")
    void waits() {
        begin();
        Jdbi.create(config.url(), config.user(), config.password()).useTransaction(other -> {
            other.execute("SELECT FROM account WHERE id = 1 FOR UPDATE");
            add("note");
            Hub.await(true, () -> tried.get() >= OFTEN);
        });

        Hub.await(1, done::get);
        assertEquals(0, aside());
    }

    @Test
    @DisplayName("is another matter than work that fails by itself: that is put aside, and the next goes on")
    void isPutAside() {
        begin();
        add("broken");
        add("note");

        Hub.await(1, done::get);
        assertEquals(1, aside());
    }
}
