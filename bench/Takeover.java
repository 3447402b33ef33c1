import java.io.BufferedInputStream;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;

/// Two hubs on one database: one is killed while clients write, and then one is frozen for longer than its leases last
/// and wakes again. Seen from a window of the other: for how long does a chat stand still, and is anything lost, doubled
/// or out of order?
final class Takeover {

    private static final int CLIENTS = 64;
    private static final int PER_SECOND = 128;
    private static final int FROZEN_SECONDS = 6;
    private static final int CALM_SECONDS = 5;

    /// A hub's first seconds belong to Java's compiler, and the first decision about each client takes longer: both are
    /// no matter of take-overs.
    private static final int WARM_SECONDS = 15;

    private Takeover() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("own"), 40, new SecureRandom());
                var api = new BotApi();
                var database = DriverManager.getConnection(
                        postgres.config().url(), postgres.config().user(), postgres.config().password());
                var staying = Hub.beside(folder, "staying", postgres.config())) {
            staying.setUp();
            var bot = Bot.connect(staying, api);
            Window.welcome(staying);
            var shown = new ConcurrentHashMap<Long, Long>();
            var line = Window.open(staying, shown);
            var clients = new Clients(staying.port, bot);
            try {
                return measure(folder, postgres.config(), database, clients, shown);
            } finally {
                clients.close();
                line.sendClose(WebSocket.NORMAL_CLOSURE, "");
            }
        }
    }

    private static List<Bench.Figure> measure(
            Path folder, DatabaseConfig config, Connection database, Clients clients, Map<Long, Long> shown)
            throws Exception {
        TimeUnit.SECONDS.sleep(WARM_SECONDS);
        try (var going = Hub.beside(folder, "going", config)) {
            awaitOwners(database, 2);
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            long calm = System.nanoTime();
            TimeUnit.SECONDS.sleep(CALM_SECONDS);
            long kill = System.nanoTime();
            going.process.destroyForcibly().waitFor();
            awaitOwners(database, 1);
            double taken = (System.nanoTime() - kill) / 1e9;
            TimeUnit.SECONDS.sleep(CALM_SECONDS);
            long killed = System.nanoTime();
            try (var freezing = Hub.beside(folder, "freezing", config)) {
                awaitOwners(database, 2);
                TimeUnit.SECONDS.sleep(WARM_SECONDS);
                long freeze = System.nanoTime();
                signal("STOP", freezing.process);
                TimeUnit.SECONDS.sleep(FROZEN_SECONDS);
                signal("CONT", freezing.process);
                awaitOwners(database, 2);
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
                clients.close();
                long end = System.nanoTime();
                awaitShown(clients.sent, shown);
                var calmTook = took(clients.sent, shown, calm, kill - 1_000_000_000L);
                var calmly = "calm " + stall(clients.sent, shown, calm, kill - 1_000_000_000L);
                return List.of(
                        new Bench.Figure(
                                "two hubs, both well: webhook → window, p50 / p99, ms",
                                "%.1f / %.1f".formatted(Window.millis(calmTook, 0.5), Window.millis(calmTook, 0.99)),
                                "",
                                ""),
                        new Bench.Figure(
                                "kill -9 of one of two: longest stall of a chat, s",
                                stall(clients.sent, shown, kill - 1_000_000_000L, killed),
                                calmly,
                                "≤ 3"),
                        new Bench.Figure("  until the other owns its shards, s", "%.2f".formatted(taken), "", ""),
                        new Bench.Figure(
                                "freeze of one of two for " + FROZEN_SECONDS + " s: longest stall of a chat, s",
                                stall(clients.sent, shown, freeze - 1_000_000_000L, end),
                                calmly,
                                "≤ 3"),
                        new Bench.Figure(
                                "  acknowledged messages that are not there, of " + clients.sent.size(),
                                Long.toString(clients.sent.size() - count(database, "count(DISTINCT number)")),
                                "",
                                "0"),
                        new Bench.Figure(
                                "  doubled",
                                Long.toString(count(database, "count(number) - count(DISTINCT number)")),
                                "",
                                "0"),
                        new Bench.Figure(
                                "  out of order",
                                Long.toString(count(database, "count(*) FILTER (WHERE number < before)")),
                                "",
                                "0"));
            }
        }
    }

    /// From sending until the window shows that message or a later one of its chat, of each that was sent in this span;
    /// in ascending order.
    private static long[] took(Map<Long, Long> sent, Map<Long, Long> shown, long from, long to) {
        var took = LongStream.builder();
        for (long client = 0; client < CLIENTS; client++) {
            long own = client;
            var numbers = sent.keySet().stream()
                    .filter(number -> number % CLIENTS == own)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            long seen = Long.MAX_VALUE;
            for (var number : numbers) {
                seen = Math.min(seen, shown.getOrDefault(number, Long.MAX_VALUE));
                long at = sent.get(number);
                if (at >= from && at < to) {
                    took.add(seen - at);
                }
            }
        }
        return took.build().sorted().toArray();
    }

    /// The longest of them, in seconds.
    private static String stall(Map<Long, Long> sent, Map<Long, Long> shown, long from, long to) {
        return "%.2f".formatted(Window.millis(took(sent, shown, from, to), 1) / 1_000);
    }

    /// Until the window shows the last message of each chat.
    private static void awaitShown(Map<Long, Long> sent, Map<Long, Long> shown) throws InterruptedException {
        var last = sent.keySet().stream()
                .collect(Collectors.toMap(number -> number % CLIENTS, number -> number, Math::max))
                .values();
        for (int patience = 0; !shown.keySet().containsAll(last) && patience < 200; patience++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void awaitOwners(Connection database, int owners) throws Exception {
        for (int patience = 0; patience < 3_000; patience++) {
            try (var statement = database.createStatement();
                    var row = statement.executeQuery("""
                        SELECT count(*) FILTER (WHERE shards > 100)
                        FROM (SELECT count(*) AS shards FROM lease WHERE expires > clock_timestamp() GROUP BY owner) AS one
                        """)) {
                row.next();
                if (row.getInt(1) == owners) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("the hubs do not share the work");
    }

    private static long count(Connection database, String what) throws Exception {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("""
                    SELECT %s
                    FROM (
                        SELECT number, lag(number) OVER (PARTITION BY chat_id ORDER BY seq) AS before
                        FROM (
                            SELECT chat_id, seq, substring(text FROM 'number (\\d+)')::bigint AS number
                            FROM message
                            WHERE NOT outgoing) AS numbered) AS said
                    """.formatted(what))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /// Each writes at an even pace, the next message when the one before was acknowledged.
    private static final class Clients implements AutoCloseable {

        final Map<Long, Long> sent = new ConcurrentHashMap<>();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Clients(int port, Bot bot) {
            for (int client = 0; client < CLIENTS; client++) {
                int own = client;
                threads.submit(() -> write(port, bot, own));
            }
        }

        private Void write(int port, Bot bot, int client) throws Exception {
            long begun = System.nanoTime();
            try (var socket = new Socket("127.0.0.1", port)) {
                var in = new BufferedInputStream(socket.getInputStream(), 4096);
                for (long number = client; !enough.get(); number += CLIENTS) {
                    long due = begun + number * 1_000_000_000L / PER_SECOND;
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                    sent.put(number, due);
                    socket.getOutputStream().write(bot.hook(number, CLIENTS));
                    if (Load.status(in) / 100 != 2) {
                        throw new IllegalStateException("the hub that stays has refused a message");
                    }
                }
            }
            return null;
        }

        @Override
        public void close() throws InterruptedException {
            enough.set(true);
            threads.shutdown();
            threads.awaitTermination(30, TimeUnit.SECONDS);
        }
    }
}
