package parley.app;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import parley.platform.Database;

/// Proves by a commit that this hub can store something.
final class Readiness implements BooleanSupplier {

    private final Database database;
    private final InstantSource clock;

    Readiness(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean getAsBoolean() {
        return database.inTransaction(
                tx -> tx.createUpdate("""
                    INSERT INTO readiness (at) VALUES (:now)
                    ON CONFLICT (one) DO UPDATE SET at = excluded.at
                    """).bind("now", clock.instant()).execute() == 1);
    }
}
