package parley.http.v3;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.platform.DatabaseConfig;

/// Everything that the hub has stored, as a number for each table: two that are equal hold the same rows. When
/// something went through a channel last is written down some seconds later and does not count.
final class Stored {

    /// What moves by itself: who owns which shard, who is alive, when a key was used, what is copied into the CRM,
    /// the pages by which texts are searched, and the news of all that.
    private static final Set<String> RESTLESS = Set.of(
            "account",
            "feed",
            "lease",
            "node",
            "readiness",
            "api_key",
            "flyway_schema_history",
            "job",
            "message_page",
            "message_paging",
            "timeline_line",
            "timeline_note");

    private Stored() {}

    static Map<String, String> of(DatabaseConfig config) {
        var stored = new TreeMap<String, String>();
        try (var connection = open(config)) {
            for (var table : tables(connection)) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(
                                "SELECT count(*) || ':' || coalesce(sum(hashtextextended((to_jsonb(whole_row) -"
                                        + " 'last_in' - 'last_out')::text, 0)), 0) FROM \"" + table
                                        + "\" AS whole_row")) {
                    rows.next();
                    stored.put(table, rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stored;
    }

    /// The tables that differ, before and after.
    static Map<String, String> difference(Map<String, String> before, Map<String, String> after) {
        var difference = new TreeMap<String, String>();
        after.forEach((table, rows) -> {
            if (!rows.equals(before.get(table))) {
                difference.put(table, before.get(table) + " -> " + rows);
            }
        });
        return difference;
    }

    /// Whether every message that was accepted has gone, or will not.
    static boolean isAtRest(DatabaseConfig config) {
        try (var connection = open(config);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT NOT EXISTS (
                        SELECT FROM job WHERE state IN ('due', 'running') AND kind IN ('enclose', 'send', 'correct'))
                    """)) {
            rows.next();
            return rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open(DatabaseConfig config) throws SQLException {
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")) {
            while (rows.next()) {
                if (!RESTLESS.contains(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }
}
