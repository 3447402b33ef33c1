package parley.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// What stands before an Odoo: lets everybody through, or says that nobody is at home.
final class OdooDoor implements AutoCloseable {

    private static final byte[] AWAY = "<h1>502 Bad Gateway</h1>".getBytes(StandardCharsets.UTF_8);

    private final URI odoo;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer door;
    private final AtomicInteger sentAway = new AtomicInteger();
    volatile boolean away;

    OdooDoor(URI odoo) {
        this.odoo = odoo;
        try {
            door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        door.createContext("/", this::pass);
        door.setExecutor(threads);
        door.start();
    }

    String address() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /// How often somebody came in vain.
    int sentAway() {
        return sentAway.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (away) {
            sentAway.incrementAndGet();
            answer(exchange, 502, AWAY);
            return;
        }
        var request = HttpRequest.newBuilder(odoo.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (var name : new String[] {"Authorization", "Content-Type", "X-Odoo-Database"}) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        door.stop(0);
        client.close();
        threads.close();
    }
}
