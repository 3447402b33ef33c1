package parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The campaign's line between two programs does what a bad network does")
class WireTest {

    private static final int SOON = 300;

    private ServerSocket server;
    private Wire wire;

    @BeforeEach
    void begin() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
        wire = new Wire(server.getLocalPort(), new SplittableRandom(1));
    }

    /// Says whatever it is told.
    private void answer() {
        while (!server.isClosed()) {
            try {
                var one = server.accept();
                Thread.ofVirtual().start(() -> echo(one));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private static void echo(Socket one) {
        try (one) {
            one.getInputStream().transferTo(one.getOutputStream());
        } catch (IOException _) {
            // Its line was cut.
        }
    }

    @AfterEach
    void end() throws IOException {
        wire.close();
        server.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoTimeout(SOON);
        return socket;
    }

    private static int said(Socket socket, int what) throws IOException {
        socket.getOutputStream().write(what);
        return socket.getInputStream().read();
    }

    @Test
    void cutEndsWhoIsThereAndLetsNobodyIn() throws IOException {
        try (var before = connect()) {
            assertEquals('a', said(before, 'a'));
            wire.becomes(Wire.State.CUT);
            assertThrows(IOException.class, () -> throwsWhenOver(before));
            try (var during = connect()) {
                assertThrows(IOException.class, () -> throwsWhenOver(during));
            }
            wire.heal(true);
            try (var after = connect()) {
                assertEquals('b', said(after, 'b'));
            }
        }
    }

    private static void throwsWhenOver(Socket socket) throws IOException {
        if (said(socket, 'x') < 0) {
            throw new IOException("over");
        }
    }

    @Test
    void whatWasSilentGoesOnWhereItStood() throws IOException {
        for (var silent : new Wire.State[] {Wire.State.SILENT_TO, Wire.State.SILENT_FROM}) {
            try (var socket = connect()) {
                assertEquals('a', said(socket, 'a'));
                wire.becomes(silent);
                assertThrows(SocketTimeoutException.class, () -> said(socket, 'b'));
                wire.heal(true);
                assertEquals('b', socket.getInputStream().read());
            }
        }
    }

    @Test
    void whatWasSilentMayBeForgotten() throws IOException {
        try (var socket = connect()) {
            assertEquals('a', said(socket, 'a'));
            wire.becomes(Wire.State.SILENT_FROM);
            assertThrows(SocketTimeoutException.class, () -> said(socket, 'b'));
            wire.heal(false);
            assertThrows(IOException.class, () -> throwsWhenOver(socket));
        }
    }
}
