package parley.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/// What is to be closed, the last opened first.
final class Closing implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Closing.class.getName());

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Closes this before everything that was opened earlier.
    synchronized <T extends AutoCloseable> T last(T opened) {
        open.push(opened);
        return opened;
    }

    /// One that does not close does not keep the others from it.
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "something did not close", e);
            }
        }
    }
}
