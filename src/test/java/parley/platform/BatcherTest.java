package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The database here is whoever answers {@link #round}: a test decides when, and with what.
@DisplayName("Those who ask at the same moment")
@Timeout(10)
class BatcherTest {

    private record Round(List<String> questions, CompletableFuture<List<String>> answers) {

        void echo() {
            answers.complete(questions.stream().map(one -> one + "!").toList());
        }
    }

    private final BlockingQueue<Round> rounds = new LinkedBlockingQueue<>();
    private final Batcher<String, String> batcher = new Batcher<>("questions", 3, questions -> {
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
    });

    private Round round() throws InterruptedException {
        return rounds.take();
    }

    /// Returns when the question waits for its answer, or for its turn.
    private Future<String> ask(String question) throws InterruptedException {
        var answer = new CompletableFuture<String>();
        var asker = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(batcher.ask(question));
            } catch (RuntimeException | Error problem) {
                answer.completeExceptionally(problem);
            }
        });
        while (asker.getState() != Thread.State.WAITING && asker.isAlive()) {
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
        for (var answer : answers) {
            assertEquals(1, answer.get().indexOf('!'));
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
    @DisplayName("are told at once when the database is away")
    void away() throws Exception {
        var first = ask("a");
        var others = List.of(ask("b"), ask("c"));
        round().echo();
        first.get();
        var away = new IllegalStateException(new SQLException("gone", "08006"));
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
