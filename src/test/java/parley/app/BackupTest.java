package parley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.Media;
import parley.story.Hub;
import parley.story.Server;

/// A hub with a life behind it (the demo's), backed up and restored, compared table by table and file by file.
@DisplayName("Backup and restore")
class BackupTest {

    private static final int TALKS = 24;

    @TempDir
    Path folder;

    private final DatabaseConfig from = Server.fresh(8);
    private Parley hub;

    @BeforeEach
    void live() {
        hub = start(from, "from");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Parley start(DatabaseConfig database, String data) {
        return Parley.start(
                List.of(
                        "--demo",
                        "--port=0",
                        "--data=" + folder.resolve(data),
                        "--database-url=" + database.url(),
                        "--database-user=" + database.user(),
                        "--database-password=" + database.password()),
                World.real());
    }

    private Connection connect(DatabaseConfig database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private Backup.Manifest backup(Path file) throws SQLException, IOException {
        try (var connection = connect(from)) {
            return new Backup(folder.resolve("from/media"), InstantSource.system()).write(connection, file);
        }
    }

    private DatabaseConfig restore(Path file, String data) throws SQLException, IOException {
        var to = Server.fresh(8);
        try (var connection = connect(to)) {
            new Backup(folder.resolve(data).resolve("media"), InstantSource.system()).restore(connection, file);
        }
        return to;
    }

    private String ask(DatabaseConfig database, String question) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Table → what is in it. Only the epoch is another one: browsers shall notice that this is another life.
    private Map<String, String> everything(DatabaseConfig database) throws SQLException {
        var tables = new TreeMap<String, String>();
        try (var connection = connect(database)) {
            for (var table : Schema.tables(connection)) {
                var row = table.name().equals("account") ? "(to_jsonb(t) - 'epoch')::text" : "t::text";
                tables.put(
                        table.name(),
                        ask(
                                database,
                                "SELECT count(*) || ' ' || coalesce(md5(string_agg(" + row + ", '|' ORDER BY " + row
                                        + ")), '') FROM \"" + table.name() + "\" AS t"));
            }
            for (var sequence : Schema.sequences(connection)) {
                tables.put("sequence " + sequence.name(), Long.toString(sequence.value()));
            }
        }
        return tables;
    }

    private Map<String, byte[]> files(String data) throws IOException {
        var root = folder.resolve(data).resolve("media");
        var files = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private void storeFile() throws IOException {
        try (var database = Database.open(from)) {
            new Media(database, folder.resolve("from/media"), InstantSource.system(), new SecureRandom())
                    .store(
                            Parley.COMPANY,
                            "прайс.txt",
                            null,
                            new ByteArrayInputStream("100 ₽".getBytes(StandardCharsets.UTF_8)),
                            100);
        }
    }

    private void awaitTheEnd() {
        Hub.await(
                "all talks are over",
                () -> ask(from, "SELECT count(*) FROM chat").equals(Integer.toString(TALKS))
                        && ask(from, "SELECT count(*) FROM work").equals("0")
                        && ask(from, "SELECT count(*) FROM job WHERE state IN ('due', 'running') AND due_at < now()")
                                .equals("0"));
    }

    @Test
    void everythingIsThereAgain() throws Exception {
        storeFile();
        awaitTheEnd();
        hub.close();
        var file = folder.resolve("parley.zip");
        var manifest = backup(file);
        Files.createDirectories(folder.resolve("to"));
        Files.copy(folder.resolve("from/secret.key"), folder.resolve("to/secret.key"));
        var to = restore(file, "to");

        assertEquals(everything(from), everything(to));
        assertNotEquals(ask(from, "SELECT epoch FROM account"), ask(to, "SELECT epoch FROM account"));
        assertEquals(1, manifest.files().size());
        var before = files("from");
        var after = files("to");
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
        assertTrue(manifest.tables().stream().mapToLong(Backup.Table::rows).sum() > 500, "a life worth keeping");

        // It goes on where it was: secrets are opened, and what comes next gets the next number.
        try (var _ = start(to, "to")) {
            assertEquals(Integer.toString(TALKS), ask(to, "SELECT count(*) FROM chat"));
        }
    }

    /// One moment of a hub that works on: what belongs together is in it together.
    @Test
    void aBackupOfARunningHubIsWhole() throws Exception {
        Hub.await("the talks have begun", () -> Integer.parseInt(ask(from, "SELECT count(*) FROM chat")) > 2);
        var file = folder.resolve("parley.zip");
        var restored = new ArrayList<DatabaseConfig>();
        for (int number = 0; number < 3; number++) {
            backup(file);
            restored.add(restore(file, "to" + number));
        }
        for (var one : restored) {
            assertEquals("", ask(one, """
                SELECT chat.id
                FROM chat
                LEFT JOIN message ON message.account_id = chat.account_id AND message.chat_id = chat.id
                GROUP BY chat.id, chat.seq
                HAVING count(message.id) <> chat.seq OR coalesce(max(message.seq), 0) <> chat.seq
                """), "every chat has exactly the messages that it has counted");
            assertEquals("", ask(one, """
                SELECT id FROM account WHERE feed_position <> (SELECT coalesce(max(position), 0) FROM feed)
                """));
        }
    }

    @Test
    void aDamagedFileChangesNothing() throws Exception {
        var file = folder.resolve("parley.zip");
        backup(file);
        var whole = Files.readAllBytes(file);
        var cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
        for (var damaged : List.of(cut, changed(file, "tables/login"), changed(file, "tables/account"))) {
            var to = Server.fresh(2);
            try (var connection = connect(to)) {
                var backup = new Backup(folder.resolve("nowhere"), InstantSource.system());
                assertThrows(Exception.class, () -> backup.restore(connection, damaged), damaged.toString());
            }
            assertEquals("0", ask(to, "SELECT count(*) FROM account"));
            assertEquals("0", ask(to, "SELECT count(*) FROM login"));
        }
    }

    /// The same file with one digit of a table being another one.
    private Path changed(Path file, String victim) throws IOException {
        var changed = folder.resolve(victim.replace('/', '-') + ".zip");
        try (var zip = new ZipFile(file.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (var entry : zip.stream().toList()) {
                var content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(victim)) {
                    content[0] ^= 1;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
            }
        }
        return changed;
    }

    @Test
    void aHubWithDataIsNotOverwritten() throws Exception {
        var file = folder.resolve("parley.zip");
        backup(file);
        try (var connection = connect(from)) {
            var refusal = assertThrows(
                    CannotStart.class,
                    () -> new Backup(folder.resolve("from/media"), InstantSource.system()).restore(connection, file));
            assertTrue(refusal.getMessage().contains("There is data here already"), refusal.getMessage());
        }
    }

    @Test
    void theMasterKeyIsNotInIt() throws Exception {
        var file = folder.resolve("parley.zip");
        backup(file);
        var key = Files.readString(folder.resolve("from/secret.key")).strip();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                var content = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(content.contains(key), entry.getName());
            }
        }
    }

    @Test
    void aHubDoesNotStartWithAnotherMasterKey() throws Exception {
        hub.close();
        Files.move(folder.resolve("from/secret.key"), folder.resolve("secret.key"));

        var refusal = assertThrows(CannotStart.class, () -> start(from, "from"));
        assertTrue(refusal.getMessage().contains("The master key is another one"), refusal.getMessage());

        Files.move(
                folder.resolve("secret.key"),
                folder.resolve("from/secret.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        hub = start(from, "from");
    }
}
