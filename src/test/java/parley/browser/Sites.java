package parley.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Two CRMs of other companies, each a site of its own to the browser: their names end in `localhost`, which browsers
/// trust without https. Their page holds the window that its address names, and notes what the window tells it.
final class Sites implements AutoCloseable {

    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
          <head><title>A contact in the CRM</title></head>
          <body>
            <h1>Anna</h1>
            <iframe title="Chats" width="420" height="640" allow="clipboard-write *"></iframe>
            <script>
              window.heard = [];
              addEventListener('message', (event) => heard.push({origin: event.origin, ...event.data}));
              document.querySelector('iframe').src = decodeURIComponent(location.search.slice(1)) + location.hash;
            </script>
          </body>
        </html>
        """;

    private final HttpServer server;

    Sites() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var bytes = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /// @param name as `crm`
    String origin(String name) {
        return "http://" + name + ".localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
