package parley.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.platform.DatabaseConfig;
import parley.story.Server;

/// The simulated store shows what PostgreSQL does at READ COMMITTED.
class StoreTest {

    private static final int SCRIPTS = 150;

    private static Connection connect(DatabaseConfig config) throws SQLException {
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    @Test
    void twoTransactionsSeeTheSameInBothStores() throws SQLException {
        var config = Server.fresh(4);
        try (var real = new RealStore(List.of(connect(config), connect(config)), connect(config))) {
            for (long seed = 1; seed <= SCRIPTS; seed++) {
                var script = StoreScript.of(seed);
                real.begin();
                assertEquals(script.playedBy(real), SimulatedStore.play(script, seed), "script " + seed);
                real.end();
            }
        }
    }
}
