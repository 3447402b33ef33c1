package parley.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import parley.platform.Json;

/// Another company's program that takes webhooks: it refuses some at first, and takes some without saying so.
final class Program implements AutoCloseable {

    /// One delivery in so many goes wrong, at its first attempt; 0: none.
    volatile int trouble;

    private final HttpServer server;
    private final RandomGenerator random;
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();
    private volatile History history = new History();

    Program(RandomGenerator random) throws IOException {
        this.random = random;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::hear);
        server.start();
    }

    void write(History history) {
        this.history = history;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
    }

    private void hear(HttpExchange exchange) throws IOException {
        var body = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
        int what = trouble != 0 && random.nextInt(trouble) == 0 && troubled.add(id) ? random.nextInt(2) : -1;
        if (what == 0) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        for (var message : body.path("messages")) {
            var text = message.path("text").asString("");
            if (!Texts.client(text).isEmpty()) {
                history.add(new Event.Told(
                        id, Texts.client(text), text, message.path("isEcho").asBoolean(), Instant.now()));
            }
        }
        if (what < 0) {
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
