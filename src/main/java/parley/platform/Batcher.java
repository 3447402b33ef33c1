package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets those who ask the same while others are being answered ask together: a crowd costs the database few questions
/// and few connections, and whoever comes alone waits for nobody.
///
/// @param <Q> a question
/// @param <A> its answer
public final class Batcher<Q, A> {

    /// Longer than any statement may take.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

        /// Changes nothing when there is an answer already.
        private void failed(Throwable why) {
            if (!isOver()) {
                problem = why;
                over.countDown();
            }
        }

        private A await() {
            try {
                if (!over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody has answered");
                }
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
    private final int atOnce;
    private final Function<List<Q>, List<A>> answers;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger leading = new AtomicInteger();

    /// @param name of the thread that answers those who came meanwhile
    /// @param most questions at a time
    /// @param atOnce so many threads answer at the same time: with more than one a connection that has died does not
    ///     keep everybody waiting
    /// @param answers one for each question, in their order. What it throws must have changed nothing: each of the
    ///     questions is asked once more, alone, unless the database is away or busy
    public Batcher(String name, int most, int atOnce, Function<List<Q>, List<A>> answers) {
        this.name = name;
        this.most = most;
        this.atOnce = atOnce;
        this.answers = answers;
    }

    /// Blocks the calling virtual thread until there is an answer. Throws what its question has met.
    public A ask(Q question) {
        var asked = new Asked<Q, A>(question);
        waiting.add(asked);
        if (mayLead()) {
            lead(asked);
        }
        return asked.await();
    }

    private boolean mayLead() {
        int now = leading.get();
        while (now < atOnce) {
            if (leading.compareAndSet(now, now + 1)) {
                return true;
            }
            now = leading.get();
        }
        return false;
    }

    /// Whoever may lead does so until he has his answer; who came meanwhile is not left to wait.
    private void lead(Asked<Q, A> own) {
        try {
            var some = next();
            while (!some.isEmpty()) {
                answer(some);
                some = own.isOver() ? List.of() : next();
            }
        } finally {
            leading.decrementAndGet();
            handOver();
        }
    }

    /// Somebody may have come in the last moment, and relied on whoever was leading.
    private void handOver() {
        if (!waiting.isEmpty() && mayLead()) {
            Thread.ofVirtual().name(name).start(this::goOn);
        }
    }

    private void goOn() {
        try {
            for (var some = next(); !some.isEmpty(); some = next()) {
                answer(some);
            }
        } finally {
            leading.decrementAndGet();
            handOver();
        }
    }

    private List<Asked<Q, A>> next() {
        var some = new ArrayList<Asked<Q, A>>();
        while (some.size() < most && waiting.poll() instanceof Asked<Q, A> one) {
            some.add(one);
        }
        return some;
    }

    /// Leaves none of them without an answer, whatever happens.
    private void answer(List<Asked<Q, A>> some) {
        try {
            together(some);
        } catch (RuntimeException | Error problem) {
            if (some.size() > 1 && problem instanceof RuntimeException && !Database.isPassing(problem)) {
                alone(some, problem);
            } else {
                some.forEach(one -> one.failed(problem));
            }
        }
    }

    private void together(List<Asked<Q, A>> some) {
        var given = answers.apply(some.stream().map(one -> one.question).toList());
        if (given.size() != some.size()) {
            throw new IllegalStateException(given.size() + " answers to " + some.size() + " questions");
        }
        for (int i = 0; i < some.size(); i++) {
            some.get(i).answered(given.get(i));
        }
    }

    /// One of them may be to blame: alone each gets what he deserves. When the database goes away meanwhile, the rest
    /// does not try it one after the other.
    private void alone(List<Asked<Q, A>> some, Throwable why) {
        Throwable last = why;
        try {
            LOG.log(Level.WARNING, some.size() + " of " + name + " could not be answered together", why);
            for (var one : some) {
                try {
                    together(List.of(one));
                } catch (RuntimeException problem) {
                    one.failed(problem);
                    if (Database.isPassing(problem)) {
                        last = problem;
                        break;
                    }
                }
            }
        } finally {
            for (var one : some) {
                one.failed(last);
            }
        }
    }
}
