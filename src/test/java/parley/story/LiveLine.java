package parley.story;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Somebody's live line, as his window opens it.
final class LiveLine implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    volatile int closed;
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    LiveLine(Hub hub, @Nullable String origin) {
        var builder = HTTP.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + hub.port() + "/api/v1/stream"), this)
                .join();
    }

    /// Opened and said hello, from a position or from nowhere.
    static LiveLine of(Hub hub, Person person, @Nullable String after, String... watch) {
        var line = new LiveLine(hub, null);
        line.hello(ticket(person), after, watch);
        Hub.await(
                "the stream begins",
                () -> !line.of("ready").isEmpty() || !line.of("reset").isEmpty());
        return line;
    }

    static String ticket(Person person) {
        return person.post("/stream/tickets", "{}").json().path("ticket").asString();
    }

    void hello(String ticket, @Nullable String after, String... watch) {
        say(Json.write(new Hello("hello", ticket, after, List.of(watch), "an older build")));
    }

    private record Hello(String t, String ticket, @Nullable String after, List<String> watch, String build) {}

    void say(String frame) {
        socket.sendText(frame, true).join();
    }

    List<JsonNode> of(String kind) {
        return frames.stream()
                .filter(frame -> frame.path("t").asString().equals(kind))
                .toList();
    }

    /// All that was put into a list or removed from it, in order.
    List<JsonNode> ops(String list) {
        return of("rows").stream()
                .flatMap(frame -> frame.path("ops").valueStream())
                .filter(op -> op.path("put").asString("").equals(list)
                        || op.path("remove").asString("").equals(list))
                .toList();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            frames.add(Json.tree(parts.toString()));
            parts.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed = code;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable problem) {
        closed = closed == 0 ? 1006 : closed;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
