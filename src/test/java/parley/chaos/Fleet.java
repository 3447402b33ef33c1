package parley.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;

/// The processes: hubs that share a PostgreSQL which is not theirs, so that either can be killed alone.
final class Fleet implements AutoCloseable {

    private static final int CONNECTIONS = 60;

    final List<HubProcess> hubs = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Path folder;
    private final Path house;
    private final @Nullable SmallDisk disk;
    private final EmbeddedPostgres postgres;
    private final Figures figures;
    private final Moments moments;
    private volatile boolean closed;

    /// @param onSmallDisk whether what it keeps lies on a disk that can be full
    Fleet(
            Path folder,
            int size,
            String classPath,
            String patches,
            boolean onSmallDisk,
            Figures figures,
            Moments moments,
            RandomGenerator random)
            throws IOException {
        this.folder = folder;
        this.house = Files.createDirectory(folder.resolve("house"));
        this.disk = onSmallDisk ? SmallDisk.mounted(house) : null;
        this.figures = figures;
        this.moments = moments;
        this.postgres = EmbeddedPostgres.start(house.resolve("postgres"), CONNECTIONS, new SecureRandom());
        var database = postgres.config();
        var java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED"));
        var cache = System.getProperty("parley.aot", "");
        if (!cache.isEmpty() && patches.isEmpty()) {
            java.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        var keys = List.of(
                "--data=" + house.resolve("data"),
                "--public-url=https://parley.example",
                "--webhook-hosts=127.0.0.1",
                "--database-connections=10",
                "--database-user=" + database.user(),
                "--database-password=" + database.password());
        for (int number = 0; number < size; number++) {
            var wire = new Wire(port(database.url()), random);
            wires.add(wire);
            var own = new ArrayList<>(keys);
            own.add("--database-url=" + database.url().replaceFirst(":\\d+/", ":" + wire.port() + "/"));
            var launch = new HubProcess.Launch(java, patches + classPath, own);
            hubs.add(new HubProcess(number, freePort(), launch, folder.resolve("hub-" + number + ".log")));
        }
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /// Between this hub and the database.
    Wire wire(HubProcess hub) {
        return wires.get(hub.number);
    }

    /// For so long nothing new can be written.
    synchronized void fillDisk(Duration time) throws IOException {
        var small = disk;
        if (small == null) {
            throw new IOException("the house is not on a small disk");
        }
        small.fill();
        try {
            switchLog();
            Patience.pause(time.toMillis());
        } finally {
            small.empty();
        }
    }

    /// PostgreSQL keeps room for what it writes first: it is to need more, at once.
    private void switchLog() {
        try (var own = connect();
                var statement = own.createStatement()) {
            statement.execute("SELECT pg_switch_wal(), pg_logical_emit_message(false, '', repeat('x', 20000000))");
        } catch (SQLException _) {
            figures.add("database that found no room");
        }
    }

    /// Whether a flush of the database's was there to fail.
    void failFlush() throws IOException, InterruptedException {
        figures.add(
                Flushes.fail(house.resolve("postgres/data")) ? "flush that failed" : "no flush that could have failed");
    }

    /// The first founds the house, so the others wait for it. Whoever ends the campaign ends them too.
    void start() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (var hub : hubs) {
            hub.start();
            awaitReady(hub);
        }
    }

    /// From now on whoever dies is started again at once.
    void watch() {
        Thread.ofVirtual().name("watch").start(() -> {
            while (!closed) {
                hubs.forEach(this::revive);
                Patience.pause(20);
            }
        });
    }

    private void revive(HubProcess hub) {
        if (closed || hub.isAlive()) {
            return;
        }
        hub.died();
        if (!answers()) {
            // A hub without its database ends at once, in words; there is nothing in starting it for that.
            return;
        }
        if (hub.wasKilled()) {
            figures.add(Figures.KILLS);
            figures.add("kill of a hub");
        } else {
            figures.add("hub that ended in words");
        }
        var met = hub.met();
        if (met != null) {
            figures.add("failpoint " + met);
            moments.met(met);
        }
        try {
            hub.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    /// Nothing is armed and every clock is right.
    void heal() throws InterruptedException {
        wires.forEach(wire -> wire.heal(true));
        for (var hub : hubs) {
            hub.arm(null);
            hub.clock(null);
            if (hub.isBroken()) {
                hub.kill();
            }
        }
        Patience.pause(100);
        awaitReady();
    }

    void awaitReady() {
        hubs.forEach(Fleet::awaitReady);
    }

    /// One that does not get ready says why, for nothing else of it is kept.
    private static void awaitReady(HubProcess hub) {
        try {
            Patience.until("hub " + hub.number + " is ready", hub::isReady);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + ". " + hub.lastWords(), e);
        }
    }

    /// One of those; absent when there is none.
    Optional<HubProcess> any(RandomGenerator random, Predicate<HubProcess> wanted) {
        var some = hubs.stream().filter(wanted).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    HubProcess any(RandomGenerator random) {
        return hubs.get(random.nextInt(hubs.size()));
    }

    DatabaseConfig database() {
        return postgres.config();
    }

    Connection connect() throws SQLException {
        var config = database();
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    /// As a power cut to its process would: the server that watches over it starts it again on the same port.
    void killDatabase() throws IOException, InterruptedException {
        var pid = Files.readAllLines(house.resolve("postgres/data/postmaster.pid"))
                .getFirst()
                .strip();
        ProcessHandle.of(Long.parseLong(pid)).filter(Fleet::isServer).ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
            figures.add(Figures.KILLS);
            figures.add("kill of the database");
        });
    }

    /// The number in the file of one that has just died may be anybody's by now.
    private static boolean isServer(ProcessHandle process) {
        return process.info().command().filter(one -> one.endsWith("/postgres")).isPresent();
    }

    /// Every connection of the hubs is cut off in the middle of whatever it does.
    void cutConnections() throws SQLException {
        try (var own = connect();
                var statement = own.createStatement()) {
            statement.execute("""
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE application_name LIKE 'parley%' AND pid <> pg_backend_pid()
                """);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        hubs.forEach(HubProcess::end);
        postgres.close();
        try {
            for (var wire : wires) {
                wire.close();
            }
            if (disk != null) {
                disk.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
