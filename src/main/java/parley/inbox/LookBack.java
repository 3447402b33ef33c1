package parley.inbox;

import java.util.ArrayDeque;
import java.util.Deque;

/// How far a company had come half a minute ago. A thread that was fetched before its window began to watch it may have
/// changed in between; from there on it is looked through again.
final class LookBack {

    private static final long SECOND = 1_000_000_000;
    private static final int SECONDS = 30;

    /// For the time before the company was listened to.
    private static final int POSITIONS = 500;

    private record Mark(long position, long atNanos) {}

    private final Deque<Mark> marks = new ArrayDeque<>();

    void reached(long position) {
        var now = System.nanoTime();
        if (marks.isEmpty() || now - marks.getLast().atNanos > SECOND) {
            marks.addLast(new Mark(position, now));
        }
        while (marks.size() > 1 && now - marks.getFirst().atNanos > SECONDS * SECOND) {
            marks.removeFirst();
        }
    }

    long since() {
        return marks.isEmpty() ? 0 : Math.max(0, marks.getFirst().position - POSITIONS);
    }
}
