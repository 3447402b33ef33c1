package parley.inbox;

import java.util.List;
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
}
