package parley.story;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import parley.platform.Json;

/// As much of a Bot API server as a hub needs that only receives: says who the bot is and takes the webhook. What a
/// hub sends is checked by the Bot API server of the adapter's own tests.
final class QuietBotApi implements AutoCloseable {

    private final HttpServer server;
    private volatile String secret = "";

    QuietBotApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var method = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            if (method.equals("setWebhook")) {
                secret = Json.tree(asked).path("secret_token").asString();
            }
            var result = switch (method) {
                case "getMe" -> "{\"id\":123456789,\"is_bot\":true,\"first_name\":\"Shop\",\"username\":\"shop_bot\"}";
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

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What the hub wants to be shown as proof of origin; empty until it has set its webhook.
    String secret() {
        return secret;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
