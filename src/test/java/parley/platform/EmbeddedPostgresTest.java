package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database that Parley brings along: what happens to either process, its data stay. As root this runs through
/// whatever the machine allows.
class EmbeddedPostgresTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// A folder as a first start leaves it behind. Unpacking and making the data is tested by that one start: what
    /// happens afterwards begins with a copy.
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private long lastProcess;

    @BeforeAll
    static void startForTheFirstTime() throws SQLException {
        assertEquals(Optional.empty(), EmbeddedPostgres.running(made.resolve("postgres"), 2));
        try (var first = EmbeddedPostgres.start(made.resolve("postgres"), 4, RANDOM)) {
            assertEquals("1", ask(first, "SELECT 1"));
        }
    }

    /// Whose programs are the very same files.
    @BeforeEach
    void copy() throws IOException {
        var from = made.resolve("postgres");
        try (var paths = Files.walk(from)) {
            for (var path : paths.toList()) {
                var name = from.relativize(path);
                var to = folder.resolve("postgres").resolve(name);
                if (name.toString().startsWith("bin-") && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createLink(to, path);
                } else {
                    Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder.resolve("postgres"), 4, RANDOM);
    }

    private static String ask(EmbeddedPostgres postgres, String question) throws SQLException {
        var config = postgres.config();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(question)) {
                return "";
            }
            var rows = statement.getResultSet();
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Test
    void whatIsCommittedOutlivesAStopAndACrash() throws SQLException, IOException {
        try (var first = start()) {
            ask(first, "CREATE TABLE kept (text text)");
            ask(first, "INSERT INTO kept VALUES ('a')");
        }
        assertFalse(Files.exists(folder.resolve("postgres/data/postmaster.pid")), "ended, not only left");
        try (var second = start()) {
            ask(second, "INSERT INTO kept VALUES ('b')");
            second.crash();
            awaitAnswer(second);
            assertEquals("ab", ask(second, "SELECT string_agg(text, '' ORDER BY text) FROM kept"));
        }
    }

    /// One that stands still does not notice that its server is gone, and keeps hold of its memory.
    @Test
    void aSessionThatOutlivesItsServerKeepsNoneFromStarting() throws Exception {
        try (var server = start()) {
            var config = server.config();
            try (var session = DriverManager.getConnection(config.url(), config.user(), config.password());
                    var statement = session.createStatement()) {
                var row = statement.executeQuery("SELECT pg_backend_pid()");
                row.next();
                stop(row.getInt(1));
                server.crash();
                awaitAnswer(server);
                assertEquals("1", ask(server, "SELECT 1"));
            }
        }
    }

    private static void stop(int process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-STOP", Integer.toString(process))
                        .start()
                        .waitFor());
    }

    @Test
    void aSecondHubIsToldThatTheFolderIsTaken() {
        try (var _ = start()) {
            var problem = assertThrows(CannotStart.class, this::start);
            assertTrue(problem.getMessage().contains("Another hub works in"), problem.getMessage());
        }
    }

    @Test
    void aFileWithTheNumberOfAnotherProgramIsNoServer() throws SQLException, IOException {
        start().close();
        Files.writeString(
                folder.resolve("postgres/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres/data")
                        + "\n0\n0\n\n127.0.0.1\n0 0\nready\n");
        try (var again = start()) {
            assertEquals("1", ask(again, "SELECT 1"));
        }
    }

    @Test
    void aServerThatOutlivedItsHubIsTakenOverAsItRuns() throws Exception {
        var left = outlived();
        try (var again = start()) {
            assertEquals("1", ask(again, "SELECT count(*) FROM kept"));
            assertEquals(left, ProcessHandle.of(serverProcess()));
            again.crash();
            awaitAnswer(again);
            assertEquals("1", ask(again, "SELECT count(*) FROM kept"), "and looked after like one of its own");
        }
        assertFalse(ProcessHandle.of(serverProcess()).isPresent(), "and ended with its new hub");
    }

    @Test
    void oneThatWasStartedOtherwiseIsEndedFirst() throws Exception {
        var left = outlived().orElseThrow();
        try (var again = EmbeddedPostgres.start(folder.resolve("postgres"), 5, RANDOM)) {
            assertEquals("1", ask(again, "SELECT count(*) FROM kept"));
            assertFalse(left.isAlive());
        }
    }

    @Test
    void oneThatStandsStillIsEndedFirst() throws Exception {
        var left = outlived().orElseThrow();
        stop((int) left.pid());
        // Whoever was killed is gone when the system has noticed, which on a busy machine takes more than a second.
        var leave = PostgresPatience.USUAL.leave();
        var patience = new PostgresPatience(Duration.ofSeconds(3), Duration.ofSeconds(1), leave);
        try (var again = EmbeddedPostgres.start(folder.resolve("postgres"), 4, RANDOM, patience)) {
            assertEquals("1", ask(again, "SELECT count(*) FROM kept"));
            assertFalse(left.isAlive());
        }
    }

    /// A server whose hub was killed.
    private Optional<ProcessHandle> outlived() throws Exception {
        var hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyHub.class.getName(),
                        folder.resolve("postgres").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals("written", hub.inputReader().readLine());
        hub.destroyForcibly().waitFor();
        var left = ProcessHandle.of(serverProcess());
        assertTrue(left.isPresent(), "the server does not notice that its hub is gone");
        return left;
    }

    /// As it stands in the server's file; of one that has ended as it stood there last.
    private long serverProcess() throws IOException {
        var file = folder.resolve("postgres/data/postmaster.pid");
        if (Files.exists(file)) {
            lastProcess = Long.parseLong(Files.readAllLines(file).getFirst());
        }
        return lastProcess;
    }

    /// A hub that writes something and waits to be killed.
    static final class LonelyHub {

        private LonelyHub() {}

        public static void main(String[] arguments) throws Exception {
            try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), 4, RANDOM)) {
                ask(postgres, "CREATE TABLE kept AS SELECT 1");
                System.out.println("written");
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void dataOfAnotherReleaseAreNotTouched() throws IOException {
        start().close();
        Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "12\n");

        var refusal = assertThrows(CannotStart.class, this::start);

        assertTrue(refusal.getMessage().contains("are of PostgreSQL 12"), refusal.getMessage());
    }

    @Test
    void aBackupFindsTheDatabaseOfARunningHub() {
        assertEquals(Optional.empty(), EmbeddedPostgres.running(folder.resolve("postgres"), 2));
        try (var hub = start()) {
            var found = EmbeddedPostgres.running(folder.resolve("postgres"), 2).orElseThrow();
            assertEquals(hub.config().url(), found.url());
            assertEquals(hub.config().password(), found.password());
        }
        assertEquals(Optional.empty(), EmbeddedPostgres.running(folder.resolve("postgres"), 2));
    }

    @Test
    void lettersOfEveryScriptHaveACase() throws SQLException {
        try (var postgres = start()) {
            assertEquals("привет", ask(postgres, "SELECT lower('ПРИВЕТ')"));
            ask(postgres, "CREATE EXTENSION pg_trgm");
            assertEquals("6", ask(postgres, "SELECT cardinality(show_trgm('Привет')) - 1"));
        }
    }

    @Test
    void whatIsWrongWithAStatementIsNotInTheLog() throws SQLException, IOException {
        try (var postgres = start()) {
            ask(postgres, "CREATE TABLE phone (number text PRIMARY KEY)");
            ask(postgres, "INSERT INTO phone VALUES ('+70004569812')");
            assertThrows(SQLException.class, () -> ask(postgres, "INSERT INTO phone VALUES ('+70004569812')"));
        }
        var log = Files.readString(folder.resolve("postgres/postgres.log"));
        assertTrue(log.contains("duplicate key"), log);
        assertFalse(log.contains("0004569812"), log);
    }

    private static void awaitAnswer(EmbeddedPostgres postgres) {
        var pause = new Signal();
        for (int tries = 0; tries < 500; tries++) {
            try {
                ask(postgres, "SELECT 1");
                return;
            } catch (SQLException _) {
                pause.await(Duration.ofMillis(20));
            }
        }
        throw new AssertionError("it was not started again");
    }
}
