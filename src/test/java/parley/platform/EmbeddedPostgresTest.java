package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R70: what was committed is there after whatever ended the server.
class EmbeddedPostgresTest {

    private static final RandomGenerator RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void keepsItsDataOverRestarts() throws SQLException {
        try (var first = start()) {
            execute(first, "CREATE TABLE kept (n int)");
            execute(first, "INSERT INTO kept VALUES (1)");
        }
        try (var second = start()) {
            assertEquals("1", ask(second, "SELECT count(*) FROM kept"));
        }
    }

    @Test
    void recoversWhenTheServerWasKilled() throws Exception {
        try (var first = start()) {
            execute(first, "CREATE TABLE kept (n int)");
            execute(first, "INSERT INTO kept VALUES (1)");
            first.process().destroyForcibly();
            first.process().onExit().get();
        }
        try (var second = start()) {
            assertEquals("1", ask(second, "SELECT count(*) FROM kept"));
        }
    }

    /// A hub that was killed leaves its server running.
    @Test
    void stopsTheServerThatAKilledHubHasLeftBehind() throws Exception {
        var source = """
            import java.nio.file.Path;
            public class Killed {
                public static void main(String[] folder) throws Exception {
                    var postgres = parley.platform.EmbeddedPostgres.start(
                            Path.of(folder[0]), 4, new java.security.SecureRandom());
                    System.out.println("pid " + postgres.process().pid());
                    System.in.read();
                }
            }
            """;
        var file = Files.writeString(folder.resolve("Killed.java"), source);
        var data = folder.resolve("database");
        var hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = hub.inputReader().readLine();
        var server =
                ProcessHandle.of(Long.parseLong(line.replaceAll("\\D", ""))).orElseThrow();
        hub.destroyForcibly().waitFor();
        assertTrue(server.isAlive());

        try (var next = EmbeddedPostgres.start(data, 4, RANDOM)) {
            assertFalse(server.isAlive());
            assertEquals("1", ask(next, "SELECT 1"));
        }
    }

    @Test
    void aStrangersProcessNumberInTheFileIsNoMatter() throws Exception {
        start().close();
        Files.writeString(
                folder.resolve("database/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (var again = start()) {
            assertEquals("1", ask(again, "SELECT 1"));
        }
    }

    @Test
    void twoHubsCannotShareAFolder() {
        try (var first = start()) {
            var refusal = assertThrows(CannotStart.class, this::start);
            assertTrue(refusal.getMessage().contains("Another Parley works in"), refusal.getMessage());
            assertTrue(first.process().isAlive());
        }
    }

    @Test
    void dataOfAnotherVersionIsNotTouched() throws Exception {
        start().close();
        Files.writeString(folder.resolve("database/data/PG_VERSION"), "12\n");

        var refusal = assertThrows(CannotStart.class, this::start);

        assertTrue(refusal.getMessage().contains("belongs to PostgreSQL 12"), refusal.getMessage());
    }

    @Test
    void cyrillicHasUpperAndLowerCase() throws SQLException {
        try (var postgres = start()) {
            assertEquals("t", ask(postgres, "SELECT 'Анна' ILIKE '%аНн%'"));
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder.resolve("database"), 4, RANDOM);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        var config = postgres.config();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        var config = postgres.config();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
