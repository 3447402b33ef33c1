package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets those who ask the same while others are being answered ask together: a crowd costs the database few questions
/// and one connection, and whoever comes alone waits for nobody.
///
/// @param <Q> a question
/// @param <A> its answer
public final class Batcher<Q, A> {

    private static final Logger LOG = System.getLogger(Batcher.class.getName());

    private static final class Asked<Q, A> {

        private final Q question;
        private final CountDownLatch over = new CountDownLatch(1);
        private @Nullable A answer;
        private @Nullable Throwable problem;

        private Asked(Q question) {
            this.question = question;
        }

        private boolean isOver() {
            return over.getCount() == 0;
        }

        private void answered(A given) {
            answer = given;
            over.countDown();
        }

        private void failed(Throwable why) {
            problem = why;
            over.countDown();
        }

        private A await() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while others were asked with it", e);
            }
            return switch (problem) {
                case null -> Objects.requireNonNull(answer);
                // Made where it happened; several may have met the same.
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalStateException(problem);
            };
        }
    }

    private final String name;
    private final int most;
    private final Function<List<Q>, List<A>> answers;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isLed = new AtomicBoolean();

    /// @param name of the thread that answers those who came meanwhile
    /// @param most questions at a time
    /// @param answers one for each question, in their order; called by one thread at a time. When it throws, each of
    ///     the questions is asked alone, unless the database is away
    public Batcher(String name, int most, Function<List<Q>, List<A>> answers) {
        this.name = name;
        this.most = most;
        this.answers = answers;
    }

    /// Blocks the calling virtual thread until there is an answer. Throws what its question has met.
    public A ask(Q question) {
        var asked = new Asked<Q, A>(question);
        waiting.add(asked);
        if (isLed.compareAndSet(false, true)) {
            lead(asked);
        }
        return asked.await();
    }

    /// Whoever finds nobody leading does so until he has his answer; who came meanwhile is not left to wait.
    private void lead(Asked<Q, A> own) {
        while (!own.isOver()) {
            answer(next());
        }
        if (!waiting.isEmpty()) {
            Thread.ofVirtual().name(name).start(this::goOn);
            return;
        }
        isLed.set(false);
        // Somebody may have come in between, and relied on this.
        if (!waiting.isEmpty() && isLed.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name).start(this::goOn);
        }
    }

    private void goOn() {
        do {
            for (var some = next(); !some.isEmpty(); some = next()) {
                answer(some);
            }
            isLed.set(false);
        } while (!waiting.isEmpty() && isLed.compareAndSet(false, true));
    }

    private List<Asked<Q, A>> next() {
        var some = new ArrayList<Asked<Q, A>>();
        while (some.size() < most && waiting.poll() instanceof Asked<Q, A> one) {
            some.add(one);
        }
        return some;
    }

    private void answer(List<Asked<Q, A>> some) {
        try {
            var given = answers.apply(some.stream().map(one -> one.question).toList());
            if (given.size() != some.size()) {
                throw new IllegalStateException(given.size() + " answers to " + some.size() + " questions");
            }
            for (int i = 0; i < some.size(); i++) {
                some.get(i).answered(given.get(i));
            }
        } catch (RuntimeException | Error problem) {
            if (some.size() == 1 || Database.isAway(problem)) {
                some.forEach(one -> one.failed(problem));
                return;
            }
            // One of them may be to blame: alone each gets what he deserves.
            LOG.log(Level.WARNING, some.size() + " of " + name + " could not be answered together", problem);
            some.forEach(one -> answer(List.of(one)));
        }
    }
}
