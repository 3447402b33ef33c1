package parley.http.counters;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.websocket.WsListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import parley.auth.ApiKeys;
import parley.http.LiveLines;
import parley.inbox.Waiting;
import parley.platform.Json;

/// The door of the counters: what the web server needs to know of them. Pages of any origin may come, without cookies.
public final class CounterService implements HttpService, AutoCloseable {

    public static final String ROUTE = "/ws-counters[/]";

    /// As the handshake announces it; what clients of a counter have to say is much shorter.
    private static final int ANNOUNCED = 1_000_000;

    /// The most that one message may have, in bytes or letters.
    static final int LONGEST = 16 << 10;

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String SEPARATOR = "\u001e";
    private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

    private final Sessions sessions;

    private CounterService(Sessions sessions) {
        this.sessions = sessions;
    }

    public static CounterService open(ApiKeys keys, Waiting waiting, RandomGenerator random) {
        return new CounterService(new Sessions(keys, waiting, random));
    }

    /// For one WebSocket.
    public WsListener socket(LiveLines lines) {
        return new CounterSocket(lines, sessions);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(ROUTE, this::handle);
    }

    static String handshake(Session session, boolean upgrades) {
        var open = new TreeMap<String, Object>();
        open.put("sid", session.id());
        open.put("upgrades", upgrades ? List.of("websocket") : List.of());
        open.put("pingInterval", Session.PING_INTERVAL.toMillis());
        open.put("pingTimeout", Session.PING_TIMEOUT.toMillis());
        open.put("maxPayload", ANNOUNCED);
        return "0" + Json.write(open);
    }

    private void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        var method = request.prologue().method();
        if (method.equals(Method.OPTIONS)) {
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type");
            response.status(204).send();
            return;
        }
        var query = request.query();
        if (!query.first("EIO").orElse("").equals("4")) {
            refuse(response, 5, "Unsupported protocol version");
        } else if (!query.first("transport").orElse("").equals("polling")) {
            refuse(response, query.contains("transport") ? 3 : 0, "Bad request");
        } else if (query.first("sid").orElse("").isEmpty()) {
            begin(method, response);
        } else {
            var session = sessions.find(query.get("sid")).orElse(null);
            if (session == null) {
                refuse(response, 1, "Session ID unknown");
            } else if (method.equals(Method.GET)) {
                poll(session, response);
            } else {
                hear(session, request, response);
            }
        }
    }

    private void begin(Method method, ServerResponse response) {
        if (!method.equals(Method.GET)) {
            refuse(response, 2, "Bad handshake method");
            return;
        }
        var session = sessions.open().orElse(null);
        if (session == null) {
            response.header(HeaderNames.RETRY_AFTER, "30");
            text(response, 503, "too many counters");
        } else {
            text(response, 200, handshake(session, true));
        }
    }

    private static void poll(Session session, ServerResponse response) throws InterruptedException {
        try {
            text(response, 200, String.join(SEPARATOR, session.poll(LONGEST_POLL)));
        } catch (Session.Ended _) {
            refuse(response, 1, "Session ID unknown");
        }
    }

    private static void hear(Session session, ServerRequest request, ServerResponse response) {
        byte[] body;
        try {
            body = request.content().hasEntity()
                    ? request.content().inputStream().readNBytes(LONGEST + 1)
                    : new byte[0];
        } catch (IOException _) {
            refuse(response, 3, "Bad request");
            return;
        }
        if (body.length > LONGEST) {
            session.end();
            response.header(HeaderNames.CONNECTION, "close");
            text(response, 413, "too long");
            return;
        }
        for (var packet : new String(body, StandardCharsets.UTF_8).split(SEPARATOR)) {
            session.hear(packet);
        }
        text(response, 200, "ok");
    }

    private static void refuse(ServerResponse response, int code, String message) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.status(400).send(Json.bytes(new TreeMap<>(Map.of("code", code, "message", message))));
    }

    private static void text(ServerResponse response, int status, String text) {
        response.header(HeaderNames.CONTENT_TYPE, TEXT);
        response.status(status).send(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends all sessions and takes no new ones.
    @Override
    public void close() {
        sessions.close();
    }
}
