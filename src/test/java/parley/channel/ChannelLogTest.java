package parley.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;

class ChannelLogTest {

    private static final ChannelId CHANNEL = new ChannelId(987_654);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ChannelLog log = node();
    private final String anna = "anna-" + System.nanoTime();

    /// One process.
    private static ChannelLog node() {
        return ChannelLog.stored(ChannelOffice.database(), new AccountId(1), InstantSource.fixed(ChannelOffice.NOW));
    }

    @Test
    void aKeyIsOneEntry() {
        var first = log.append(CHANNEL, anna, "a", "{\"n\":1}");
        var second = log.append(CHANNEL, anna, "a", "{\"n\":2}");

        assertEquals(first, second);
        assertEquals(first, log.find(CHANNEL, anna, "a").orElseThrow());
        assertEquals(first, log.last(CHANNEL, anna).orElseThrow());
        assertEquals(List.of(first), log.after(CHANNEL, anna, 0, 10));
        assertTrue(log.last(CHANNEL, anna + "x").isEmpty());
    }

    /// A reader who has seen a position has seen everything before it.
    @Test
    void positionsAreDenseAndAppearInTheirOrderWhoeverAppends() throws InterruptedException, ExecutionException {
        var other = node();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 60)
                    .mapToObj(i ->
                            threads.submit(() -> (i % 2 == 0 ? log : other).append(CHANNEL, anna, "k" + i % 40, "{}")))
                    .toList();
            long seen = 0;
            while (seen < 40) {
                for (var entry : log.await(CHANNEL, anna, seen, 7, LONG)) {
                    assertEquals(++seen, entry.position());
                }
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        var positions = log.after(CHANNEL, anna, 0, 100).stream()
                .map(ChannelLog.Entry::position)
                .toList();
        assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), positions);
    }

    @Test
    void whoWaitsIsWokenByThisProcessAndByOthers() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> log.await(CHANNEL, anna, 0, 10, LONG));
            log.append(CHANNEL, anna, "a", "{}");
            assertEquals(1, waiting.get().size());

            var waitingOn = threads.submit(() -> log.await(CHANNEL, anna, 1, 10, LONG));
            node().append(CHANNEL, anna, "b", "{}");
            assertEquals("b", waitingOn.get().getFirst().key());
        }
    }

    @Test
    void patienceEnds() {
        assertEquals(List.of(), log.await(CHANNEL, anna, 0, 10, Duration.ofMillis(30)));
        assertEquals(List.of(), log.await(CHANNEL, anna, 0, 10, Duration.ZERO));
    }

    @Test
    void aClosedListenerHearsNothing() throws Exception {
        var heard = new HashSet<Long>();
        try (var _ = log.listen(
                CHANNEL,
                anna,
                () -> heard.add(log.last(CHANNEL, anna).orElseThrow().position()))) {
            log.append(CHANNEL, anna, "a", "{}");
        }
        log.append(CHANNEL, anna, "b", "{}");
        assertTrue(heard.contains(1L));
        assertTrue(!heard.contains(2L));
    }
}
