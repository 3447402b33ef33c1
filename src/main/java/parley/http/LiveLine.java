package parley.http;

import io.helidon.websocket.WsSession;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A WebSocket with a bounded buffer and a writer of its own: whoever has something to say never waits for a slow
/// reader. When the buffer is full, it is dropped and the reader is told so by `overflow`.
public final class LiveLine {

    private static final int FRAMES = 500;
    private static final int CHARACTERS = 256 << 10;

    private sealed interface Order {
        record Text(String frame) implements Order {}

        record Close(int code, String why) implements Order {}
    }

    private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(FRAMES + 2);
    private final AtomicInteger characters = new AtomicInteger();
    private final WsSession session;
    private final Runnable overflow;
    private final Thread writer;

    /// @param overflow called once for each time that the buffer was dropped; may say something again
    public LiveLine(WsSession session, Runnable overflow) {
        this.session = session;
        this.overflow = overflow;
        this.writer = Thread.ofVirtual().name("line").start(this::write);
    }

    public void text(String frame) {
        if (queue.size() >= FRAMES || characters.addAndGet(frame.length()) > CHARACTERS) {
            drop();
            overflow.run();
            return;
        }
        queue.offer(new Order.Text(frame));
    }

    public void close(int code, String why) {
        queue.offer(new Order.Close(code, why));
    }

    /// The other side has gone.
    public void closed() {
        writer.interrupt();
    }

    private void drop() {
        queue.clear();
        characters.set(0);
    }

    private void write() {
        try {
            while (true) {
                switch (queue.take()) {
                    case Order.Text(var frame) -> {
                        characters.addAndGet(-frame.length());
                        session.send(frame, true);
                    }
                    case Order.Close(var code, var why) -> {
                        session.close(code, why);
                        return;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException _) {
            // The line broke while something was on its way: the browser comes back and asks from its position.
            terminate();
        }
    }

    private void terminate() {
        try {
            session.terminate();
        } catch (RuntimeException _) {
            // It is closed already: that was why nothing could be written.
        }
    }
}
