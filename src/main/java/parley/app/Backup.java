package parley.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import parley.platform.CannotStart;
import parley.platform.Json;
import parley.platform.Sha256;

/// Everything in one file, as of one moment: all tables out of one snapshot, and the files of clients and employees.
/// The hub may run meanwhile. The master key is not in it: whoever finds the file must not read the bot tokens.
final class Backup {

    private static final int FORMAT = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String TABLES = "tables/";
    private static final String MEDIA = "media/";

    /// @param schema the last migration; a backup is restored by the release that made it
    record Manifest(
            int format,
            String schema,
            Instant at,
            List<Table> tables,
            List<Schema.Sequence> sequences,
            List<File> files) {}

    record Table(String name, List<String> columns, long rows, String sha256) {}

    record File(String path, long size, String sha256) {}

    private final Path media;
    private final InstantSource clock;

    /// @param media the folder of files; need not exist
    Backup(Path media, InstantSource clock) {
        this.media = media;
        this.clock = clock;
    }

    /// Writes the file, or nothing: a half one never gets the name.
    Manifest write(Connection connection, Path file) throws SQLException, IOException {
        var half = file.resolveSibling(file.getFileName() + ".part");
        Manifest manifest;
        try (var zip = new ZipOutputStream(Files.newOutputStream(half))) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            manifest = new Manifest(
                    FORMAT,
                    Schema.version(connection),
                    clock.instant(),
                    tables(connection, zip),
                    Schema.sequences(connection),
                    files(zip));
            connection.rollback();
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(Json.bytes(manifest));
            zip.closeEntry();
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return manifest;
    }

    private static List<Table> tables(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        var tables = new ArrayList<Table>();
        for (var table : Schema.tables(connection)) {
            zip.putNextEntry(new ZipEntry(TABLES + table.name()));
            var digest = Sha256.running();
            var rows =
                    copy.copyOut("COPY " + table.list() + " TO STDOUT", new DigestOutputStream(unclosed(zip), digest));
            zip.closeEntry();
            tables.add(new Table(table.name(), table.columns(), rows, hex(digest)));
        }
        return tables;
    }

    private List<File> files(ZipOutputStream zip) throws IOException {
        var files = new ArrayList<File>();
        if (!Files.isDirectory(media)) {
            return files;
        }
        try (var paths = Files.walk(media)) {
            for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
                var name = media.relativize(path).toString();
                zip.putNextEntry(new ZipEntry(MEDIA + name));
                var digest = Sha256.running();
                var out = new DigestOutputStream(unclosed(zip), digest);
                var size = Files.copy(path, out);
                zip.closeEntry();
                files.add(new File(name, size, hex(digest)));
            }
        }
        return files;
    }

    /// Fills an empty database that is migrated already. Everything is checked before anything is written.
    Manifest restore(Connection connection, Path file) throws SQLException, IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip, file);
            check(connection, manifest);
            for (var table : manifest.tables()) {
                verify(zip, TABLES + table.name(), table.sha256());
            }
            for (var one : manifest.files()) {
                verify(zip, MEDIA + one.path(), one.sha256());
            }
            for (var one : manifest.files()) {
                place(zip, one);
            }
            connection.setAutoCommit(false);
            load(connection, zip, manifest);
            connection.commit();
            return manifest;
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        var entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new CannotStart(file + " is not a backup of Parley.");
        }
        try (var in = zip.getInputStream(entry)) {
            return Json.read(in.readAllBytes(), Manifest.class);
        }
    }

    private static void check(Connection connection, Manifest manifest) throws SQLException {
        var schema = Schema.version(connection);
        if (manifest.format() != FORMAT || !manifest.schema().equals(schema)) {
            throw new CannotStart("This backup was made by another release (tables of version " + manifest.schema()
                    + ", these are of " + schema + "). Restore it with that release, then start this one.");
        }
        if (!Schema.isEmpty(connection)) {
            throw new CannotStart("There is data here already. A backup is restored into an empty hub only.");
        }
    }

    private static void load(Connection connection, ZipFile zip, Manifest manifest) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        // What triggers made of the rows is in the backup as well: here they would make it twice.
        Schema.triggers(connection, false);
        for (var known : Schema.tables(connection)) {
            var table = manifest.tables().stream()
                    .filter(one -> one.name().equals(known.name()))
                    .findFirst()
                    .orElseThrow(() -> new CannotStart("The backup lacks the table " + known.name() + "."));
            load(copy, zip, table);
        }
        Schema.triggers(connection, true);
        Schema.set(connection, manifest.sequences());
        Schema.renewEpochs(connection);
    }

    private static void load(CopyManager copy, ZipFile zip, Table table) throws SQLException, IOException {
        var target = new Schema.Table(table.name(), table.columns());
        try (var in = open(zip, TABLES + table.name())) {
            var rows = copy.copyIn("COPY " + target.list() + " FROM STDIN", in);
            if (rows != table.rows()) {
                throw new CannotStart("The backup is damaged: " + table.name() + " has " + rows + " rows.");
            }
        }
    }

    private void place(ZipFile zip, File file) throws IOException {
        var target = media.resolve(file.path()).normalize();
        if (!target.startsWith(media)) {
            throw new CannotStart("The backup is damaged: a file wants to lie outside the folder of files.");
        }
        Files.createDirectories(target.getParent());
        try (var in = open(zip, MEDIA + file.path())) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void verify(ZipFile zip, String entry, String sha256) throws IOException {
        var digest = Sha256.running();
        try (var in = new DigestInputStream(open(zip, entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!hex(digest).equals(sha256)) {
            throw new CannotStart("The backup is damaged: " + entry + " has another checksum. Nothing was changed.");
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new CannotStart("The backup is damaged: " + name + " is missing. Nothing was changed.");
        }
        return zip.getInputStream(entry);
    }

    /// What writes one entry must not close the whole file.
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
