package parley.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.array.SqlArrayTypes;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/// The one PostgreSQL, migrated and pooled.
///
/// Every transaction is short: statements end after 30 s, and one that sits idle in a transaction for 10 s is ended by
/// the server, so that a frozen process cannot hold locks for ever; nor can a machine that has gone from the net, whose
/// connections the server gives up after 10 s.
public final class Database implements AutoCloseable {

    private static final int INGEST_CONNECTIONS = 2;

    /// One for what happens, one for those who come back.
    private static final int WINDOW_CONNECTIONS = 2;

    /// One that listens, one that tells: whoever waits for the lock that a `NOTIFY` takes must not keep the leases.
    private static final int HINT_CONNECTIONS = 2;

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /// Plans are kept, and a table that was empty when they were made, as queues often are, may be full a moment later:
    /// none may walk through a table for which there is an index.
    private static final String SESSION = """
        SET SESSION enable_seqscan = off;
        SET SESSION statement_timeout = '30s';
        SET SESSION idle_in_transaction_session_timeout = '10s';
        SET SESSION lock_timeout = '10s';
        SET SESSION tcp_keepalives_idle = 5;
        SET SESSION tcp_keepalives_interval = 2;
        SET SESSION tcp_keepalives_count = 3;
        SET SESSION tcp_user_timeout = '10s';
        SET SESSION TIME ZONE 'UTC'
        """;

    /// 57014 is a statement that ran out of time, 25P03 and 25P04 a transaction that did while the process was frozen,
    /// 25006 a server that has become a standby.
    private static final Set<String> AWAY_STATES =
            Set.of("57P01", "57P02", "57P03", "57014", "25P03", "25P04", "25006", "58030");

    /// Whether the thread is on an errand and has not been let in yet.
    private static final ScopedValue<Boolean> ERRAND = ScopedValue.newInstance();

    private final HikariDataSource pool;
    private final HikariDataSource ingest;
    private final HikariDataSource leases;
    private final HikariDataSource windows;
    private final HikariDataSource hints;
    private final Jdbi jdbi;
    private final Jdbi beside;
    private final Jdbi watching;
    private final Jdbi taking;
    private final Semaphore errands;

    private Database(DatabaseConfig config) {
        this.pool = pool(config, "parley", config.connections(), 2);
        this.ingest = pool(config, "parley-ingest", INGEST_CONNECTIONS, INGEST_CONNECTIONS);
        this.leases = pool(config, "parley-leases", 1, 0);
        this.windows = watching(config);
        this.hints = pool(config, "parley-hints", HINT_CONNECTIONS, 0);
        this.errands = new Semaphore(Math.max(1, config.connections() / 2), true);
        this.jdbi = Jdbi.create(pool);
        this.beside = Jdbi.create(leases);
        this.watching = Jdbi.create(windows);
        this.taking = Jdbi.create(ingest);
        List.of(jdbi, watching, taking).forEach(Database::knowsArrays);
        var parameters = new NamedParameters();
        List.of(jdbi, beside, watching, taking)
                .forEach(each -> each.getConfig(SqlStatements.class)
                        .setSqlParser(parameters)
                        .setTemplateEngine(TemplateEngine.NOP));
    }

    private static void knowsArrays(Jdbi jdbi) {
        jdbi.getConfig(SqlArrayTypes.class)
                .register(Long.class, "bigint")
                .register(Integer.class, "integer")
                .register(Short.class, "smallint")
                .register(Boolean.class, "boolean")
                .register(String.class, "text");
    }

    /// Connects and brings the tables up to date. Throws {@link CannotStart} when that is impossible.
    public static Database open(DatabaseConfig config) {
        try {
            Migrations.apply(config);
            return new Database(config);
        } catch (FlywayException e) {
            throw new CannotStart("The database at " + config.url() + " cannot be used: " + firstLine(e), e);
        }
    }

    /// Does something for which nobody waits at this moment: together such things never take more than half of the
    /// connections, so that people and messengers always find one.
    public void errand(Runnable work) {
        ScopedValue.where(ERRAND, true).run(work);
    }

    public <T extends @Nullable Object> T inTransaction(Function<Handle, T> work) {
        return admitted(() -> inTransaction(jdbi, work));
    }

    private static <T extends @Nullable Object> T inTransaction(Jdbi on, Function<Handle, T> work) {
        var result = on.<T, RuntimeException>inTransaction(tx -> {
            var done = work.apply(tx);
            Failpoint.TRANSACTION_WRITTEN.hit();
            return done;
        });
        Failpoint.TRANSACTION_COMMITTED.hit();
        return result;
    }

