import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Many open windows of one company: what one costs, how fast all of them know, and all coming back at once.
/// `JAVA_TOOL_OPTIONS=-Dwindows=10000` says how many, 1,000 by default; never more than 1,000 employees, who have
/// several then.
final class Windows {

    private static final int WINDOWS = Integer.getInteger("windows", 1_000);
    private static final int EMPLOYEES = Math.min(1_000, WINDOWS);

    /// One in so many employees sees all chats, the others each his own client: each message is told to some ten people.
    private static final int WATCHES_OVER = 100;

    private static final int LINES = 32;
    private static final int SINGLE = 200;
    private static final int REVOKED = 20;
    private static final List<Integer> PER_SECOND = List.of(100, 1_000);
    private static final int WARM_SECONDS = 60;
    private static final int SECONDS = 20;

    private final Hub hub;
    private final Bot bot;
    private final Crew crew;
    private final Bare bare;
    private final List<Bench.Figure> figures = new ArrayList<>();
    private long next = 1;

    private Windows(Hub hub, Bot bot, Crew crew, Bare bare) {
        this.hub = hub;
        this.bot = bot;
        this.crew = crew;
        this.bare = bare;
    }

    /// Everything but what only a crowd shows.
    static List<Bench.Figure> run(Path folder) throws Exception {
        return with(folder, PER_SECOND, windows -> {
            windows.crew.become(Windows::role);
            windows.loaded();
            windows.crew.become(_ -> "manager");
            windows.oneClass();
        });
    }

    /// What 10,000 windows weigh, and how they come back: meant for `-Dwindows=10000`.
    static List<Bench.Figure> crowd(Path folder) throws Exception {
        return with(folder, List.of(), windows -> {
            windows.crew.become(_ -> "seller");
            windows.storm();
        });
    }

    private interface Part {
        void measure(Windows windows) throws Exception;
    }

