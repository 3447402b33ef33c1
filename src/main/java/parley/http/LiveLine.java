package parley.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsSession;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import parley.realtime.Frame;

/// A WebSocket with a bounded buffer: whoever has something to say never waits for a slow reader. When the buffer is
/// full, it is dropped and `overflow` is told. Writes come from a thread that lives as long as there is something to
/// write, so a quiet line costs none.
///
/// Frames go past the session to its connection, in bytes that all lines share; the session itself would encode and
/// keep a copy for each.
public final class LiveLine {

    static final int FRAMES = 500;
    static final int BYTES = 256 << 10;

    private sealed interface Order {
        record Bytes(byte[] frame) implements Order {}

        record Close(int code, String why) implements Order {}
    }

    private final WsSession session;
    private final ConnectionContext connection;
    private final Thread reader = Thread.currentThread();
    private final Runnable overflow;
    private final Runnable gone;
    private final Queue<Order> queue = new ArrayDeque<>(2);
    private int bytes;
    private boolean isWriting;
    private boolean isClosed;
    private long writesSinceNanos;

    /// To be made by the thread that reads from the session.
    ///
    /// @param overflow called each time that the buffer was dropped; may say something again
    /// @param gone called when the other side was seen to have vanished; perhaps more than once
    LiveLine(WsSession session, Runnable overflow, Runnable gone) {
        this.session = session;
        this.connection = (ConnectionContext) session.socketContext();
        this.overflow = overflow;
        this.gone = gone;
    }

    public void text(String text) {
        say(new Frame(text));
    }

    public void say(Frame frame) {
        if (!offer(WireFrames.of(frame))) {
            overflow.run();
        }
    }

    /// Answers false when the buffer was full and has been dropped. A frame that is greater than the buffer goes when
    /// nothing else waits: it would never go otherwise.
    private synchronized boolean offer(byte[] frame) {
        if (isClosed) {
            return true;
        }
        if (!queue.isEmpty() && (queue.size() >= FRAMES || bytes + frame.length > BYTES)) {
            queue.clear();
            bytes = 0;
            return false;
        }
        bytes += frame.length;
        add(new Order.Bytes(frame));
        return true;
    }

    private void add(Order order) {
        queue.add(order);
        if (!isWriting) {
            isWriting = true;
            writesSinceNanos = System.nanoTime();
            Thread.ofVirtual().name("line").start(this::write);
        }
    }

    /// After what was said before.
    public synchronized void close(int code, String why) {
        if (!isClosed) {
            add(new Order.Close(code, why));
        }
    }

    /// The other side has gone, or is seen off: nothing is written any more.
    public synchronized void closed() {
        isClosed = true;
        queue.clear();
    }

    private void write() {
        try {
            for (var order = next(); order != null; order = next()) {
                switch (order) {
                    case Order.Bytes(var frame) -> connection.dataWriter().writeNow(BufferData.create(frame));
                    case Order.Close(var code, var why) -> session.close(code, why);
                }
            }
        } catch (RuntimeException _) {
            // The line broke while something was on its way: the browser comes back and asks from its position.
            cut();
        }
    }

    private synchronized @Nullable Order next() {
        var order = queue.poll();
        if (order instanceof Order.Bytes(var frame)) {
            bytes -= frame.length;
        }
        isWriting = order != null;
        writesSinceNanos = System.nanoTime();
        return order;
    }

    /// Whether one frame has been on its way for so long.
    synchronized boolean isStuck(long nanos) {
        return isWriting && System.nanoTime() - writesSinceNanos > nanos;
    }

    /// Whether the connection is no more. The server does not tell when the other side vanishes without a word.
    boolean isOver() {
        return !reader.isAlive();
    }

    /// Ends the connection at once, whatever is under way on it.
    void cut() {
        closed();
        try {
            connection.serverSocket().close();
        } catch (RuntimeException _) {
            // It is closed already: that was why nothing could be written.
        }
        gone.run();
    }
}
