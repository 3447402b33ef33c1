package parley.inbox;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;

/// A window that has said hello and waits to be let in.
final class Joining {

    final Window window;

    /// Absent for a window that knows nothing yet.
    final @Nullable Long after;

    final List<ChatId> watch;

    /// The long part of what it has missed; absent for a window that knows nothing yet.
    @Nullable
    Missed missed;

    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable RuntimeException problem;

    Joining(Window window, @Nullable Long after, List<ChatId> watch) {
        this.window = window;
        this.after = after;
        this.watch = watch;
    }

    /// From where its rows are still to be read.
    long from() {
        return missed instanceof Missed.Told told ? told.at() : position();
    }

    /// At which it stands; at none for a window that knows nothing yet.
    long position() {
        return after == null ? Long.MAX_VALUE : after;
    }

    /// It has been let in.
    void done() {
        over.countDown();
    }

    void failed(RuntimeException why) {
        problem = why;
        over.countDown();
    }

    /// Returns when it has been let in; throws what stood in the way.
    void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while windows were let in", e);
        }
        if (problem != null) {
            // Made where it happened; several windows may have met the same.
            throw problem;
        }
    }
}
