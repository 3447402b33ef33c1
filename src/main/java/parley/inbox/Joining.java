package parley.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;

/// A window that has said hello and waits to be let in. Guarded by its company's lock.
final class Joining {

    final Window window;

    /// Absent for a window that knows nothing yet.
    final @Nullable Long after;

    final List<ChatId> watch;

    /// The long part of what it has missed, absent for a window that knows nothing yet.
    final @Nullable Missed missed;

    boolean done;

    Joining(Window window, @Nullable Long after, List<ChatId> watch, @Nullable Missed missed) {
        this.window = window;
        this.after = after;
        this.watch = watch;
        this.missed = missed;
    }
}
