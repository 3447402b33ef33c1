package parley.platform;

import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// The PostgreSQL that Parley brings along.
public final class EmbeddedPostgres implements AutoCloseable {

    private EmbeddedPostgres() {}

    public static EmbeddedPostgres start(Path folder, int connections, RandomGenerator random) {
        throw new CannotStart("Not yet.");
    }

    public DatabaseConfig config() {
        throw new CannotStart("Not yet.");
    }

    @Override
    public void close() {}
}
