package parley.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// A line to a server of this machine that can be cut, fall silent in one direction while both ends believe in it, or
/// become slow.
final class Wire implements AutoCloseable {

    /// What it does with what is said.
    enum State {
        OPEN,

        /// Whoever is connected is cut off, nobody is let through.
        CUT,

        /// What is said to the server stays on the way.
        SILENT_TO,

        /// What the server says stays on the way.
        SILENT_FROM,

        /// 200 ± 200 ms for every piece, in both directions.
        SLOW
    }

    private static final int PIECE = 16 << 10;

    private final ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int to;
    private final RandomGenerator random;
    private volatile State state = State.OPEN;

    Wire(int to, RandomGenerator random) throws IOException {
        this.to = to;
        this.random = random;
        Thread.ofVirtual().name("wire").start(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    void becomes(State next) {
        state = next;
        if (next == State.CUT) {
            open.forEach(Wire::end);
        }
    }

    /// Goes on with what was on its way, or forgets whom it knew, as a firewall does.
    void heal(boolean remembers) {
        if (state == State.OPEN) {
            return;
        }
        if (!remembers) {
            open.forEach(Wire::end);
        }
        state = State.OPEN;
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                var here = door.accept();
                if (state == State.CUT) {
                    end(here);
                    continue;
                }
                connect(here);
            } catch (IOException _) {
                // The door was closed, and the loop ends.
            }
        }
    }

    private void connect(Socket here) {
        try {
            var there = new Socket(InetAddress.getLoopbackAddress(), to);
            here.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            open.add(here);
            open.add(there);
            Thread.ofVirtual().start(() -> pump(here, there, State.SILENT_TO));
            Thread.ofVirtual().start(() -> pump(there, here, State.SILENT_FROM));
        } catch (IOException _) {
            // The server is away, and so is the line.
            end(here);
        }
    }

    /// @param silent the state in which this direction stands still
    private void pump(Socket from, Socket into, State silent) {
        var piece = new byte[PIECE];
        try {
            for (int read; (read = from.getInputStream().read(piece)) >= 0; ) {
                pass(silent);
                into.getOutputStream().write(piece, 0, read);
            }
        } catch (IOException _) {
            // One of them has ended, so the other does.
        }
        end(from);
        end(into);
        open.remove(from);
        open.remove(into);
    }

    private void pass(State silent) {
        while (state == silent) {
            Patience.pause(20);
        }
        if (state == State.SLOW) {
            Patience.pause(random.nextLong(400));
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        heal(false);
        open.forEach(Wire::end);
    }
}
