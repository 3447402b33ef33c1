package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The database here is whoever answers {@link #round}: a test decides when, and with what.
@DisplayName("Those who ask at the same moment")
@Timeout(10)
class BatcherTest {

    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private record Round(List<String> questions, CompletableFuture<List<String>> answers) {

        void echo() {
            answers.complete(questions.stream().map(one -> one + "!").toList());
        }
    }

    private final BlockingQueue<Round> rounds = new LinkedBlockingQueue<>();
    private final Batcher<String, String> batcher = new Batcher<>("questions", 3, 1, this::answer);

    private List<String> answer(List<String> questions) {
        var round = new Round(questions, new CompletableFuture<>());
        rounds.add(round);
        try {
            return round.answers.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Round round() throws InterruptedException {
        return rounds.take();
    }

    /// Returns when the question waits for its answer, or for its turn.
    private Future<String> ask(String question) throws InterruptedException {
        return ask(batcher, question);
    }

    private static Future<String> ask(Batcher<String, String> batcher, String question) throws InterruptedException {
        var answer = new CompletableFuture<String>();
        var asker = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(batcher.ask(question));
            } catch (RuntimeException | Error problem) {
                answer.completeExceptionally(problem);
            }
        });
        while (!WAITING.contains(asker.getState()) && asker.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return answer;
    }

    private static Throwable problem(Future<String> answer) {
        return assertThrows(ExecutionException.class, answer::get).getCause();
    }

    @Test
    @DisplayName("wait for nobody when they are alone")
    void alone() throws Exception {
        var answer = ask("a");
        round().echo();
        assertEquals("a!", answer.get());
    }

    @Test
    @DisplayName("are answered together, so many at a time, in the order in which they came")
    void together() throws Exception {
        var answers = new ArrayList<Future<String>>();
        for (var question : List.of("a", "b", "c", "d", "e")) {
            answers.add(ask(question));
        }
        for (var expected : List.of(List.of("a"), List.of("b", "c", "d"), List.of("e"))) {
            var round = round();
            assertEquals(expected, round.questions);
            round.echo();
        }
        for (var question : List.of("a", "b", "c", "d", "e")) {
            assertEquals(question + "!", answers.removeFirst().get());
        }
    }

    @Test
    @DisplayName("go on as soon as they have their answer, whoever still waits")
    void nobodyIsKept() throws Exception {
        var first = ask("a");
        var second = ask("b");
        round().echo();
        assertEquals("a!", first.get());
        round().echo();
        assertEquals("b!", second.get());
    }

    @Test
    @DisplayName("do not suffer for one whose question cannot be answered")
    void oneIsToBlame() throws Exception {
        var first = ask("a");
        var good = ask("b");
        var bad = ask("c");
        round().echo();
        assertEquals("a!", first.get());
        round().answers.completeExceptionally(new IllegalArgumentException("together"));
        round().echo();
        var alone = new IllegalArgumentException("alone");
        var round = round();
        assertEquals(List.of("c"), round.questions);
        round.answers.completeExceptionally(alone);
        assertEquals("b!", good.get());
        assertSame(alone, problem(bad));
    }

    @Test
    @DisplayName("are not tried one after the other when the database goes away while that is done")
    void awayMeanwhile() throws Exception {
        var first = ask("a");
        var others = List.of(ask("b"), ask("c"), ask("d"));
        round().echo();
        assertEquals("a!", first.get());
        round().answers.completeExceptionally(new IllegalArgumentException("together"));
        round().echo();
        assertEquals("b!", others.getFirst().get());
        var away = new IllegalStateException(new SQLException("gone", "08006"));
        round().answers.completeExceptionally(away);
        assertSame(away, problem(others.get(1)));
        assertSame(away, problem(others.get(2)));
        assertEquals(0, rounds.size());
    }

    @Test
    @DisplayName("do not wait for a connection that has died, where two may be asked at once")
    void twoAtOnce() throws Exception {
        var two = new Batcher<String, String>("questions", 3, 2, this::answer);
        var first = ask(two, "a");
        var stuck = round();
        var second = ask(two, "b");
        round().echo();
        assertEquals("b!", second.get());
        var third = ask(two, "c");
        round().echo();
        assertEquals("c!", third.get());
        stuck.echo();
        assertEquals("a!", first.get());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"08006", "55P03", "53100"})
    @DisplayName("are told at once when the database is away or busy")
    void away(String state) throws Exception {
        var first = ask("a");
        var others = List.of(ask("b"), ask("c"));
        round().echo();
        first.get();
        var away = new IllegalStateException(new SQLException("gone", state));
        round().answers.completeExceptionally(away);
        for (var other : others) {
            assertSame(away, problem(other));
        }
        assertEquals(0, rounds.size());
    }

    @Test
    @DisplayName("are asked for again after an error that nobody expects")
    void afterAnError() throws Exception {
        var first = ask("a");
        var error = new StackOverflowError();
        round().answers.completeExceptionally(error);
        assertSame(error, problem(first));
        var second = ask("b");
        round().echo();
        assertEquals("b!", second.get());
    }
}
