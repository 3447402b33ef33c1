package parley.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import parley.simulation.StoreScript.Step;

/// Plays scripts on PostgreSQL, with two connections, and a third one that sees who waits.
final class RealStore implements StoreScript.Store, AutoCloseable {

    private final List<Connection> connections;
    private final Connection watch;
    private final List<Integer> processes = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<@Nullable Future<String>> running = new ArrayList<>(java.util.Arrays.asList(null, null));

    RealStore(List<Connection> connections, Connection watch) throws SQLException {
        this.connections = connections;
        this.watch = watch;
        for (var one : connections) {
            run(one, "SET deadlock_timeout = '20ms'");
            one.setAutoCommit(false);
            processes.add(Integer.parseInt(run(one, "SELECT pg_backend_pid()")));
            one.rollback();
        }
    }

    void begin() throws SQLException {
        try (var statement = watch.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS t");
            statement.execute("CREATE TABLE t (k int PRIMARY KEY, v int NOT NULL)");
            statement.execute("INSERT INTO t SELECT k, k FROM generate_series(1, " + StoreScript.ROWS + ") AS k");
        }
    }

    private static String run(Connection connection, String sql) throws SQLException {
        if (sql.equals("COMMIT")) {
            connection.commit();
            return "done";
        }
        if (sql.equals("ROLLBACK")) {
            connection.rollback();
            return "done";
        }
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount() + " rows";
            }
            var rows = statement.getResultSet();
            return rows.next() ? rows.getString(1) : "none";
        } catch (SQLException e) {
            if ("40P01".equals(e.getSQLState())) {
                connection.rollback();
                return "deadlock";
            }
            throw e;
        }
    }

    @Override
    public void ask(Step step) {
        running.set(step.who(), threads.submit(() -> run(connections.get(step.who()), step.sql())));
        // While both are under way, one of them is at work or the server soon ends one that waits for the other. With
        // one alone nobody changes any more whether it waits: looked at before, it might have been ended in between.
        while (isRunning(0) && isRunning(1) || isAtWork(0) || isAtWork(1)) {
            Thread.onSpinWait();
        }
    }

    private boolean isAtWork(int who) {
        return isRunning(who) && !isBlocked(who);
    }

    private boolean isRunning(int who) {
        var one = running.get(who);
        return one != null && !one.isDone();
    }

    private boolean isBlocked(int who) {
        try {
            return run(watch, "SELECT cardinality(pg_blocking_pids(" + processes.get(who) + ")) > 0")
                    .equals("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean waits(int who) {
        return isRunning(who);
    }

    @Override
    public List<String> answers(int who) {
        var one = running.get(who);
        if (one == null || !one.isDone()) {
            return List.of();
        }
        running.set(who, null);
        try {
            return List.of(one.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> rows() {
        var rows = new TreeMap<Integer, Integer>();
        try (var statement = watch.createStatement();
                var all = statement.executeQuery("SELECT k, v FROM t")) {
            while (all.next()) {
                rows.put(all.getInt(1), all.getInt(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return List.of(rows.toString());
    }

    /// Rolls back whatever is left of a script.
    void end() throws SQLException {
        for (int who = 0; who < 2; who++) {
            if (!isRunning(who)) {
                connections.get(who).rollback();
            }
        }
        for (int who = 0; who < 2; who++) {
            while (isRunning(who)) {
                Thread.onSpinWait();
            }
            running.set(who, null);
            connections.get(who).rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        threads.close();
        for (var one : connections) {
            one.close();
        }
        watch.close();
    }
}
