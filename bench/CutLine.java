import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to a server of this machine that can be cut: then nobody is let through, and whoever is, is cut off.
final class CutLine implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int to;
    private volatile boolean cut;

    CutLine(int to) throws IOException {
        this.to = to;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(CutLine::end);
    }

    void mend() {
        cut = false;
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                var here = door.accept();
                if (cut) {
                    end(here);
                    continue;
                }
                var there = new Socket(InetAddress.getLoopbackAddress(), to);
                open.add(here);
                open.add(there);
                Thread.ofVirtual().start(() -> pump(here, there));
                Thread.ofVirtual().start(() -> pump(there, here));
            } catch (IOException _) {
                // The door was closed, or the server is away: either way nobody is let through.
            }
        }
    }

    private void pump(Socket from, Socket into) {
        try {
            from.getInputStream().transferTo(into.getOutputStream());
        } catch (IOException _) {
            // One of them has ended, so the other does.
        }
        end(from);
        end(into);
        open.remove(from);
        open.remove(into);
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
        cut();
    }
}
