package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.platform.EmbeddedPostgres;

/// The real process is killed again and again while clients write (R70, R71): what it has acknowledged is there
/// afterwards, once, and in the order in which each client wrote.
class KillNineTest {

    private static final int ROUNDS = 9;
    private static final int CLIENTS = 6;
    private static final int EACH_ROUND = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, List<Integer>> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private int port;
    private Process hub;

    @Test
    void nothingAcknowledgedIsLostDoubledOrOutOfOrder() throws Exception {
        port = freePort();
        try (var bots = new QuietBotApi();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            start();
            setUp(bots);
            var hook = URI.create("http://127.0.0.1:" + port + "/hooks/telegram/" + key());
            for (int client = 1; client <= CLIENTS; client++) {
                int own = client;
                acknowledged.put(own, new CopyOnWriteArrayList<>());
                clients.execute(() -> write(hook, bots.secret(), own));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                int goal = total() + EACH_ROUND;
                await("round " + round, () -> total() >= goal);
                kill(Victim.values()[round % Victim.values().length]);
            }
            int goal = total() + EACH_ROUND;
            await("the last round", () -> total() >= goal);
            enough.set(true);
            clients.shutdown();
            assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS));
            await(
                    "everything is worked off",
                    () -> "0".equals(ask("SELECT count(*) FROM work").getFirst()));
            assertEquals(
                    "0",
                    ask("SELECT count(*) FROM raw_event WHERE error IS NOT NULL")
                            .getFirst());
            compare();
        } finally {
            enough.set(true);
            hub.destroyForcibly().waitFor();
            server().ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /// A messenger repeats what was not acknowledged before it delivers the next message of the same chat.
    private void write(URI hook, String secret, int client) {
        for (int number = 1; !enough.get(); number++) {
            while (!deliver(hook, secret, client, number)) {
                if (enough.get()) {
                    return;
                }
                LockSupport.parkNanos(20_000_000);
            }
            acknowledged.get(client).add(number);
        }
    }

    private boolean deliver(URI hook, String secret, int client, int number) {
        var update = """
            {"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private",
             "first_name":"Client %d"},"from":{"id":%d,"is_bot":false,"first_name":"Client %d"},"text":"%d"}}
            """.formatted(client * 1_000_000 + number, number, client, client, client, client, number);
        try {
            var request = HttpRequest.newBuilder(hook)
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

    private int total() {
        return acknowledged.values().stream().mapToInt(List::size).sum();
    }

    private enum Victim {
        HUB,
        HUB_AND_DATABASE,

        /// The hub starts it again.
        DATABASE
    }

    private void kill(Victim victim) throws Exception {
        var database = server().orElseThrow();
        if (victim != Victim.DATABASE) {
            hub.destroyForcibly().waitFor();
        }
        if (victim != Victim.HUB) {
            database.destroyForcibly();
            database.onExit().get();
        }
        if (victim != Victim.DATABASE) {
            start();
        }
        await("the hub is ready", this::isReady);
    }

    private java.util.Optional<ProcessHandle> server() throws IOException {
        var file = folder.resolve("data/postgres/data/postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                : java.util.Optional.empty();
    }

    private void compare() {
        var stored = new TreeMap<Integer, List<Integer>>();
        for (var row : ask("""
            SELECT chat.address || ' ' || message.text
            FROM message JOIN chat ON chat.account_id = message.account_id AND chat.id = message.chat_id
            WHERE NOT outgoing
            ORDER BY chat.id, message.seq
            """)) {
            var parts = row.split(" ");
            stored.computeIfAbsent(Integer.parseInt(parts[0]), _ -> new ArrayList<>())
                    .add(Integer.parseInt(parts[1]));
        }
        acknowledged.forEach((client, numbers) -> {
            var there = stored.get(client);
            // One more may have been stored whose acknowledgement was lost with the process.
            assertTrue(there.size() - numbers.size() <= 1, "client " + client + ": " + there.size() + " stored");
            assertEquals(numbers, there.subList(0, numbers.size()), "client " + client);
        });
    }

    private void start() throws Exception {
        hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "parley.app.Main",
                        "run",
                        "--port=" + port,
                        "--data=" + folder.resolve("data"),
                        "--public-url=https://parley.example")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        await("the hub is ready", this::isReady);
    }

    private boolean isReady() {
        assertTrue(hub.isAlive(), () -> "the hub has ended:\n" + text(log()));
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
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

    private void setUp(QuietBotApi bots) throws Exception {
        // Said once the hub is ready.
        await("the link is printed", () -> text(log()).contains("token="));
        var link = text(log())
                .lines()
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
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("X-Parley", "1")
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(json))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Set-Cookie").orElse(cookie).split(";")[0];
    }

    private String key() {
        return ask("SELECT key FROM channel WHERE type = 'telegram'").getFirst();
    }

    private List<String> ask(String sql) {
        var config =
                EmbeddedPostgres.running(folder.resolve("data/postgres"), 2).orElseThrow();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var answers = new ArrayList<String>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path log() {
        return folder.resolve("hub.log");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(String what, java.util.function.BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not: " + what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
