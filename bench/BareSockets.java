import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The same web server with nothing behind it: keeps the sockets, and writes one frame to all of them when one of them
/// says so, or to those of whom a request says so. A process of its own; prints its port.
final class BareSockets implements WsListener {

    private static final List<WsSession> OPEN = new CopyOnWriteArrayList<>();

    private BareSockets() {}

    public static void main(String[] none) {
        var server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .addRouting(HttpRouting.builder().post("/{windows}", BareSockets::tell))
                .addRouting(WsRouting.builder().endpoint("/", BareSockets::new))
                .build()
                .start();
        System.out.println("http://127.0.0.1:" + server.port());
    }

    /// @param request whose path has the numbers of the windows in the order in which they were opened, and whose body
    ///     is the frame
    private static void tell(ServerRequest request, ServerResponse response) {
        var frame = request.content().as(String.class);
        for (var number : request.path().pathParameters().get("windows").split(",")) {
            OPEN.get(Integer.parseInt(number)).send(frame, true);
        }
        response.send();
    }

    @Override
    public void onOpen(WsSession session) {
        OPEN.add(session);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        OPEN.forEach(one -> one.send(text, true));
    }
}
