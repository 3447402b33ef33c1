package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.story.Hub;
import parley.story.Server;

/// Two processes take in; only one of them works off, and has only half of it at hand.
@DisplayName("What was taken in is handed over")
class HandingOverTest {

    private static final String CLIENT = "Anna";

    private final Database database = Database.open(Server.fresh(8));
    private final Metrics metrics = new Metrics();
    private final Work work = new Work();
    private final Ingress here = new Ingress(database, Ingress.Limits.USUAL, metrics, work, new Random(1));
    private final Ingress elsewhere =
            new Ingress(database, Ingress.Limits.USUAL, new Metrics(), new Work(), new Random(2));
    private final Shards shards = new Shards(database, "here", Shards.Neighbours.NONE, work::wake);
    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Workers workers =
            new Workers(database, shards, work, Map.of(Work.RAW, this::hear, "note", this::hear), metrics);

    /// What a transaction writes down is undone with it.
    private void hear(Handle tx, List<WorkItem> items) {
        var said = items.stream()
                .map(item ->
                        item.headers().getOrDefault("number", "") + new String(item.body(), StandardCharsets.UTF_8))
                .toList();
        tx.afterCommit(() -> {
            synchronized (heard) {
                heard.addAll(said);
            }
        });
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("not yet");
        }
    }

    @AfterEach
    void close() {
        workers.close();
        shards.close();
        here.close();
        elsewhere.close();
        database.close();
    }

    private void workOff() {
        shards.start();
        workers.start();
    }

    private List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    private static Arrival arrival(String key, String number, String body) {
        return new Arrival(
                new AccountId(1),
                new ChannelId(1),
                key,
                CLIENT,
                Map.of("number", number),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("in the order of arrival, each once, whoever took it in and whatever lies between (R70, R71)")
    void inOrder() {
        for (int number = 0; number < 30; number++) {
            var door = number % 3 == 0 ? elsewhere : here;
            door.accept(List.of(arrival("a" + number, number + ":", "a"), arrival("b" + number, number + ":", "b")));
            if (number == 15) {
                database.useTransaction(tx -> work.add(tx, new AccountId(1), new ChannelId(1), CLIENT, "note", "{}"));
            }
        }

        workOff();

        var expected = IntStream.range(0, 30)
                .boxed()
                .flatMap(number ->
                        number == 15 ? Stream.of("15:a", "15:b", "{}") : Stream.of(number + ":a", number + ":b"))
                .toList();
        Hub.await(expected, this::heard);
    }

    @Test
    @DisplayName("once more when the transaction that had it was undone")
    void afterAFailure() {
        failures.set(2);
        here.accept(List.of(arrival("1", "1:", "a"), arrival("2", "2:", "b")));

        workOff();

        Hub.await(List.of("1:a", "2:b"), this::heard);
    }

    @Test
    @DisplayName("as it came first, when the messenger repeats it together with something new (R70)")
    void repeated() {
        elsewhere.accept(List.of(arrival("1", "1:", "a")));
        here.accept(List.of(arrival("1", "1:", "repeated"), arrival("2", "2:", "b"), arrival("2", "2:", "repeated")));

        workOff();

        Hub.await(List.of("1:a", "2:b"), this::heard);
    }

    @Test
    @DisplayName("also when more waits than memory is kept for")
    void muchOfIt() {
        var long1 = "x".repeat(3 << 20);
        IntStream.range(0, 5).forEach(number -> here.accept(List.of(arrival("" + number, number + ":", long1))));

        workOff();

        Hub.await(5, () -> heard().size());
        assertEquals(
                IntStream.range(0, 5).mapToObj(number -> number + ":" + long1).toList(), heard());
    }
}