    /// In a transaction on one of the connections that are kept for taking messages in.
    <T extends @Nullable Object> T takeIn(Function<Handle, T> work) {
        return inTransaction(taking, work);
    }

    /// In a transaction on the connection that is kept for the leases: a busy house must not lose its shards because it
    /// found no connection in time.
    <T extends @Nullable Object> T aside(Function<Handle, T> work) {
        return beside.inTransaction(work::apply);
    }

    public void useTransaction(Consumer<Handle> work) {
        inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /// Reads; each statement sees what is committed when it starts.
    public <T extends @Nullable Object> T read(Function<Handle, T> question) {
        return admitted(() -> {
            try (var handle = jdbi.open()) {
                handle.setReadOnly(true);
                return handle.inTransaction(question::apply);
            }
        });
    }

    private <T extends @Nullable Object> T admitted(Supplier<T> work) {
        if (!ERRAND.orElse(false)) {
            return work.get();
        }
        errands.acquireUninterruptibly();
        try {
            return ScopedValue.where(ERRAND, false).call(work::get);
        } finally {
            errands.release();
        }
    }

    /// Reads; all statements see the same moment.
    public <T extends @Nullable Object> T snapshot(Function<Handle, T> question) {
        return read(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            return question.apply(handle);
        });
    }

    /// The same for whoever tells open windows what happens, on connections of their own: a crowd at the door must not
    /// keep those waiting who are inside. Only a few may ask at a time.
    public <T extends @Nullable Object> T watch(Function<Handle, T> question) {
        return watching.inTransaction(question::apply);
    }

    /// Connections of their own for taking messages in: a busy house never keeps the door shut.
    public DataSource ingestSource() {
        return ingest;
    }

    /// Connections of their own for listening to other processes, and telling them.
    DataSource hintSource() {
        return hints;
    }

    /// How far the database's clock is ahead of this one at least; negative when it is behind. How long the question
    /// takes makes no difference.
    public Duration clockOffset(InstantSource clock) {
        var before = clock.instant();
        var theirs = read(handle -> handle.createQuery("SELECT clock_timestamp()")
                .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .one());
        var after = clock.instant();
        if (theirs.isBefore(before)) {
            return Duration.between(before, theirs);
        }
        return theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
    }

    /// Whether the database itself is away, as opposed to a statement that it refused. Callers answer 503 and try
    /// later.
    public static boolean isAway(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SocketException) {
                return true;
            }
            if (cause instanceof SQLException sql && isAwayState(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /// Whether the same transaction may succeed if it is simply run again: a deadlock, a clash of
    /// serializable reads, or somebody who held something for too long.
    public static boolean isClash(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40P01".equals(sql.getSQLState())
                            || "40001".equals(sql.getSQLState())
                            || "55P03".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /// Whether it says nothing about what was wanted: the same may succeed a moment later, when the database is back or
    /// others have let go of what they hold. Callers answer 503.
    public static boolean isPassing(Throwable problem) {
        return isAway(problem) || isClash(problem);
    }

    @Override
    public void close() {
        hints.close();
        windows.close();
        leases.close();
        ingest.close();
        pool.close();
    }

    private static boolean isAwayState(@Nullable String state) {
        // Class 08: connection lost; class 53: no room on the disk, no memory, too many connections.
        return state != null && (state.startsWith("08") || state.startsWith("53") || AWAY_STATES.contains(state));
    }

    /// Set up for snapshots, so that none has to say what it is.
    private static HikariDataSource watching(DatabaseConfig config) {
        var hikari = settings(config, "parley-windows", WINDOW_CONNECTIONS, 0);
        hikari.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        hikari.setReadOnly(true);
        return new HikariDataSource(hikari);
    }

    private static HikariDataSource pool(DatabaseConfig config, String name, int connections, int ready) {
        return new HikariDataSource(settings(config, name, connections, ready));
    }

    /// @param ready how many are open from the start; none means that perhaps nobody will ever ask for one
    private static HikariConfig settings(DatabaseConfig config, String name, int connections, int ready) {
        var hikari = new HikariConfig();
        hikari.setPoolName(name);
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(connections);
        hikari.setMinimumIdle(Math.min(connections, ready));
        hikari.setInitializationFailTimeout(ready == 0 ? -1 : 1);
        hikari.setConnectionTimeout(CONNECT.toMillis());
        hikari.setConnectionInitSql(SESSION);
        hikari.addDataSourceProperty("ApplicationName", name);
        hikari.addDataSourceProperty("connectTimeout", "3");
        hikari.addDataSourceProperty("socketTimeout", "40");
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        return hikari;
    }

    static String firstLine(Exception problem) {
        var message = problem.getMessage();
        return message == null
                ? problem.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
