import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;

/// How many pages of the database statements have touched, in memory or not, as `pg_stat_statements` counts them. What
/// the hub asks by itself while nobody wants anything of it is left out.
final class Touched implements AutoCloseable {

    private static final int LISTEN_SECONDS = 6;

    private final Connection connection;
    private final Set<Long> byItself = new HashSet<>();

    private Touched(Connection connection) {
        this.connection = connection;
    }

    /// Makes an embedded PostgreSQL in this folder that counts.
    static void prepare(Path postgres) throws Exception {
        Files.createDirectories(postgres.getParent());
        EmbeddedPostgres.start(postgres, 4, new SecureRandom()).close();
        Files.writeString(postgres.resolve("data/postgresql.auto.conf"), """
            shared_preload_libraries = 'pg_stat_statements'
            pg_stat_statements.track_utility = off
            """, StandardOpenOption.APPEND);
    }

    /// Listens for a while to what the hub does at rest.
    static Touched of(DatabaseConfig config) throws Exception {
        var touched = new Touched(DriverManager.getConnection(config.url(), config.user(), config.password()));
        touched.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        touched.execute("SELECT pg_stat_statements_reset()");
        TimeUnit.SECONDS.sleep(LISTEN_SECONDS);
        try (var statement = touched.connection.createStatement();
                var rows = statement.executeQuery("SELECT queryid FROM pg_stat_statements")) {
            while (rows.next()) {
                touched.byItself.add(rows.getLong(1));
            }
        }
        return touched;
    }

    /// Up to this moment.
    long pages() throws SQLException {
        long pages = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT queryid, shared_blks_hit + shared_blks_read AS pages
                    FROM pg_stat_statements
                    WHERE query NOT LIKE '%pg_stat_statements%'
                    """)) {
            while (rows.next()) {
                pages += byItself.contains(rows.getLong("queryid")) ? 0 : rows.getLong("pages");
            }
        }
        return pages;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