    private static List<Bench.Figure> with(Path folder, List<Integer> rates, Part part) throws Exception {
        var bare = Bare.of(folder, WINDOWS, rates, Windows::shownTo);
        try (var api = new BotApi();
                var hub = Hub.start(folder, "--api-rate", "1000000")) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            var windows = new Windows(hub, bot, Crew.hire(hub, EMPLOYEES), bare);
            windows.crew.comeIn();
            // Each client writes once: they are known from here on.
            windows.deliver(windows.heard(EMPLOYEES), EMPLOYEES, 500, 0);
            windows.quiet();
            part.measure(windows);
            return windows.figures;
        }
    }

    /// Returns when all is worked off and each new client has got somebody: with a thousand employees in turn that takes
    /// a while, and is not what is measured here.
    private void quiet() throws Exception {
        Webhooks.drained(hub);
        Webhooks.drained(hub, "parley_jobs_waiting");
    }

    private Heard heard(int messages) {
        return new Heard(next, messages, 1);
    }

    /// Messages at an even pace; of each its employee is told, and those who watch over all.
    private void loaded() throws Exception {
        try (var browsers = Browsers.open(hub, crew, WINDOWS)) {
            deliver(heard(1), WARM_SECONDS * 1_000, 1_000, -1);
            quiet();
            for (int perSecond : PER_SECOND) {
                int messages = SECONDS * perSecond;
                var heard = heard(messages);
                browsers.tell(heard);
                int expected = expected(messages);
                var before = Usage.of(hub.process.toHandle());
                deliver(heard, messages, perSecond, 0);
                var used = Usage.of(hub.process.toHandle()).since(before);
                settle(heard, expected);
                figure(
                        "webhook → window at %,d/s, %,d windows open, one in %d sees all, p50 / p99, ms"
                                .formatted(perSecond, WINDOWS, WATCHES_OVER),
                        heard.took(),
                        "bare server " + millis(bare.took().get(perSecond)),
                        perSecond == 1_000 ? "≤ 5 / 25" : "");
                figure(
                        "  rows shown of %d; lines that came back".formatted(expected),
                        "%d; %d".formatted(heard.count(), browsers.reopened.get()));
                figure("  processor time per message: hub / PostgreSQL / load generator, µs", used.each(messages));
                figure("    of the hub's, the compiler's, µs", used.compilingEach(messages));
            }
            revoked(browsers);
        }
    }

    /// One after the other loses his role: from the answer to the save until his window has lost what it showed.
    private void revoked(Browsers browsers) throws Exception {
        var took = new long[REVOKED];
        for (int i = 0; i < REVOKED; i++) {
            int window = i + 1;
            long saved = crew.become(employee -> employee == window + 1 ? "" : role(employee));
            Sockets.await(() -> browsers.resetNanos(window) > 0);
            took[i] = Math.max(0, browsers.resetNanos(window) - saved);
        }
        Arrays.sort(took);
        var value = "%.1f / %.1f".formatted(Window.millis(took, 0.5), Window.millis(took, 1));
        figure("role taken away, saved → his window has lost what it showed, p50 / worst, ms", value, "≤ 1,000");
    }

    /// Rows that windows are shown.
    private int expected(int messages) {
        int rows = 0;
        for (long number = next; number < next + messages; number++) {
            rows += shownTo(number).size();
        }
        return rows;
    }

    /// The windows of a message: those of its employee, and of all who watch over him.
    private static List<Integer> shownTo(long number) {
        int own = (int) (number % EMPLOYEES);
        return IntStream.range(0, WINDOWS)
                .filter(window -> window % EMPLOYEES == own || watchesOver(window % EMPLOYEES + 1))
                .boxed()
                .toList();
    }

    private static String role(int employee) {
        return watchesOver(employee) ? "manager" : "seller";
    }

    /// @param employee from 1 on
    private static boolean watchesOver(int employee) {
        return employee % WATCHES_OVER == 0;
    }

    /// All windows see everything, and the same.
    private void oneClass() throws Exception {
        var cpu = cpu();
        deliver(heard(1), SINGLE, 50, -1);
        TimeUnit.SECONDS.sleep(1);
        double base = cpu() - cpu;
        var heard = heard(SINGLE);
        try (var browsers = Browsers.open(hub, crew, WINDOWS)) {
            browsers.tell(heard);
            cpu = cpu();
            for (int i = 0; i < SINGLE; i++) {
                int own = i;
                deliver(heard, 1, 1_000, i);
                Sockets.await(() -> heard.windows.get(own) >= WINDOWS);
            }
            TimeUnit.SECONDS.sleep(1);
            double micros = Math.max(0, cpu() - cpu - base) * 1000.0 / SINGLE / WINDOWS;
            figure("one message → all " + WINDOWS + " windows, p50 / p99, ms", heard.took(), "", "");
            figure("  from the first window to the last, p50 / p99, ms", heard.spread(), "", "p99 ≤ 10");
            figure("  processor time of the hub per socket, µs", "%.1f", micros, "%.1f", bare.micros(), "≤ 3");
        }
    }

    private long cpu() throws Exception {
        return Usage.of(hub.process.toHandle()).hub();
    }

    private static void settle(Heard heard, int expected) throws InterruptedException {
        for (int patience = 0; heard.count() < expected && patience < 100; patience++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// What idle windows weigh. Then all lines break, everybody's client writes, and all come back with their positions.
    private void storm() throws Exception {
        long before = Memory.settledKilobytes(hub.process.pid());
        try (var browsers = Browsers.open(hub, crew, WINDOWS)) {
            double kilobytes = (Memory.settledKilobytes(hub.process.pid()) - before) / (double) WINDOWS;
            figure(
                    "memory per open window over idle, KB (" + WINDOWS + " windows)",
                    "%.1f",
                    kilobytes,
                    "%.1f",
                    bare.kilobytes(),
                    "≤ 20");
            browsers.leave();
            var heard = heard(EMPLOYEES);
            browsers.tell(heard);
            deliver(heard, EMPLOYEES, 1_000, 0);
            quiet();
            long begun = System.nanoTime();
            browsers.comeIn();
            Sockets.await(() -> heard.count() >= WINDOWS);
            figure(
                    "all " + WINDOWS + " windows back with what they missed, s",
                    "%.2f",
                    (System.nanoTime() - begun) / 1e9,
                    "bare connects %.2f",
                    bare.seconds(),
                    "≤ 10");
            figure(
                    "  rows shown of %d; sent away on the way".formatted(WINDOWS),
                    "%d; %d".formatted(heard.count(), browsers.refused.get()));
        }
    }

    /// @param offset of the first of them in what is heard; negative when nobody listens
    private void deliver(Heard heard, int messages, int perSecond, int offset) throws Exception {
        long from = next;
        next += messages;
        long begun = System.nanoTime();
        Load.evenly(hub.port, Math.min(LINES, messages), messages, perSecond, number -> {
            if (offset >= 0) {
                heard.sent.set((int) number + offset, begun + number * 1_000_000_000L / perSecond);
            }
            return bot.hook(from + number, EMPLOYEES);
        });
    }

    private void figure(String name, String value) {
        figure(name, value, "");
    }

    private void figure(String name, String value, String mark) {
        figures.add(new Bench.Figure(name, value, "", mark));
        System.err.println(figures.getLast());
    }

    private static String millis(long[] nanos) {
        return "%.1f / %.1f".formatted(Window.millis(nanos, 0.5), Window.millis(nanos, 0.99));
    }

    private void figure(String name, long[] nanos, String baseline, String mark) {
        figures.add(new Bench.Figure(name, millis(nanos), baseline, mark));
        System.err.println(figures.getLast());
    }

    private void figure(String name, String format, double value, String bareFormat, double bare, String mark) {
        figures.add(new Bench.Figure(name, format.formatted(value), "bare server " + bareFormat.formatted(bare), mark));
        System.err.println(figures.getLast());
    }
}
