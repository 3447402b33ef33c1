package parley.platform;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;

/// Brings the tables up to date by the scripts in `db`, which Flyway runs.
///
/// Flyway reads and compares all of them at each start. Which of them this release has is therefore kept as a comment
/// on
/// Flyway's table, and where it is the same Flyway is not asked: a hub that comes back after a crash is there sooner.
final class Migrations {

    private static final String SCRIPTS = "db/";
    private static final int OLDEST = 150_000;

    private Migrations() {}

    /// Throws {@link CannotStart} when the database cannot be reached or is too old, and what Flyway throws.
    static void apply(DatabaseConfig config) {
        var wanted = fingerprint();
        Failpoint.MIGRATION_BEGINS.hit();
        if (!wanted.equals(known(config))) {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(config.url(), config.user(), config.password())
                    .locations("classpath:db")
                    .loggers("slf4j")
                    .load()
                    .migrate();
            remember(config, wanted);
        }
        Failpoint.MIGRATION_DONE.hit();
    }

    /// What stands in the database; empty when Flyway has never been there.
    private static String known(DatabaseConfig config) {
        try (var connection = connect(config);
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                    SELECT current_setting('server_version_num')::int,
                        coalesce(obj_description(to_regclass('flyway_schema_history'), 'pg_class'), '')
                    """)) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new CannotStart("Parley needs PostgreSQL 15 or newer; " + config.url() + " is older.");
            }
            return row.getString(2);
        } catch (SQLException e) {
            throw unreachable(config, e);
        }
    }

    private static void remember(DatabaseConfig config, String fingerprint) {
        try (var connection = connect(config);
                var statement = connection.createStatement()) {
            statement.execute("COMMENT ON TABLE flyway_schema_history IS '" + fingerprint + "'");
        } catch (SQLException e) {
            throw unreachable(config, e);
        }
    }

    private static Connection connect(DatabaseConfig config) throws SQLException {
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    private static CannotStart unreachable(DatabaseConfig config, SQLException why) {
        return new CannotStart(
                "The database at " + config.url() + " cannot be reached: " + Database.firstLine(why), why);
    }

    /// Over the names and check sums of all scripts. The directory of a jar's contents has them already.
    static String fingerprint() {
        try {
            var place = Path.of(Migrations.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var scripts = Files.isDirectory(place) ? inFolder(place.resolve(SCRIPTS)) : inJar(place);
            var text = scripts.entrySet().stream()
                    .map(script -> script.getKey() + " " + script.getValue())
                    .collect(Collectors.joining("\n"));
            return Sha256.hex(text);
        } catch (IOException | URISyntaxException e) {
            throw new CannotStart("The scripts of the database cannot be read: " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, Long> inJar(Path jar) throws IOException {
        var sums = new TreeMap<String, Long>();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .filter(entry -> entry.getName().startsWith(SCRIPTS) && !entry.isDirectory())
                    .forEach(entry -> sums.put(entry.getName().substring(SCRIPTS.length()), entry.getCrc()));
        }
        return sums;
    }

    private static SortedMap<String, Long> inFolder(Path folder) throws IOException {
        var sums = new TreeMap<String, Long>();
        try (var scripts = Files.newDirectoryStream(folder)) {
            for (var script : scripts) {
                var sum = new CRC32();
                sum.update(Files.readAllBytes(script));
                sums.put(String.valueOf(script.getFileName()), sum.getValue());
            }
        }
        return sums;
    }
}
