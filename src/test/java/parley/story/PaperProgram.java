package parley.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// A program on paper that listens to webhooks: it keeps what it hears, and answers as told.
public final class PaperProgram implements AutoCloseable {

    public record Heard(int answered, Map<String, String> headers, String body) {

        public JsonNode json() {
            return Json.tree(body);
        }
    }

    public final List<Heard> all = new CopyOnWriteArrayList<>();
    public volatile int status = 200;
    public volatile String answer = "{}";

    /// While false it takes calls and says nothing.
    public volatile boolean answers = true;

    private final HttpServer server;

    public PaperProgram() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        all.add(new Heard(status, headers, body));
        if (answers) {
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/told?key=1";
    }

    /// What it has taken, without the tests: items of this array, in order.
    public List<JsonNode> taken(String kind) {
        var items = new ArrayList<JsonNode>();
        all.stream()
                .filter(heard -> heard.answered / 100 == 2)
                .forEach(heard -> heard.json().path(kind).forEach(items::add));
        return items;
    }

    public List<String> texts() {
        return taken("messages").stream()
                .map(item -> item.path("text").asString(""))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
