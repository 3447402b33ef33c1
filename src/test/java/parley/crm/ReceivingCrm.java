package parley.crm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A CRM that lives elsewhere and is asked by webhook to create contacts and deals.
public final class ReceivingCrm implements AutoCloseable {

    /// @param id of the delivery
    public record Call(String id, String authorization, JsonNode body) {

        public JsonNode deal() {
            return body.path("createDeal");
        }

        public JsonNode contact() {
            return body.path("createContact");
        }
    }

    /// What it answers; `text` may be anything.
    public record Reply(int status, String text) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger(100);

    /// What becomes of its usual answer: the record with an id.
    public volatile UnaryOperator<Reply> answers = UnaryOperator.identity();

    public ReceivingCrm() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var body = Json.tree(exchange.getRequestBody().readAllBytes());
            var reply = body.has("test") ? new Reply(200, "{}") : answers.apply(made(body));
            if (!body.has("test")) {
                calls.add(new Call(
                        headers.getFirst("webhook-id"), String.valueOf(headers.getFirst("Authorization")), body));
            }
            var bytes = reply.text().getBytes(StandardCharsets.UTF_8);
            if (reply.status() > 0) {
                exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    private Reply made(JsonNode body) {
        if (!body.has("createContact") && !body.has("createDeal")) {
            return new Reply(200, "{}");
        }
        var record = (ObjectNode) body.path(body.has("createContact") ? "createContact" : "createDeal");
        record = record.deepCopy();
        record.put("id", number.incrementAndGet());
        return new Reply(200, Json.write(record));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?secret=abc");
    }

    /// What it was asked to create, and told if it wants to be, in order.
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /// `createContact`, `createDeal` in the order in which they came.
    public List<String> kinds() {
        return calls.stream()
                .map(call -> call.body().propertyNames().iterator().next())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
