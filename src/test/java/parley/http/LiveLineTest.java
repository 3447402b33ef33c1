package parley.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.realtime.Frame;

/// Live lines over real sockets, whose other sides behave as the worst do.
class LiveLineTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    /// What no buffer of the system takes.
    private static final int TOO_MANY = 4_000;

    private final BlockingQueue<LiveLine> opened = new LinkedBlockingQueue<>();
    private final Semaphore overflows = new Semaphore(0);
    private final Semaphore gone = new Semaphore(0);
    private LiveLines lines;
    private WebServer server;

    private final class Listening implements WsListener {

        private LiveLine line;

        @Override
        public void onOpen(WsSession session) {
            line = lines.open(session, this::overflowed, gone::release);
            opened.add(line);
        }

        private void overflowed() {
            overflows.release();
            line.text("resync");
        }
    }

    private Socket open(Duration patience) throws Exception {
        lines = new LiveLines(patience);
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .useNio(false)
                .addRouting(WsRouting.builder().endpoint("/", Listening::new))
                .build()
                .start();
        var socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("""
            GET / HTTP/1.1
            Host: 127.0.0.1
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.stop();
            lines.close();
        }
    }

    private LiveLine line() throws InterruptedException {
        var line = opened.poll(20, TimeUnit.SECONDS);
        assertTrue(line != null, "nothing was opened");
        return line;
    }

    private static DataInputStream upgraded(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        for (int newlines = 0; newlines < 2; ) {
            int next = in.read();
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return in;
    }

    /// The next text.
    private static String read(DataInputStream in) throws IOException {
        assertEquals(0x81, in.readUnsignedByte());
        long length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("Texts of every length arrive whole and in order")
    void arrives() throws Exception {
        try (var socket = open(LONG)) {
            var line = line();
            var lengths = List.of(0, 1, 125, 126, 127, 65_535, 65_536, 400_000);
            for (int length : lengths) {
                line.text("ы".repeat(length / 2) + "x".repeat(length % 2));
                var in = length == 0 ? upgraded(socket) : new DataInputStream(socket.getInputStream());
                var text = read(in);
                assertEquals(length, text.getBytes(StandardCharsets.UTF_8).length);
            }
        }
    }

    @Test
    @DisplayName("One frame is put into bytes once for all lines")
    void sharesBytes() {
        var frame = new Frame("told to many");

        var first = WireFrames.of(frame);

        assertTrue(first == WireFrames.of(frame));
        assertArrayEquals(first, WireFrames.encode("told to many"));
    }

    @Test
    @DisplayName("Whoever does not read holds nobody up: his buffer is dropped, and he is told from where to ask")
    void aSlowReaderIsDroppedToResume() throws Exception {
        try (var socket = open(LONG)) {
            var line = line();
            var told = 0;
            // Saying never waits: this loop would stand still otherwise.
            while (!overflows.tryAcquire() && told < TOO_MANY) {
                line.text(told++ + " " + "x".repeat(16 << 10));
            }
            assertTrue(told < TOO_MANY, "the buffer has no bound");

            var in = upgraded(socket);
            var heard = new ArrayList<String>();
            for (var text = read(in); !text.equals("resync"); text = read(in)) {
                heard.add(text.substring(0, text.indexOf(' ')));
            }

            for (int i = 0; i < heard.size(); i++) {
                assertEquals(
                        Integer.toString(i), heard.get(i), "in order and without a gap, up to where it was dropped");
            }
            assertTrue(heard.size() < told, "something was dropped");
            line.text("goes on");
            assertEquals("goes on", read(in));
        }
    }

    @Test
    @DisplayName("Whoever takes nothing for too long is cut off")
    void aStuckReaderIsCutOff() throws Exception {
        try (var socket = open(Duration.ofMillis(1))) {
            var line = line();
            for (int told = 0; gone.availablePermits() == 0 && told < 50 * TOO_MANY; told++) {
                line.text("x".repeat(16 << 10));
            }

            assertTrue(gone.tryAcquire(20, TimeUnit.SECONDS));
            var in = upgraded(socket);
            try {
                while (true) {
                    read(in);
                }
            } catch (EOFException | SocketException | AssertionError _) {
                // It ends in the middle of a frame.
            }
            nobodyIsLeft();
        }
    }

    @Test
    @DisplayName("A line whose other side vanishes without a word is noticed and forgotten")
    void aVanishedReaderIsForgotten() throws Exception {
        var socket = open(LONG);
        line();
        socket.setSoLinger(true, 0);
        socket.close();

        assertTrue(gone.tryAcquire(20, TimeUnit.SECONDS));
        nobodyIsLeft();
    }

    private void nobodyIsLeft() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (lines.count() > 0) {
            assertTrue(System.nanoTime() < end, "the line is still held");
            Thread.onSpinWait();
        }
    }
}
