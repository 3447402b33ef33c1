package parley.channel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.story.Server;

/// Channels of one company on a real database, for tests; several of them stand for several processes.
public final class ChannelOffice {

    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static @Nullable Database database;

    private ChannelOffice() {}

    /// One for all tests of this JVM; each test has a company of its own.
    public static synchronized Database database() {
        if (database == null) {
            database = Database.open(Server.fresh(8));
        }
        return database;
    }

    /// Waits for something that another thread does.
    public static void await(String what, BooleanSupplier happened) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    public static void found(Database database, AccountId account) {
        database.useTransaction(tx -> tx.execute(
                "INSERT INTO account (id, name, language, zone) VALUES (?, 'Wayne', 'en', 'UTC') ON CONFLICT DO"
                        + " NOTHING",
                account.value()));
    }

    /// One process.
    public static final class Node implements AutoCloseable {

        public final List<Channels.Announcer.What> announced = new CopyOnWriteArrayList<>();
        public final Shards shards;
        public final Channels channels;

        public Node(Database database, Path data, String name, ChannelType... types) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(name.hashCode());
            shards = new Shards(database, name, Shards.Neighbours.POSSIBLE, _ -> {});
            channels = new Channels(
                    database,
                    shards,
                    Secrets.of(data, null, random),
                    List.of(types),
                    new ChannelTools(
                            HttpClient.newHttpClient(),
                            InstantSource.fixed(NOW),
                            random,
                            null,
                            ChannelLog.stored(database, new AccountId(1), InstantSource.fixed(NOW)),
                            (_, _) -> {},
                            new NoFiles()),
                    (_, _, what) -> announced.add(what));
        }

        @Override
        public void close() {
            channels.close();
            shards.close();
        }
    }

    private static final class NoFiles implements ChannelTools.Files {

        @Override
        public java.io.InputStream open(String fileId) throws java.io.IOException {
            throw new java.io.FileNotFoundException(fileId);
        }

        @Override
        public ChannelTools.StoredFile store(
                String name, @Nullable String mime, java.io.InputStream content, long limit)
                throws java.io.IOException {
            throw new java.io.IOException("nothing is stored here");
        }
    }
}
