package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// A CRM's page with its counter: the real `socket.io-client@4.1.3` in Node. Without Node and npm the test fails, here
/// as on the build server: a protocol that its own client has not spoken is not proven.
final class CounterPage implements AutoCloseable {

    private static final Path CLIENTS = Path.of("src/test/node");

    final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final Process node;

    CounterPage(String address, String transports, String key, String user) {
        install();
        node = start(List.of("node", "counter.cjs", address, transports, key, user));
        Thread.ofVirtual().start(this::listen);
    }

    private static synchronized void install() {
        if (!Files.exists(CLIENTS.resolve("node_modules/socket.io-client/package.json"))) {
            var npm = start(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            try {
                assertEquals(true, npm.waitFor(120, TimeUnit.SECONDS), "npm ci in " + CLIENTS + " takes too long");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            assertEquals(0, npm.exitValue(), "npm ci in " + CLIENTS);
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(CLIENTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(command.getFirst() + " is needed for this test", e);
        }
    }

    private void listen() {
        try (BufferedReader lines = node.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(Json.tree(line));
            }
        } catch (IOException _) {
            // It has been closed.
        }
    }

    /// The events of this name so far.
    List<JsonNode> all(String event) {
        return heard.stream()
                .filter(one -> one.path("event").asString().equals(event))
                .toList();
    }

    /// What the last update said, as `number colour`; empty before the first.
    String shows() {
        var updates = all("counterUpdate");
        if (updates.isEmpty()) {
            return "";
        }
        var last = updates.getLast();
        assertEquals(last.path("counter"), last.path("counterV2"));
        return last.path("counterV2").asInt() + " "
                + (last.path("type").isNull() ? "null" : last.path("type").asString());
    }

    @Override
    public void close() {
        node.destroy();
    }
}
