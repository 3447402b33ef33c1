import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import parley.platform.DatabaseConfig;

/// What PostgreSQL has counted since it was made.
///
/// @param flushes of its log to the disk
/// @param walBytes written to that log
record Storage(long flushes, long walBytes) {

    /// Sessions tell what they have counted ten seconds after they have fallen idle, at the latest.
    private static final int SETTLE_SECONDS = 11;

    static Storage read(DatabaseConfig config) throws Exception {
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                    SELECT (SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'), pg_current_wal_insert_lsn() - '0/0'
                    """)) {
            row.next();
            return new Storage(row.getLong(1), row.getLong(2));
        }
    }

    /// The same once everything is told, for a database that is at rest by now.
    static Storage settled(DatabaseConfig config) throws Exception {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        return read(config);
    }

    Storage since(Storage before) {
        return new Storage(flushes - before.flushes, walBytes - before.walBytes);
    }
}
