package parley.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;

/// A real PostgreSQL for tests, one per JVM: Parley's own embedded one. It does not wait for the disk, since nobody
/// pulls the plug here.
/// PARLEY_TEST_POSTGRES (`host:port`, user `postgres`) names another one to be used instead.
public final class Server {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int CONNECTIONS = 180;
    private static @Nullable DatabaseConfig server;
    private static @Nullable String template;

    private Server() {}

    /// A database of its own with all tables and no rows.
    public static synchronized DatabaseConfig fresh(int connections) {
        var config = server();
        if (template == null) {
            var name = name("template");
            execute(config, "CREATE DATABASE " + name);
            Database.open(named(config, name, 2)).close();
            template = name;
        }
        var name = name("test");
        execute(config, "CREATE DATABASE " + name + " TEMPLATE " + template);
        return named(config, name, connections);
    }

    /// Takes away a database that nobody needs any more. A run makes a thousand of them: those that stay keep the
    /// server busy with looking after them, and are many files to delete in the end.
    public static void drop(DatabaseConfig database) {
        var name = database.url().replaceFirst(".*/", "");
        execute(server(), "DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static String name(String kind) {
        return kind + "_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    private static DatabaseConfig named(DatabaseConfig config, String database, int connections) {
        var url = config.url().replaceFirst("/[^/]*$", "/" + database);
        return new DatabaseConfig(url, config.user(), config.password(), connections);
    }

    private static synchronized DatabaseConfig server() {
        var known = server;
        if (known == null) {
            var other = System.getenv("PARLEY_TEST_POSTGRES");
            known = other == null
                    ? embedded()
                    : new DatabaseConfig("jdbc:postgresql://" + other + "/postgres", "postgres", "", CONNECTIONS);
            execute(known, "ALTER SYSTEM SET fsync = off");
            execute(known, "SELECT pg_reload_conf()");
            server = known;
        }
        return known;
    }

    private static DatabaseConfig embedded() {
        try {
            var folder = Files.createTempDirectory("parley-test-");
            var postgres = EmbeddedPostgres.start(folder, CONNECTIONS, new SecureRandom());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                delete(folder);
            }));
            return postgres.config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(DatabaseConfig config, String sql) {
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
