package parley.platform;

import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How an attempt at a job ended. Its effect on the database is had in the transaction that settles the job.
public sealed interface JobResult {

    Consumer<Handle> NOTHING = _ -> {};

    /// What must be written down together with the result.
    Consumer<Handle> effect();

    record Done(Consumer<Handle> effect) implements JobResult {}

    /// Not done, and known not to be: to be tried again. The lane waits, so that its order is kept.
    ///
    /// @param after as the other side asked; absent means growing pauses with full jitter, ten minutes at most
    record Again(@Nullable Duration after, String why, Consumer<Handle> effect) implements JobResult {}

    /// Not done: what it waits for may lie behind it in its lane, so it goes to the end of the lane. It comes again
    /// with growing pauses, ten minutes at most, or when {@link Jobs#hurry} says that the wait may be over.
    record Behind(String why, Consumer<Handle> effect) implements JobResult {}

    /// Given up. The row stays for people to see; the lane goes on.
    record Dead(String why, Consumer<Handle> effect) implements JobResult {}

    /// Perhaps done, perhaps not, and nobody can tell (R72). Never repeated by itself; the row stays, the lane goes on.
    record Unknown(String why, Consumer<Handle> effect) implements JobResult {}

    /// The database went away in the middle, so that nobody knows what was done. It says nothing about the job, which
    /// comes again within seconds, however often that happens; the lane waits.
    record CutOff() implements JobResult {

        @Override
        public Consumer<Handle> effect() {
            return NOTHING;
        }
    }

    static JobResult done() {
        return new Done(NOTHING);
    }

    static JobResult done(Consumer<Handle> effect) {
        return new Done(effect);
    }

    static JobResult again(String why) {
        return new Again(null, why, NOTHING);
    }

    static JobResult again(Duration after, String why) {
        return new Again(after, why, NOTHING);
    }

    static JobResult behind(String why) {
        return new Behind(why, NOTHING);
    }

    static JobResult dead(String why) {
        return new Dead(why, NOTHING);
    }

    static JobResult dead(String why, Consumer<Handle> effect) {
        return new Dead(why, effect);
    }

    static JobResult unknown(String why, Consumer<Handle> effect) {
        return new Unknown(why, effect);
    }
}
