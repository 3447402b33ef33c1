package parley.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import parley.platform.Json;

/// A Bot API server that keeps a diary, and can be as unreliable as the network in front of it.
final class Messenger implements AutoCloseable {

    /// What may go wrong with one call in so many; 0: nothing.
    volatile int trouble;

    /// Between it and whoever calls it.
    final Wire wire;

    private final HttpServer server;
    private final RandomGenerator random;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(1_000_000_000);
    private volatile History history = new History();

    Messenger(RandomGenerator random) throws IOException {
        this.random = random;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        wire = new Wire(server.getAddress().getPort(), random);
    }

    void write(History history) {
        this.history = history;
    }

    String address() {
        return "http://127.0.0.1:" + wire.port();
    }

    /// What the bot with this number wants to be shown; empty until the hub has set its webhook.
    String secret(String bot) {
        return secrets.getOrDefault(bot, "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var parts = exchange.getRequestURI().getPath().split("/");
        var bot = parts[1].replaceFirst("bot", "").replaceFirst(":.*", "");
        switch (parts[2]) {
            case "getMe" ->
                say(
                        exchange,
                        200,
                        "{\"id\":%s,\"is_bot\":true,\"first_name\":\"Shop\",\"username\":\"shop%s_bot\"}"
                                .formatted(bot, bot));
            case "setWebhook" -> {
                secrets.put(bot, Json.tree(asked).path("secret_token").asString());
                say(exchange, 200, "true");
            }
            case "getWebhookInfo" -> say(exchange, 200, "{\"url\":\"\",\"pending_update_count\":0}");
            case "sendMessage" -> send(exchange, asked);
            default -> say(exchange, 200, "true");
        }
    }

    private void send(HttpExchange exchange, String asked) throws IOException {
        int what = trouble == 0 ? -1 : random.nextInt(trouble);
        if (what == 0) {
            fail(exchange, 429, "Too Many Requests: retry after 1", ",\"parameters\":{\"retry_after\":1}");
            return;
        }
        if (what == 1) {
            fail(exchange, 500, "Internal Server Error", "");
            return;
        }
        var message = Json.tree(asked);
        var text = message.path("text").asString();
        history.add(new Event.Called(Texts.client(text), text, Instant.now()));
        if (what == 2) {
            // Done, and nobody will know.
            exchange.close();
            return;
        }
        if (what < 6) {
            LockSupport.parkNanos(random.nextLong(200_000_000));
        }
        say(
                exchange,
                200,
                "{\"message_id\":%d,\"date\":1790000000,\"chat\":{\"id\":%s,\"type\":\"private\"},\"text\":%s}"
                        .formatted(
                                ids.incrementAndGet(), message.path("chat_id").asString(), Json.write(text)));
    }

    private static void fail(HttpExchange exchange, int status, String why, String more) throws IOException {
        write(
                exchange,
                status,
                "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}".formatted(status, why, more));
    }

    private static void say(HttpExchange exchange, int status, String result) throws IOException {
        write(exchange, status, "{\"ok\":true,\"result\":" + result + "}");
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.stop(0);
    }
}
