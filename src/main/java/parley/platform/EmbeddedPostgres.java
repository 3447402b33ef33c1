package parley.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The PostgreSQL that Parley brings along: a child process on the loopback, with its data in a folder of ours.
///
/// Its data survive whatever happens to either process. A server that outlived its hub is taken over as it runs, or
/// ended when it was started otherwise than this release would; a server that dies alone is started again on the
/// same port.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "parley";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final int PORT_TRIES = 5;
    private static final int OWN_CONNECTIONS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private final FileChannel lock;
    private final PostgresFolder folder;
    private final DatabaseConfig config;
    private final Signal wake = new Signal();
    private volatile PostgresServer server;
    private volatile boolean closed;
    private final Thread watch;

    private EmbeddedPostgres(FileChannel lock, PostgresFolder folder, PostgresServer server, DatabaseConfig config) {
        this.lock = lock;
        this.folder = folder;
        this.server = server;
        this.config = config;
        this.watch = Thread.ofVirtual().name("postgres-watch").start(this::keepAlive);
    }

    /// Starts it, and makes its data folder the first time. Throws {@link CannotStart}: another hub works in the
    /// folder, this system is not Linux, the data are of another release, …
    ///
    /// @param connections the most that the hub will open, besides those that take messages in
    /// @param random a cryptographically strong one: makes the server's password
    public static EmbeddedPostgres start(Path folder, int connections, RandomGenerator random) {
        return start(folder, connections, random, PostgresPatience.USUAL);
    }

    static EmbeddedPostgres start(Path folder, int connections, RandomGenerator random, PostgresPatience patience) {
        try {
            PrivateFiles.folder(folder);
            var lock = lock(folder);
            try {
                return start(lock, PostgresFolder.prepare(folder, password(random)), connections, patience);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStart("The embedded PostgreSQL cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres start(
            FileChannel lock, PostgresFolder folder, int connections, PostgresPatience patience) throws IOException {
        var left = PostgresServer.running(folder, connections + OWN_CONNECTIONS);
        if (left.isPresent()) {
            LOG.log(Level.INFO, "the embedded PostgreSQL of a former hub still runs and is taken over");
            try {
                return enter(lock, folder, left.get(), connections, patience);
            } catch (CannotStart e) {
                LOG.log(Level.WARNING, e.getMessage());
            }
        }
        var launched = launch(folder, connections + OWN_CONNECTIONS, patience);
        return enter(lock, folder, launched, connections, patience);
    }

    private static EmbeddedPostgres enter(
            FileChannel lock, PostgresFolder folder, PostgresServer server, int connections, PostgresPatience patience)
            throws IOException {
        try {
            var config = config(folder.passwordFile(), server.port(), connections);
            createDatabase(config, patience);
            return new EmbeddedPostgres(lock, folder, server, config);
        } catch (IOException | CannotStart e) {
            server.stop(patience);
            throw e;
        }
    }

    private static PostgresServer launch(PostgresFolder folder, int connections, PostgresPatience patience)
            throws IOException {
        PostgresLeftovers.end(folder, patience);
        CannotStart problem = new CannotStart("The embedded PostgreSQL does not start.");
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            var server = PostgresServer.start(folder, freePort(), connections);
            try {
                server.awaitReady();
                return server;
            } catch (CannotStart e) {
                // Perhaps somebody has taken the port meanwhile, or processes of the former server are just going.
                server.stop();
                problem = e;
            }
        }
        throw problem;
    }

    /// The database of a hub that runs at this moment in another process, for whoever wants to read beside it.
    public static Optional<DatabaseConfig> running(Path folder, int connections) {
        var file = PostmasterFile.of(folder.toAbsolutePath().resolve(PostgresFolder.DATA));
        try {
            return file.isReady() && file.server().isPresent()
                    ? Optional.of(config(folder.resolve(PostgresFolder.PASSWORD), file.port(), connections))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CannotStart("The database in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Where the hub's own database is.
    public DatabaseConfig config() {
        return config;
    }

    /// Ends the server: who is connected is cut off, what was committed is on the disk.
    @Override
    public void close() {
        closed = true;
        wake.raise();
        server.stop();
        Threads.join(watch);
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lock on the database's folder was not released", e);
        }
    }

    /// Kills the server as a crash would. For tests.
    void crash() {
        server.kill();
    }

    private void keepAlive() {
        while (true) {
            server.awaitEnd();
            if (closed) {
                return;
            }
            LOG.log(Level.ERROR, "the embedded PostgreSQL has ended and is started again");
            restart();
        }
    }

    private void restart() {
        while (!closed) {
            PostgresLeftovers.endOrphans(folder);
            var fresh = PostgresServer.start(folder, server.port(), config.connections() + OWN_CONNECTIONS);
            try {
                fresh.awaitReady();
                server = fresh;
                if (closed) {
                    fresh.stop();
                }
                return;
            } catch (CannotStart e) {
                LOG.log(Level.ERROR, e.getMessage());
                fresh.stop();
                wake.await(PAUSE);
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(file)) {
            file.close();
            throw new CannotStart("Another hub works in " + folder.getParent()
                    + ". Stop it first, or give this one its own folder with --data.");
        }
        return file;
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static DatabaseConfig config(Path passwordFile, int port, int connections) throws IOException {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
        var password = Files.readString(passwordFile).strip();
        return new DatabaseConfig(url, PostgresFolder.USER, password, connections);
    }

    /// Asks for the database itself first: all but once it is there.
    private static void createDatabase(DatabaseConfig config, PostgresPatience patience) {
        try {
            connect(config, config.url(), patience).close();
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw notIn(e);
            }
            try (var connection = connect(config, config.url().replaceAll("/[^/]*$", "/postgres"), patience);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            } catch (SQLException again) {
                throw notIn(again);
            }
        }
    }

    private static Connection connect(DatabaseConfig config, String url, PostgresPatience patience)
            throws SQLException {
        // One that stands still takes the line and never says a word.
        var most = "?loginTimeout=" + patience.answer().toSeconds();
        return DriverManager.getConnection(url + most, config.user(), config.password());
    }

    private static CannotStart notIn(SQLException why) {
        return new CannotStart("The embedded PostgreSQL does not let us in: " + why.getMessage(), why);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String password(RandomGenerator random) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
