import io.helidon.webserver.WebServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.Arrays;
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

    /// Rows per second when each is committed for itself.
    static double commits(Path folder, double seconds, String text) throws Exception {
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

    /// Raw rows per second into one table like ours, 256 to a statement, each statement committed.
    static double rows(Path folder, double seconds, String body) throws Exception {
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
                return count * 1e9 / (System.nanoTime() - begun);
            }
        }
    }
}
