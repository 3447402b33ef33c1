import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import parley.platform.EmbeddedPostgres;

/// What the parts alone can do: the same web server without a hub behind it, and the same PostgreSQL without a hub in
/// front.
final class Baselines {

    private static final int BATCH = 256;

    private Baselines() {}

    /// Bare HTTP: the body is read and answered.
    static Load.Outcome echo(int lines, double seconds, LongFunction<byte[]> request) throws Exception {
        var server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.any((asked, answer) -> {
                    asked.content().inputStream().readAllBytes();
                    answer.send("ok");
                }))
                .build()
                .start();
        try {
            Load.run(server.port(), lines, seconds / 3, request);
            return Load.run(server.port(), lines, seconds, request);
        } finally {
            server.stop();
        }
    }

    /// A WebSocket that sends back what it is sent: one message at a time, from sending to hearing it again, in
    /// nanoseconds, shortest first.
    static long[] webSocketEcho(int messages, String text) throws Exception {
        var server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .addRouting(WsRouting.builder().endpoint("/echo", new WsListener() {
                    @Override
                    public void onMessage(WsSession session, String said, boolean last) {
                        session.send(said, last);
                    }
                }))
                .build()
                .start();
        var heard = new SynchronousQueue<Boolean>();
        try (var http = HttpClient.newHttpClient()) {
            var line = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/echo"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket line, CharSequence said, boolean last) {
                            line.request(1);
                            if (last) {
                                put(heard);
                            }
                            return null;
                        }
                    })
                    .get();
            var times = new long[messages];
            for (int number = -messages / 2; number < messages; number++) {
                long begun = System.nanoTime();
                line.sendText(text, true);
                heard.take();
                times[Math.max(0, number)] = System.nanoTime() - begun;
            }
            line.abort();
            Arrays.sort(times);
            return times;
        } finally {
            server.stop();
        }
    }

    private static void put(SynchronousQueue<Boolean> heard) {
        try {
            heard.put(true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Rows per second when each is committed for itself.
    static double commits(Path folder, Disk disk, double seconds, String text) throws Exception {
        disk.prepare(folder.resolve("alone"));
        try (var postgres = EmbeddedPostgres.start(folder.resolve("alone"), 4, new SecureRandom())) {
            var config = postgres.config();
            try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)");
                long count = 0;
                long begun = System.nanoTime();
                long end = begun + TimeUnit.MILLISECONDS.toNanos((long) (seconds * 1000));
                try (var insert = connection.prepareStatement("INSERT INTO raw (body) VALUES (?)")) {
                    for (; System.nanoTime() < end; count++) {
                        insert.setString(1, text);
                        insert.executeUpdate();
                    }
                }
                return count * 1e9 / (System.nanoTime() - begun);
            }
        }
    }

    /// @param micros of PostgreSQL's processor time per row
    record Rows(double perSecond, double micros) {}

    /// Raw rows into one table like ours, 256 to a statement, each statement committed.
    static Rows rows(Path folder, Disk disk, double seconds, String body) throws Exception {
        disk.prepare(folder.resolve("raw"));
        try (var postgres = EmbeddedPostgres.start(folder.resolve("raw"), 4, new SecureRandom())) {
            var config = postgres.config();
            try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                    var statement = connection.createStatement()) {
                statement.execute("""
                    CREATE TABLE raw (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        key text UNIQUE,
                        received_at timestamptz DEFAULT now(),
                        body bytea)
                    """);
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                var bodies = new byte[BATCH][];
                Arrays.fill(bodies, bytes);
                long count = 0;
                long cpu = Usage.of(ProcessHandle.current()).postgres();
                long begun = System.nanoTime();
                long end = begun + TimeUnit.MILLISECONDS.toNanos((long) (seconds * 1000));
                try (var insert = connection.prepareStatement(
                        "INSERT INTO raw (key, body) SELECT * FROM unnest(?::text[], ?::bytea[])")) {
                    while (System.nanoTime() < end) {
                        var keys = new String[BATCH];
                        for (int i = 0; i < BATCH; i++) {
                            keys[i] = Long.toString(count++);
                        }
                        insert.setArray(1, connection.createArrayOf("text", keys));
                        insert.setArray(2, connection.createArrayOf("bytea", bodies));
                        insert.executeUpdate();
                    }
                }
                double perSecond = count * 1e9 / (System.nanoTime() - begun);
                return new Rows(
                        perSecond, (Usage.of(ProcessHandle.current()).postgres() - cpu) * 1000.0 / count);
            }
        }
    }
}
