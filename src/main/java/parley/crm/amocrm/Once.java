package parley.crm.amocrm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parley.crm.CrmTrouble;

/// Makes things once per key, for an account that has no such word: whatever is wanted is looked for before it is made,
/// and two who want the same thing wait for each other.
final class Once {

    private static final int STRIPES = 64;
    private static final int MOST_REMEMBERED = 5_000;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);
    private final Recent<String, String> made = new Recent<>(MOST_REMEMBERED);
    private final Recent<String, Long> doubtful = new Recent<>(MOST_REMEMBERED);
    private final LongSupplier nanos;

    Once(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Answers the id.
    ///
    /// @param look searches the account for what carries the mark
    String make(String mark, Supplier<Optional<String>> look, Supplier<String> make) {
        return alone(mark, () -> {
            var known = made.get(mark).or(look);
            var id = known.isPresent() ? known.get() : made(mark, make);
            made.put(mark, id);
            doubtful.forget(mark);
            return id;
        });
    }

    private String made(String mark, Supplier<String> make) {
        doubtful.get(mark).ifPresent(this::hold);
        try {
            return make.get();
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.UNKNOWN_OUTCOME) {
                doubtful.put(mark, nanos.getAsLong());
            }
            throw trouble;
        }
    }

    /// What was made a moment ago may not be found yet.
    private void hold(long since) {
        var left = Answer.LOOK_AGAIN.minusNanos(nanos.getAsLong() - since);
        if (left.compareTo(Duration.ZERO) > 0) {
            throw new CrmTrouble(CrmTrouble.Kind.UNKNOWN_OUTCOME, "not found yet", left);
        }
    }

    void alone(String name, Runnable work) {
        alone(name, () -> {
            work.run();
            return true;
        });
    }

    /// One at a time for each name.
    <T> T alone(String name, Supplier<T> work) {
        var lock = locks[Math.floorMod(name.hashCode(), STRIPES)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
