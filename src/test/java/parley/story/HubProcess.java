package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A hub as a process of its own, which can be killed and frozen. Always on the same port.
final class HubProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final List<String> keys;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private Process process;

    private HubProcess(Path data, Path log, List<String> keys) throws Exception {
        this.data = data;
        this.log = log;
        this.keys = List.copyOf(keys);
        start();
    }

    /// Returns when it is ready.
    ///
    /// @param name of its log
    /// @param keys besides those that every hub of ours is given
    static HubProcess start(Path folder, String name, List<String> keys) throws Exception {
        return new HubProcess(folder.resolve("data"), folder.resolve(name + ".log"), keys);
    }

    /// Once more, after it was killed.
    void start() throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "parley.app.Main",
                "run",
                "--port=" + port,
                "--data=" + data,
                "--public-url=https://parley.example"));
        command.addAll(keys);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            await("the hub is ready", this::isReady);
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// As a machine does that is suspended: everything stands still, connections stay open.
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            assertEquals(0, sent.onExit().join().exitValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isReady() {
        assertTrue(process.isAlive(), () -> "the hub has ended:\n" + said());
        try {
            var request = HttpRequest.newBuilder(address("/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A company, and a bot of which clients write by webhook.
    void setUp(QuietBotApi bots) throws Exception {
        // Said once the hub is ready.
        await("the link is printed", () -> said().contains("token="));
        var link = said().lines()
                .filter(line -> line.contains("token="))
                .findFirst()
                .orElseThrow();
        var token = link.substring(link.indexOf("token=") + 6).strip();
        var cookie = post("/setup", "", """
            {"token":"%s","name":"Bruce","email":"bruce@example.com","password":"%s","company":"Wayne","language":"en",
             "zone":"UTC","demo":false}\
            """.formatted(token, Hub.PASSWORD));
        post("/channels", cookie, """
            {"type":"telegram","name":"Bot","fields":{"token":"123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc",
             "server":"%s","mode":"webhook"}}\
            """.formatted(bots.address()));
        Hub.await("the webhook is set", () -> !bots.secret().isEmpty());
    }

    /// Answers the session.
    private String post(String path, String cookie, String json) throws Exception {
        var request = HttpRequest.newBuilder(address("/api/v1" + path))
                .header("X-Parley", "1")
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(json))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Set-Cookie").orElse(cookie).split(";")[0];
    }

    /// A client's message, as Telegram delivers it. Answers whether it was acknowledged.
    ///
    /// @param number the text, and what makes it the same message when it is repeated
    boolean deliver(String key, String secret, int client, int number) {
        var update = """
            {"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private",
             "first_name":"Client %d"},"from":{"id":%d,"is_bot":false,"first_name":"Client %d"},"text":"%d"}}
            """.formatted(client * 1_000_000 + number, number, client, client, client, client, number);
        try {
            var request = HttpRequest.newBuilder(address("/hooks/telegram/" + key))
                    .timeout(Duration.ofSeconds(5))
                    .header("X-Telegram-Bot-Api-Secret-Token", secret)
                    .POST(BodyPublishers.ofString(update))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for something that takes as long as the start of a process.
    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not: " + what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
