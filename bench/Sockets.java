import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Thousands of WebSockets, read by one thread. Cheap on purpose: it shares the cores with what it measures.
final class Sockets implements AutoCloseable {

    /// Told of each frame as it comes, by the one thread.
    interface Listener {

        /// @param bytes where the payload lies, only for this call
        void heard(Line line, byte[] bytes, int from, int length, long nanos);
    }

    private static final int PER_ADDRESS = 5_000;
    private static final byte[] UPGRADED = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    /// One socket; of two with the same number the later one counts.
    static final class Line {

        final int number;
        private final SocketChannel channel;
        private byte[] part = {};
        private final CountDownLatch agreed = new CountDownLatch(1);
        private boolean upgraded;
        volatile long frames;
        volatile boolean closed;

        private Line(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }

        void say(String text) throws IOException {
            var payload = text.getBytes(StandardCharsets.UTF_8);
            var frame = ByteBuffer.allocate(payload.length + 8);
            // A mask of zeros leaves the payload as it is.
            frame.put((byte) 0x81);
            if (payload.length < 126) {
                frame.put((byte) (0x80 | payload.length));
            } else {
                frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
            }
            frame.putInt(0).put(payload).flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }
    }

    final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final Selector selector = Selector.open();
    private final Listener listener;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final Thread reader;
    private final Queue<Line> fresh = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Sockets(Listener listener) throws IOException {
        this.listener = listener;
        this.reader = Thread.ofPlatform().daemon().name("windows").start(this::read);
    }

    /// Opens one and says the first word as soon as the other side has agreed. Answers whether it has.
    boolean open(int port, String path, int number, String hello) throws Exception {
        var channel = SocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0." + (2 + number / PER_ADDRESS), 0));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)));
        channel.configureBlocking(false);
        var line = new Line(number, channel);
        lines.put(number, line);
        fresh.add(line);
        selector.wakeup();
        line.agreed.await();
        if (line.closed) {
            return false;
        }
        if (!hello.isEmpty()) {
            line.say(hello);
        }
        return true;
    }

    static void await(BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain");
            }
            TimeUnit.MICROSECONDS.sleep(200);
        }
    }

    private void read() {
        try {
            while (!closed) {
                for (Line line = fresh.poll(); line != null; line = fresh.poll()) {
                    line.channel.register(selector, SelectionKey.OP_READ, line);
                }
                selector.select(key -> read((Line) key.attachment()), 100);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(Line line) {
        buffer.clear();
        int count;
        try {
            count = line.channel.read(buffer);
        } catch (IOException _) {
            count = -1;
        }
        if (count < 0) {
            end(line);
            return;
        }
        long now = System.nanoTime();
        var bytes = Arrays.copyOf(line.part, line.part.length + count);
        buffer.flip().get(bytes, line.part.length, count);
        int at = line.upgraded ? 0 : upgrade(line, bytes);
        for (int next; line.upgraded && (next = frame(line, bytes, at, now)) > at; ) {
            at = next;
        }
        line.part = at == bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private static int upgrade(Line line, byte[] bytes) {
        for (int i = 0; i + UPGRADED.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + UPGRADED.length, UPGRADED, 0, UPGRADED.length)) {
                line.upgraded = true;
                line.agreed.countDown();
                return i + UPGRADED.length;
            }
        }
        return 0;
    }

    /// Where the next frame begins, or where this one does when it is not whole yet.
    private int frame(Line line, byte[] bytes, int at, long now) {
        if (bytes.length - at < 2) {
            return at;
        }
        int head = 2;
        long length = bytes[at + 1] & 0x7f;
        if (length >= 126) {
            head = length == 126 ? 4 : 10;
            if (bytes.length - at < head) {
                return at;
            }
            var numbers = ByteBuffer.wrap(bytes, at + 2, head - 2);
            length = head == 4 ? numbers.getShort() & 0xffff : numbers.getLong();
        }
        if (bytes.length - at - head < length) {
            return at;
        }
        if ((bytes[at] & 0x0f) == 1) {
            line.frames++;
            listener.heard(line, bytes, at + head, (int) length, now);
        }
        return at + head + (int) length;
    }

    static void end(Line line) {
        line.closed = true;
        line.agreed.countDown();
        try {
            line.channel.close();
        } catch (IOException _) {
            // It is gone, which was what was wanted.
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        selector.wakeup();
        reader.join();
        lines.values().forEach(Sockets::end);
        selector.close();
    }
}
