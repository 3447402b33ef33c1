import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import parley.platform.Json;

/// As much of a Bot API server as a hub needs that only receives: who am I, and yes to everything else.
final class BotApi implements AutoCloseable {

    private final HttpServer server;
    private final AtomicLong sent = new AtomicLong();
    private volatile String secret = "";

    BotApi() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var method = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            if (method.equals("setWebhook")) {
                secret = Json.tree(asked).path("secret_token").asString();
            }
            var result = switch (method) {
                case "getMe" ->
                    "{\"id\":123456789,\"is_bot\":true,\"first_name\":\"Bench\",\"username\":\"bench_bot\"}";
                case "getUpdates" -> "[]";
                case "sendMessage" ->
                    "{\"message_id\":" + (1_000_000 + sent.incrementAndGet()) + ",\"date\":1,\"chat\":{\"id\":1}}";
                case "getWebhookInfo" -> "{\"url\":\"\",\"pending_update_count\":0}";
                default -> "true";
            };
            var body = ("{\"ok\":true,\"result\":" + result + "}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /// What the hub wants to be shown as proof of origin.
    String secret() {
        return secret;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
