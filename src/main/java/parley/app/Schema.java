package parley.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a backup has to know about the tables: asked of the database, so that a new table is never forgotten.
final class Schema {

    /// State of processes and browsers, worth nothing elsewhere: whoever restores signs in again.
    private static final Set<String> FLEETING = Set.of(
            "flyway_schema_history",
            "lease",
            "node",
            "readiness",
            "session",
            "setup_link",
            "sign_in_attempts",
            "stream_ticket");

    /// @param columns those that hold data, not those that PostgreSQL computes
    record Table(String name, List<String> columns) {

        /// `name (a, b, c)`, quoted.
        String list() {
            return quoted(name) + columns.stream().map(Schema::quoted).collect(Collectors.joining(", ", " (", ")"));
        }
    }

    record Sequence(String name, long value) {}

    private Schema() {}

    static String version(Connection connection) throws SQLException {
        return text(connection, """
            SELECT version
            FROM flyway_schema_history
            WHERE success AND version IS NOT NULL
            ORDER BY installed_rank DESC
            LIMIT 1
            """);
    }

    /// Every table with data worth keeping, those that are referred to before those that refer to them.
    static List<Table> tables(Connection connection) throws SQLException {
        var columns = columns(connection);
        var references = references(connection);
        var sorted = new ArrayList<Table>();
        var placed = new ArrayList<String>();
        while (placed.size() < columns.size()) {
            var next = columns.keySet().stream()
                    .filter(name -> !placed.contains(name))
                    .filter(name -> placed.containsAll(references.getOrDefault(name, Set.of())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle"));
            placed.add(next);
            sorted.add(new Table(next, List.copyOf(columns.get(next))));
        }
        return sorted;
    }

    private static Map<String, List<String>> columns(Connection connection) throws SQLException {
        var columns = new LinkedHashMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT c.table_name, c.column_name
                    FROM information_schema.columns c
                    JOIN information_schema.tables t USING (table_schema, table_name)
                    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
                        AND c.is_generated = 'NEVER'
                    ORDER BY c.table_name, c.ordinal_position
                    """)) {
            while (rows.next()) {
                if (!FLEETING.contains(rows.getString(1))) {
                    columns.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return columns;
    }

    /// Table → the other tables that its foreign keys name.
    private static Map<String, Set<String>> references(Connection connection) throws SQLException {
        var references = new LinkedHashMap<String, Set<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text
                    FROM pg_constraint
                    WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = current_schema()::regnamespace
                    """)) {
            while (rows.next()) {
                references
                        .computeIfAbsent(rows.getString(1), _ -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return references;
    }

    static List<Sequence> sequences(Connection connection) throws SQLException {
        var sequences = new ArrayList<Sequence>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT sequencename, last_value
                    FROM pg_sequences
                    WHERE schemaname = current_schema() AND last_value IS NOT NULL
                    ORDER BY sequencename
                    """)) {
            while (rows.next()) {
                sequences.add(new Sequence(rows.getString(1), rows.getLong(2)));
            }
        }
        return sequences;
    }

    static void set(Connection connection, List<Sequence> sequences) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
            for (var sequence : sequences) {
                statement.setString(1, quoted(sequence.name()));
                statement.setLong(2, sequence.value());
                statement.execute();
            }
        }
    }

    /// Switches the tables' own triggers on or off; foreign keys hold all the same.
    static void triggers(Connection connection, boolean on) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : tables(connection)) {
                statement.execute(
                        "ALTER TABLE " + quoted(table.name()) + (on ? " ENABLE" : " DISABLE") + " TRIGGER USER");
            }
        }
    }

    /// Browsers forget what they keep of the former life.
    static void renewEpochs(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE account SET epoch = gen_random_uuid()");
        }
    }

    /// Whether there is nothing worth keeping here.
    static boolean isEmpty(Connection connection) throws SQLException {
        for (var table : tables(connection)) {
            if (text(connection, "SELECT EXISTS (SELECT FROM " + quoted(table.name()) + ")")
                    .equals("t")) {
                return false;
            }
        }
        return true;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
