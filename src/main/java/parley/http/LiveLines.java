package parley.http;

import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The lines that are open. Looks after them each second, as long as there are any: whose connection has ended without
/// a word is told so, and who has taken nothing for half a minute is cut off.
public final class LiveLines implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Set<LiveLine> open = ConcurrentHashMap.newKeySet();
    private final Semaphore ended = new Semaphore(0);
    private final long patienceNanos;
    private boolean isWatched;
    private boolean isEnded;

    public LiveLines() {
        this(PATIENCE);
    }

    /// @param patience with a line on which nothing moves
    LiveLines(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    /// To be called by the thread that reads from the session.
    ///
    /// @param overflow called each time that the buffer was dropped; may say something again
    /// @param gone called when the other side was seen to have vanished; perhaps more than once
    public synchronized LiveLine open(WsSession session, Runnable overflow, Runnable gone) {
        var line = new LiveLine(session, overflow, gone);
        open.add(line);
        if (!isWatched && !isEnded) {
            isWatched = true;
            Thread.ofVirtual().name("live-lines").start(this::watch);
        }
        return line;
    }

    int count() {
        return open.size();
    }

    private void watch() {
        try {
            while (goesOn()) {
                if (ended.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                open.forEach(this::look);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean goesOn() {
        isWatched = !open.isEmpty() && !isEnded;
        return isWatched;
    }

    private void look(LiveLine line) {
        if (line.isOver() || line.isStuck(patienceNanos)) {
            open.remove(line);
            // What hangs on it may take its time, and is nobody else's business.
            Thread.ofVirtual().name("line-over").start(line::cut);
        }
    }

    /// Looks after nobody any more.
    @Override
    public synchronized void close() {
        isEnded = true;
        ended.release();
    }
}
