import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Many open windows of one company: what one costs, and how fast all of them know. `JAVA_TOOL_OPTIONS=-Dwindows=10000`
// says how many, 1,000 by
/// default; never more than 1,000 employees, who have several then.
final class Windows {

    private static final int WINDOWS = Integer.getInteger("windows", 1_000);
    private static final int EMPLOYEES = Math.min(1_000, WINDOWS);
    private static final int LINES = 32;
    private static final int SINGLE = 200;
    private static final int PER_SECOND = Integer.getInteger("rate", 1_000);
    private static final int WARM = 5 * PER_SECOND;
    private static final int MEASURED = 15 * PER_SECOND;
    private static final int READ = 50;
    private static final int FIRST = 50;
    private static final int CHUNK = 100;

    private final Hub hub;
    private final Bot bot;
    private final Crew crew;
    private final List<Bench.Figure> figures = new ArrayList<>();
    private long next = 1;

    private Windows(Hub hub, Bot bot, Crew crew) {
        this.hub = hub;
        this.bot = bot;
        this.crew = crew;
    }

    static List<Bench.Figure> run(Path folder) throws Exception {
        var bare = bare(folder);
        try (var api = new BotApi();
                var hub = Hub.start(folder, "--api-rate", "1000000")) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            var windows = new Windows(hub, bot, Crew.hire(hub, EMPLOYEES));
            windows.crew.become("manager");
            windows.crew.comeIn();
            windows.each();
            windows.oneClass(bare);
            windows.crew.become("seller");
            windows.manyClasses();
            windows.storm(bare);
            return windows.figures;
        }
    }

    /// @param kilobytes of memory for each socket
    /// @param micros of processor time for each socket that gets a frame
    /// @param seconds until all sockets are open
    private record Bare(double kilobytes, double micros, double seconds) {}

    private static Bare bare(Path folder) throws Exception {
        var log = folder.resolve("bare.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Path.of(System.getProperty("parley.root"), "bench", "BareSockets.java")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Sockets.await(() -> port(log) > 0);
            var heard = new Heard(0, 1, Integer.MAX_VALUE);
            try (var first = new Sockets(heard)) {
                first.open(port(log), "/", FIRST, _ -> "");
                long before = settledKilobytes(process.pid());
                try (var sockets = new Sockets(heard)) {
                    long begun = System.nanoTime();
                    sockets.open(port(log), "/", WINDOWS, _ -> "");
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    double kilobytes = (settledKilobytes(process.pid()) - before) / (double) WINDOWS;
                    var frame = "x".repeat(900);
                    tell(sockets, frame, 20);
                    long cpu = Usage.of(process.toHandle()).hub();
                    tell(sockets, frame, SINGLE);
                    double micros = (Usage.of(process.toHandle()).hub() - cpu) * 1000.0 / SINGLE / (WINDOWS + FIRST);
                    return new Bare(kilobytes, micros, seconds);
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int port(Path log) {
        try {
            var said = Files.exists(log) ? Files.readString(log) : "";
            var found =
                    java.util.regex.Pattern.compile("http://127.0.0.1:(\\d+)").matcher(said);
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void tell(Sockets sockets, String frame, int times) throws Exception {
        var line = sockets.lines.getLast();
        for (int i = 0; i < times; i++) {
            long frames = line.frames + 1;
            line.say(frame);
            Sockets.await(() -> line.frames >= frames && sockets.lines.stream().allMatch(one -> one.frames >= frames));
        }
    }

    /// Proportional memory of the process alone, after it has thrown away what it does not need.
    private static long settledKilobytes(long pid) throws Exception {
        for (int i = 0; i < 3; i++) {
            var gc = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            gc.waitFor();
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /// Each client writes once: they are known from here on.
    private void each() throws Exception {
        deliver(new Heard(next, EMPLOYEES, 1), EMPLOYEES, 500);
        Webhooks.drained(hub);
    }

    /// Tickets live for half a minute only, so that a few at a time are fetched.
    private void open(Sockets sockets, Heard heard, String after) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int from = 0; from < WINDOWS; from += CHUNK) {
                var tickets = new ArrayList<Future<String>>();
                int first = from;
                for (int i = from; i < Math.min(WINDOWS, from + CHUNK); i++) {
                    int number = i;
                    tickets.add(threads.submit(() -> crew.ticket(number)));
                }
                sockets.open(hub.port, "/api/v1/stream", tickets.size(), number -> hello(tickets.get(number - first), after));
            }
        }
        Sockets.await(() -> heard.ready >= WINDOWS);
    }

    private static String hello(Future<String> ticket, String after) {
        try {
            return "{\"t\":\"hello\",\"ticket\":\"%s\",\"after\":\"%s\",\"watch\":[],\"build\":\"\"}"
                    .formatted(ticket.get(), after);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String position() throws Exception {
        return hub.read("/api/v1/boot").path("pos").asString();
    }

    private Sockets open(Heard heard) throws Exception {
        var sockets = new Sockets(heard);
        open(sockets, heard, position());
        return sockets;
    }

    /// All windows see everything, and the same.
    private void oneClass(Bare bare) throws Exception {
        var alone = new Heard(next, SINGLE, 1);
        long cpu = cpu();
        deliver(alone, SINGLE, 50);
        TimeUnit.SECONDS.sleep(1);
        double base = cpu() - cpu;
        long before = settledKilobytes(hub.process.pid());
        var heard = new Heard(next, SINGLE, 1);
        try (var _ = open(heard)) {
            double kilobytes = (settledKilobytes(hub.process.pid()) - before) / (double) WINDOWS;
            figure(
                    "memory per open window over idle, KB (" + WINDOWS + " windows)",
                    "%.1f",
                    kilobytes,
                    "%.1f",
                    bare.kilobytes(),
                    "≤ 20");
            cpu = cpu();
            single(heard);
            TimeUnit.SECONDS.sleep(1);
            double micros = Math.max(0, cpu() - cpu - base) * 1000.0 / SINGLE / WINDOWS;
            figure("one message → all " + WINDOWS + " windows, p50 / p99, ms", heard.took());
            figure("  from the first window to the last, p50 / p99, ms", heard.spread());
            figure("  processor time of the hub per socket, µs", "%.1f", micros, "%.1f", bare.micros(), "≤ 3");
        }
        loaded("all see all");
    }

    /// One message after the other, each when all windows have the one before.
    private void single(Heard heard) throws Exception {
        for (int i = 0; i < SINGLE; i++) {
            int own = i;
            deliver(heard, 1, 1_000, i);
            Sockets.await(() -> heard.windows.get(own) >= WINDOWS);
        }
    }

    private long cpu() throws Exception {
        return Usage.of(hub.process.toHandle()).hub();
    }

    private void manyClasses() throws Exception {
        loaded("each sees his own");
    }

    private void loaded(String who) throws Exception {
        boolean all = who.startsWith("all");
        var warm = new Heard(next, WARM, all ? READ : 1);
        try (var _ = open(warm)) {
            deliver(warm, WARM, PER_SECOND);
            Webhooks.drained(hub);
        }
        var heard = new Heard(next, MEASURED, all ? READ : 1);
        try (var sockets = open(heard)) {
            int expected = all ? MEASURED * ((WINDOWS + READ - 1) / READ) : MEASURED * (WINDOWS / EMPLOYEES);
            long cpu = cpu();
            deliver(heard, MEASURED, PER_SECOND);
            double cores = (cpu() - cpu) / 1000.0 / 15;
            settle(heard, expected);
            long gone = sockets.lines.stream().filter(line -> line.closed).count();
            figure(
                    "webhook → window at %,d/s, %,d windows open, %s, p50 / p99, ms"
                            .formatted(PER_SECOND, WINDOWS, who),
                    heard.took());
            figures.add(new Bench.Figure(
                    "  shown of " + expected + "; lines lost; cores used by the hub alone",
                    "%d; %d; %.2f".formatted(heard.count(), gone, cores),
                    "",
                    ""));
        }
    }

    private static void settle(Heard heard, int expected) throws InterruptedException {
        for (int patience = 0; heard.count() < expected && patience < 50; patience++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// All lines break; everybody's client writes; all come back with their positions.
    private void storm(Bare bare) throws Exception {
        var before = position();
        open(new Heard(next, 1, 1)).close();
        var heard = new Heard(next, EMPLOYEES, 1);
        deliver(heard, EMPLOYEES, 1_000);
        Webhooks.drained(hub);
        long begun = System.nanoTime();
        try (var sockets = new Sockets(heard)) {
            open(sockets, heard, before);
            Sockets.await(() -> heard.count() >= WINDOWS);
            figure(
                    "all " + WINDOWS + " windows back with what they missed, s",
                    "%.2f",
                    (System.nanoTime() - begun) / 1e9,
                    "bare connects %.2f",
                    bare.seconds(),
                    "≤ 10");
        }
    }

    private void deliver(Heard heard, int messages, int perSecond) throws Exception {
        deliver(heard, messages, perSecond, 0);
    }

    private void deliver(Heard heard, int messages, int perSecond, int offset) throws Exception {
        long from = next;
        next += messages;
        long begun = System.nanoTime();
        Load.evenly(hub.port, Math.min(LINES, messages), messages, perSecond, number -> {
            heard.sent.set((int) number + offset, begun + number * 1_000_000_000L / perSecond);
            return bot.hook(from + number, EMPLOYEES);
        });
    }

    private void figure(String name, long[] nanos) {
        figures.add(new Bench.Figure(
                name, "%.1f / %.1f".formatted(Window.millis(nanos, 0.5), Window.millis(nanos, 0.99)), "", ""));
        System.err.println(figures.getLast());
    }

    private void figure(String name, String format, double value, String bareFormat, double bare, String mark) {
        figures.add(new Bench.Figure(name, format.formatted(value), "bare server " + bareFormat.formatted(bare), mark));
        System.err.println(figures.getLast());
    }
}
