package parley.crm.odoo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

/// Hears what Odoo's webhooks send.
final class OdooEar implements AutoCloseable {

    private final HttpServer http;
    private volatile Consumer<byte[]> heard = _ -> {};

    OdooEar() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", exchange -> {
            heard.accept(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.start();
    }

    void tell(Consumer<byte[]> heard) {
        this.heard = heard;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hooks/crm/key");
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
