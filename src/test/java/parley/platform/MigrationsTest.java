package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Flyway is asked when a release brings other scripts than the tables were made by, and only then.
class MigrationsTest {

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 4, new SecureRandom());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void aDatabaseThatThisReleaseHasMadeIsLeftAlone() throws SQLException {
        Database.open(postgres.config()).close();
        var made = ask("SELECT count(*) FROM flyway_schema_history");

        // Flyway would miss it and say so.
        ask("DELETE FROM flyway_schema_history WHERE version = '001'");
        Database.open(postgres.config()).close();
        assertEquals(Integer.parseInt(made) - 1, Integer.parseInt(ask("SELECT count(*) FROM flyway_schema_history")));

        // As if another release had made it.
        ask("COMMENT ON TABLE flyway_schema_history IS 'another one'");
        assertThrows(CannotStart.class, () -> Database.open(postgres.config()).close());
    }

    private static String ask(String statement) throws SQLException {
        var config = postgres.config();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var asked = connection.createStatement()) {
            if (!asked.execute(statement)) {
                return "";
            }
            var row = asked.getResultSet();
            return row.next() ? row.getString(1) : "";
        }
    }
}
