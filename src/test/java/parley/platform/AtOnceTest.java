package parley.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.story.Hub;
import parley.story.Server;

/// Two ways lead in: what finds nothing before it is worked off as it is taken in, everything else is written down
/// first. Nobody outside can tell which it was.
@DisplayName("What a messenger delivers")
class AtOnceTest {

    private static final AccountId US = new AccountId(1);
    private static final ChannelId CHANNEL = new ChannelId(1);
    private static final Shard ANNAS = Shard.of(US, CHANNEL, "Anna");
    private static final String UNREADABLE = "unreadable";

    /// Everybody else waits for ten seconds.
    private static final Duration BELOW_LOCK_TIMEOUT = Duration.ofSeconds(5);

    /// One more than are worked off at once.
    private static final int MANY = 65;

    private final DatabaseConfig config = Server.fresh(4);
    private final Database database = Database.open(config);
    private final Jdbi others = Jdbi.create(config.url(), config.user(), config.password());
    private final Metrics metrics = new Metrics();
    private final Work work = new Work();
    private final Shards shards = new Shards(database, "here", Shards.Neighbours.POSSIBLE, work::wake);
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Set<Shard>> elsewhere = Collections.synchronizedList(new ArrayList<>());
    private final Workers workers =
            new Workers(database, shards, work, Map.of(Work.RAW, this::handle), elsewhere::add, metrics);
    private final Ingress ingress = new Ingress(database, Ingress.Limits.USUAL, metrics, work, new Random(1));

    @BeforeEach
    void begin() {
        others.useHandle(
                one -> one.execute("INSERT INTO account (id, name, language, zone) VALUES (1, 'Wayne', 'en', 'UTC')"));
        shards.start();
        workers.start();
        // Whoever has just come looks into all shards first.
        Hub.await("all is quiet", () -> !workers.isBusy(Set.of(ANNAS)));
    }

    @AfterEach
    void close() {
        workers.close();
        ingress.close();
        shards.close();
        database.close();
    }

    /// Holds the company's row until the commit, as all who publish do.
    private void handle(Handle tx, List<WorkItem> items) {
        var said = items.stream().map(item -> new String(item.body(), UTF_8)).toList();
        if (said.contains(UNREADABLE)) {
            throw new IllegalStateException("cannot be read");
        }
        tx.execute("UPDATE account SET name = name WHERE id = 1");
        tx.afterCommit(() -> heard.addAll(said));
    }

    private static Arrival anna(String said) {
        return new Arrival(US, CHANNEL, said, "Anna", Map.of(), said.getBytes(UTF_8));
    }

    private void deliver(List<Arrival> some) {
        assertInstanceOf(Acceptance.Accepted.class, ingress.accept(some));
    }

    private void deliver(Arrival one) {
        deliver(List.of(one));
    }

    /// How many went the short way.
    private int atOnce() {
        return new String(metrics.text(), UTF_8)
                .lines()
                .filter(line -> line.startsWith("parley_ingest_at_once_total "))
                .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    private long count(String what) {
        return others.withHandle(one -> one.createQuery("SELECT count(*) FROM " + what)
                .mapTo(Long.class)
                .one());
    }

    @Test
    @DisplayName("is worked off by the time it is acknowledged, where nothing lies before it (R70)")
    void isDone() {
        deliver(anna("hello"));

        assertEquals(List.of("hello"), heard);
        assertEquals(1, atOnce());
        assertEquals(1, count("raw_event"));
    }

    @Test
    @DisplayName("twice is worked off once, also when both come together (R70)")
    void isDoneOnce() {
        deliver(List.of(anna("hello"), anna("hello")));
        assertEquals(List.of("hello"), heard);

        // The first of them may be somebody's work by now: the second must not overtake it.
        deliver(List.of(anna("hello"), anna("are you there?")));

        Hub.await(List.of("hello", "are you there?"), () -> List.copyOf(heard));
        assertEquals(2, count("raw_event"));
        assertEquals(2, atOnce());
    }

    @Test
    @DisplayName("comes behind what another process has taken in for the same chat (R71)")
    void keepsOrder() {
        others.useHandle(one -> one.execute(
                "INSERT INTO work (account_id, vshard, kind, channel_id, chat_key, payload) VALUES (1, ?, 'raw', 1, 'Anna', '1')",
                ANNAS.number()));

        deliver(anna("2"));

        Hub.await(List.of("1", "2"), () -> List.copyOf(heard));
        assertEquals(0, atOnce());
    }

    @Test
    @DisplayName("comes behind one that another process is just storing, though that comes once more beside it (R71)")
    void doesNotOvertake() {
        try (var there = others.open()) {
            there.begin();
            there.execute("""
                WITH arrived AS (
                    INSERT INTO raw_event (account_id, channel_id, dedup_key, chat_key, vshard, body)
                    VALUES (1, 1, '1', 'Anna', ?, '1')
                    RETURNING id, vshard)
                INSERT INTO work (account_id, vshard, kind, channel_id, chat_key, raw_id)
                SELECT 1, vshard, 'raw', 1, 'Anna', id
                FROM arrived
                """, ANNAS.number());
            var delivery = CompletableFuture.runAsync(() -> deliver(List.of(anna("1"), anna("2"))));
            Hub.await("it meets the other", () -> count("pg_locks WHERE NOT granted") > 0);
            there.commit();
            delivery.join();
        }

        Hub.await(List.of("1", "2"), () -> List.copyOf(heard));
    }

    @Test
    @DisplayName("is stored and put aside when nobody can read it, and the next one is done (R74)")
    void isPutAside() {
        deliver(anna(UNREADABLE));
        deliver(anna("hello"));

        Hub.await(List.of("hello"), () -> List.copyOf(heard));
        assertEquals(2, count("raw_event"));
        assertEquals(1, count("work WHERE error IS NOT NULL"));
    }

    @Test
    @DisplayName("is acknowledged while somebody holds what it needs, and done when he lets go (R70)")
    void doesNotWait() {
        others.useTransaction(other -> {
            other.execute("SELECT FROM account WHERE id = 1 FOR UPDATE");
            assertTimeout(BELOW_LOCK_TIMEOUT, () -> deliver(anna("hello")));
            assertEquals(List.of(), heard);
        });

        Hub.await(List.of("hello"), () -> List.copyOf(heard));
        assertEquals(0, atOnce());
    }

    @Test
    @DisplayName("is left to whoever owns the chat's shard by now, which its former owner need not know yet (R71)")
    void belongsToAnother() {
        others.useHandle(one -> one.execute(
                "UPDATE lease SET owner = 'there', fence = fence + 1, expires = now() + interval '1 hour' WHERE vshard = ?",
                ANNAS.number()));

        deliver(anna("hello"));

        Hub.await(List.of(Set.of(ANNAS)), () -> List.copyOf(elsewhere));
        assertEquals(1, count("work"));
        assertEquals(List.of(), heard);
    }

    @Test
    @DisplayName("waits for the next start when nobody works any more")
    void waitsForTheNextStart() {
        workers.close();

        deliver(anna("hello"));

        assertEquals(1, count("work"));
        assertEquals(List.of(), heard);
    }

    @Test
    @DisplayName("in a crowd is taken in first, and then worked off in order")
    void inACrowd() {
        var said = IntStream.range(0, MANY).mapToObj(Integer::toString).toList();

        deliver(said.stream().map(AtOnceTest::anna).toList());

        Hub.await(said, () -> List.copyOf(heard));
        assertEquals(0, atOnce());
    }
}
