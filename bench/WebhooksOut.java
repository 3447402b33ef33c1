import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// From the moment a messenger delivers until programs at webhook addresses have been told: with all of them well, and with half
/// of them dead.
final class WebhooksOut {

    private static final int ADDRESSES = 10;
    private static final int CLIENTS = 200;
    private static final int LINES = 8;
    private static final int PER_SECOND = 200;
    private static final int WARM = 1_000;
    private static final int MESSAGES = 2_400;
    private static final long ROUND = 1_000_000;

    private WebhooksOut() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        var programs = new ArrayList<Program>();
        try (var api = new BotApi();
                var hub = Hub.start(folder, "--webhook-hosts", "127.0.0.1")) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            Window.welcome(hub);
            measure(hub, bot, List.of(), 0, WARM);
            var alone = measure(hub, bot, List.of(), ROUND, MESSAGES);
            for (int number = 0; number < ADDRESSES; number++) {
                programs.add(new Program());
                hub.send("POST", "/api/v1/webhooks", """
                    {"url":"%s","kinds":["messagesAndStatuses"]}\
                    """.formatted(programs.getLast().address()));
            }
            var well = programs.subList(0, ADDRESSES / 2);
            measure(hub, bot, well, 2 * ROUND, WARM);
            var before = measure(hub, bot, well, 3 * ROUND, MESSAGES);
            long calls = well.stream().mapToLong(program -> program.calls.get()).sum();
            programs.subList(ADDRESSES / 2, ADDRESSES).forEach(program -> program.dead = true);
            var after = measure(hub, bot, well, 4 * ROUND, MESSAGES);
            return List.of(
                    new Bench.Figure(
                            "in → out at " + PER_SECOND + "/s, half of " + ADDRESSES + " addresses dead, p50 / p99, ms",
                            "%.0f / %.0f".formatted(after.millis(0.5), after.millis(0.99)),
                            "all well %.0f / %.0f".formatted(before.millis(0.5), before.millis(0.99)),
                            ""),
                    new Bench.Figure(
                            "  healthy addresses are slower while others are dead, p50 / p99",
                            "%.2f × / %.2f ×"
                                    .formatted(
                                            after.millis(0.5) / before.millis(0.5),
                                            after.millis(0.99) / before.millis(0.99)),
                            "1",
                            "≤ 1.2 ×"),
                    new Bench.Figure(
                            "  messages that a healthy address was not told",
                            Long.toString(2L * MESSAGES * well.size() - before.nanos.length - after.nanos.length),
                            "",
                            "0"),
                    new Bench.Figure(
                            "  messages in one call, on average",
                            "%.1f".formatted((double) (WARM + MESSAGES) * well.size() / calls),
                            "",
                            "≤ 100"),
                    new Bench.Figure(
                            "  processor time per message, hub and database, µs",
                            "%.0f".formatted(before.micros),
                            "without addresses %.0f".formatted(alone.micros),
                            ""));
        } finally {
            programs.forEach(Program::close);
        }
    }

    /// @param nanos from each message's turn to its arrival at each address, shortest first
    /// @param micros of processor time per message
    private record Outcome(long[] nanos, double micros) {

        double millis(double quantile) {
            return Window.millis(nanos, quantile);
        }
    }

    private static Outcome measure(Hub hub, Bot bot, List<Program> programs, long from, int messages) throws Exception {
        long cpu = Usage.tree(hub.process.toHandle());
        var sent = new ConcurrentHashMap<Long, Long>();
        long begun = System.nanoTime();
        Load.evenly(hub.port, LINES, messages, PER_SECOND, number -> {
            sent.put(from + number, begun + number * 1_000_000_000L / PER_SECOND);
            return bot.hook(from + number, CLIENTS);
        });
        Webhooks.drained(hub);
        for (var program : programs) {
            for (int patience = 0; !program.told.keySet().containsAll(sent.keySet()) && patience < 100; patience++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        var nanos = programs.stream()
                .flatMapToLong(program -> sent.entrySet().stream()
                        .filter(one -> program.told.containsKey(one.getKey()))
                        .mapToLong(one -> program.told.get(one.getKey()) - one.getValue()))
                .sorted()
                .toArray();
        return new Outcome(nanos, (Usage.tree(hub.process.toHandle()) - cpu) * 1000.0 / messages);
    }

    /// Listens. Once dead, it takes a call and never answers.
    private static final class Program {

        private static final Pattern NUMBER = Pattern.compile("the oak door, number (\\d+)\\?");

        final Map<Long, Long> told = new ConcurrentHashMap<>();
        final AtomicLong calls = new AtomicLong();
        volatile boolean dead;
        private final CountDownLatch end = new CountDownLatch(1);
        private final HttpServer server;

        Program() throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                long now = System.nanoTime();
                if (dead) {
                    await();
                    return;
                }
                var numbers = NUMBER.matcher(body);
                while (numbers.find()) {
                    told.putIfAbsent(Long.parseLong(numbers.group(1)), now);
                }
                if (!body.equals("{\"test\":true}")) {
                    calls.incrementAndGet();
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        private void await() {
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
        }

        void close() {
            end.countDown();
            server.stop(0);
        }
    }
}
