package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.story.Hub;
import parley.story.Server;

@DisplayName("What the processes on one database tell each other")
class HintsTest {

    private static final Shard SEVENTH = new Shard(7);
    private static final Set<Shard> SOME = Set.of(new Shard(0), SEVENTH, new Shard(255));

    private final DatabaseConfig config = Server.fresh(6);
    private final Database database = Database.open(config);
    private final Database others = Database.open(config);
    private final Set<String> heardByOne = new ConcurrentSkipListSet<>();
    private final Set<String> heardByOther = new ConcurrentSkipListSet<>();
    private volatile int processes = 2;
    private final Hints one = new Hints(database, Shards.Neighbours.POSSIBLE, "one", () -> processes);
    private final Hints other = new Hints(others, Shards.Neighbours.POSSIBLE, "other", () -> processes);

    private record Notes(Set<String> heard) implements Hints.Listener {

        @Override
        public void workWaits(Set<Shard> shards) {
            shards.forEach(shard -> heard.add("work in " + shard.number()));
        }

        @Override
        public void jobsWait(Set<Shard> shards) {
            shards.forEach(shard -> heard.add("jobs in " + shard.number()));
        }

        @Override
        public void hasChanged(AccountId account) {
            heard.add("changed " + account);
        }
    }

    @BeforeEach
    void listen() {
        one.start(new Notes(heardByOne));
        other.start(new Notes(heardByOther));
        Hub.await(2, () -> listeners().size());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        others.close();
        database.close();
    }

    /// The database's processes that listen.
    private Set<Integer> listeners() {
        return database.read(tx -> tx.createQuery("""
            SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN parley_hints'
            """).mapTo(Integer.class).set());
    }

    @Test
    @DisplayName("is heard by the others, and not by whoever has said it")
    void othersHear() {
        one.work(SOME);
        one.jobs(Set.of(SEVENTH));
        one.changed(new AccountId(1));
        other.changed(new AccountId(2));
        Hub.await(
                Set.of("work in 0", "work in 7", "work in 255", "jobs in 7", "changed 1"),
                () -> Set.copyOf(heardByOther));
        Hub.await(Set.of("changed 2"), () -> Set.copyOf(heardByOne));
    }

    @Test
    @DisplayName("goes in several notices when it is too much for one")
    void tooMuchForOne() {
        IntStream.range(0, Shard.COUNT).forEach(shard -> one.work(Set.of(new Shard(shard))));
        LongStream.range(Integer.MAX_VALUE - 2_000, Integer.MAX_VALUE).forEach(id -> one.changed(new AccountId(id)));
        Hub.await(Shard.COUNT + 2_000, heardByOther::size);
    }

    @Test
    @DisplayName("is heard again after the line was lost, and nonsense does no harm")
    void theLineIsLost() {
        var lost = listeners();
        database.useTransaction(tx -> lost.forEach(process -> tx.execute("SELECT pg_terminate_backend(?)", process)));
        // The old ones may still be on their way out.
        Hub.await("both listen anew", () -> {
            var now = listeners();
            return now.size() == 2 && now.stream().noneMatch(lost::contains);
        });
        database.useTransaction(tx -> {
            tx.execute("NOTIFY parley_hints, 'nonsense'");
            tx.execute("NOTIFY parley_hints, '{\"from\":\"a newer one\",\"work\":[-1,4096],\"jobs\":7}'");
        });
        one.jobs(Set.of(SEVENTH));
        Hub.await(Set.of("jobs in 7"), () -> Set.copyOf(heardByOther));
    }

    @Test
    @DisplayName("is nothing while a process is alone")
    void alone() {
        processes = 1;
        one.jobs(Set.of(SEVENTH));
        processes = 2;
        one.changed(new AccountId(1));
        Hub.await(Set.of("changed 1"), () -> Set.copyOf(heardByOther));
        assertEquals(Set.of(), heardByOne);
    }
}
