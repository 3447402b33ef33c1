package parley.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL that Parley brings along: a real one, in a real folder, as a process of its own that listens on this
/// machine
/// alone. It outlives a hub that was killed; the next hub stops it and starts its own.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final String USER = "parley";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RESERVE = 12;

    /// Where `postmaster.pid` tells the port.
    private static final int PORT_LINE = 3;

    private final Path folder;
    private final Unprivileged account;
    private final FileChannel lock;
    private final String password;
    private final int connections;
    private int port;
    private @Nullable Process server;

    private EmbeddedPostgres(Path folder, FileChannel lock, int connections, RandomGenerator random)
            throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.connections = connections;
        this.account = Unprivileged.forUseOf(folder);
        this.password = password(folder.resolve("password"), random);
    }

    /// Starts it, and makes the folder first if it is new. Recovers by itself from whatever ended it the last time.
    ///
    /// Throws {@link CannotStart} when another hub works in the folder, or the server does not come up.
    ///
    /// @param folder belongs to this database alone
    /// @param connections the most that the hub opens
    /// @param random a cryptographically strong one, for the password of a new database
    public static EmbeddedPostgres start(Path folder, int connections, RandomGenerator random) {
        try {
            Files.createDirectories(folder);
            var lock = lock(folder);
            try {
                var postgres = new EmbeddedPostgres(folder.toRealPath(), lock, connections, random);
                postgres.start();
                return postgres;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStart("The embedded PostgreSQL in " + folder + " cannot be started: " + e.getMessage(), e);
        }
    }

    /// The database of a hub that runs at this moment in another process, for whoever wants to read beside it.
    public static Optional<DatabaseConfig> running(Path folder, int connections) {
        var pidFile = folder.resolve("data/postmaster.pid");
        try {
            var lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.<String>of();
            var data = folder.toAbsolutePath().resolve("data");
            var alive = lines.size() > PORT_LINE
                    && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .filter(process -> isOurs(process, data))
                            .isPresent();
            if (!alive) {
                return Optional.empty();
            }
            var port = Integer.parseInt(lines.get(PORT_LINE).strip());
            var password = Files.readString(folder.resolve("password")).strip();
            return Optional.of(new DatabaseConfig(url(port), USER, password, connections));
        } catch (IOException e) {
            throw new CannotStart("The database in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    public DatabaseConfig config() {
        return new DatabaseConfig(url(port), USER, password, connections);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /// Ends it as a shutdown ends it: sessions are cut, everything committed is on the disk. The folder is free
    /// afterwards.
    @Override
    public void close() {
        try {
            if (server != null) {
                stop(server.toHandle());
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server's process, for those who want to see what happens when it is gone.
    public ProcessHandle process() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.toHandle();
    }

    private void start() throws IOException {
        var programs = PostgresBinaries.unpackedIn(folder);
        var data = folder.resolve("data");
        if (Files.exists(data)) {
            checkVersion(data);
            stopLeftover(data);
        } else {
            create(programs, data);
        }
        port = freePort();
        server = new ProcessBuilder(account.command(List.of(
                        programs.resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + port,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=" + (connections + RESERVE),
                        "-c",
                        "shared_buffers=64MB",
                        "-c",
                        "max_wal_size=1GB",
                        "-c",
                        "log_min_messages=warning",
                        "-c",
                        // Errors without the statements that caused them: those hold what clients write.
                        "log_min_error_statement=panic")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        awaitReady(server);
    }

    private static void checkVersion(Path data) throws IOException {
        var version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresBinaries.VERSION)) {
            throw new CannotStart("The data in " + data + " belongs to PostgreSQL " + version + ", this release brings "
                    + PostgresBinaries.VERSION + ". Restore a backup into an empty folder.");
        }
    }

    private void create(Path programs, Path data) throws IOException {
        LOG.log(Level.INFO, "making a new database");
        var part = folder.resolve("data.part");
        PostgresBinaries.delete(part);
        var initdb = new ProcessBuilder(account.command(List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + part,
                        "--username=" + USER,
                        "--pwfile=" + folder.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // Cyrillic has upper and lower case on every machine alike.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        if (!exits(initdb.toHandle(), PATIENCE) || initdb.exitValue() != 0) {
            throw new CannotStart("A new database could not be made; the reason is in " + log() + ".");
        }
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A hub that was killed has left its server behind, or only the file that names it.
    private void stopLeftover(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var leftover = ProcessHandle.of(pid).filter(process -> isOurs(process, data));
        if (leftover.isPresent()) {
            LOG.log(Level.INFO, "stopping the server that a killed hub has left behind");
            stop(leftover.get());
        }
        // The lock proves that no other hub runs a server here; the number may belong to a stranger by now.
        Files.deleteIfExists(pidFile);
    }

    private static boolean isOurs(ProcessHandle process, Path data) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains(data.toString());
        } catch (IOException _) {
            return false;
        }
    }

    /// First as a shutdown, then as a crash, from which it recovers.
    private static void stop(ProcessHandle process) throws IOException {
        for (var signal : List.of("INT", "QUIT", "KILL")) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (exits(process, Duration.ofSeconds(15))) {
                return;
            }
        }
        throw new CannotStart("The server of process " + process.pid() + " does not end.");
    }

    private static boolean exits(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
            return false;
        }
    }

    private void awaitReady(Process started) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!started.isAlive()) {
                throw new CannotStart("The embedded PostgreSQL does not start; the reason is in " + log() + ".");
            }
            try (var _ = DriverManager.getConnection(config().url() + "?connectTimeout=1", USER, password)) {
                return;
            } catch (SQLException _) {
                // Not there yet, or still recovering.
                exits(started.toHandle(), Duration.ofMillis(10));
            }
        }
        stop(started.toHandle());
        throw new CannotStart("The embedded PostgreSQL does not answer; see " + log() + ".");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException _) {
            // A hub of this very process.
        }
        file.close();
        throw new CannotStart(
                "Another Parley works in " + folder + ". Stop it first, or choose another folder with --data.");
    }

    private static String password(Path file, RandomGenerator random) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            random.nextBytes(bytes);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
