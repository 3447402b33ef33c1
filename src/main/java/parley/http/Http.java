package parley.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.websocket.WsConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import parley.http.v3.PublicApi;
import parley.platform.CannotStart;
import parley.platform.Json;

/// The web server. One virtual thread per request.
public final class Http implements AutoCloseable {

    private static final int LONGEST_FRAME = 256 << 10;
    private static final int LONGEST_HEADERS = 32 << 10;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final WebServer server;
    private final LiveLines lines;
    private final Operation operation;

    private Http(WebServer server, LiveLines lines, Operation operation) {
        this.server = server;
        this.lines = lines;
        this.operation = operation;
    }

    /// Lets the server's library look itself up, for which it reads all that is on the class path: beside the start of
    /// the database instead of after it.
    public static void warm() {
        Thread.ofVirtual().name("http-warm").start(() -> WebServer.builder().build());
    }

    /// Opens the port. Throws {@link CannotStart} when it is taken.
    public static Http start(HttpConfig config, Rooms rooms) {
        var pages = Pages.of(config, rooms);
        var gate = new Gate(rooms.auth(), config, rooms.random());
        var lines = new LiveLines();
        var server = WebServer.builder()
                // With it each connection would hold a second buffer, whether anything is written or not.
                .useNio(false)
                .host(config.host())
                .port(config.port())
                .shutdownHook(false)
                // What is written is whole: to wait for more, as TCP does by itself, tells windows up to 40 ms later.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .idleConnectionTimeout(IDLE)
                .shutdownGracePeriod(GRACE)
                .addProtocol(
                        Http1Config.builder().maxHeadersSize(LONGEST_HEADERS).build())
                .addProtocol(WsConfig.builder().maxFrameLength(LONGEST_FRAME).build())
                .directHandlers(directly(rooms.publicApi()))
                .addRouting(new Routes(gate, pages, rooms.publicApi(), rooms.counters()).http())
                .addRouting(Routes.sockets(pages, lines, rooms.counters()))
                .build();
        try {
            return new Http(server.start(), lines, pages.operation());
        } catch (RuntimeException e) {
            throw new CannotStart(
                    "Port " + config.port() + " on " + config.host() + " cannot be opened; choose another with --port.",
                    e);
        }
    }

    public int port() {
        return server.port();
    }

    /// Not ready from now on; what is under way goes on.
    public void going() {
        operation.going();
    }

    /// Takes no more requests and ends when those under way are answered, or after five seconds.
    @Override
    public void close() {
        server.stop();
        lines.close();
    }

    /// What is so broken that it reaches no route is answered in the same shape.
    private static DirectHandlers directly(PublicApi api) {
        var handlers = DirectHandlers.builder();
        DirectHandler handler = (request, event, status, headers, message) -> api.isOurs(request.path())
                ? unreadable(api.unreadable(status.code()), status)
                : unreadable(event, status);
        EnumSet.allOf(EventType.class).forEach(event -> handlers.addHandler(event, handler));
        return handlers.build();
    }

    private static DirectHandler.TransportResponse unreadable(EventType event, Status status) {
        var body = ApiError.of(
                event == EventType.PAYLOAD_TOO_LARGE ? "too_large" : "bad_request",
                "The request cannot be understood.");
        return unreadable(status, Json.bytes(body)).build();
    }

    private static DirectHandler.TransportResponse unreadable(PublicApi.Unreadable answer, Status status) {
        return unreadable(status, answer.body())
                .header(HeaderNames.create("trace-id"), answer.traceId())
                .build();
    }

    private static DirectHandler.TransportResponse.Builder unreadable(Status status, byte[] body) {
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .header(HeaderNames.CONTENT_TYPE, Answer.JSON)
                .header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .keepAlive(false)
                .entity(new String(body, StandardCharsets.UTF_8));
    }
}
