import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Webhook → committed → 200, as fast as it goes: how many a second, and at what price in processor time.
final class Webhooks {

    private static final int LINES = 128;
    /// A crowd at the door: what waits while one batch is written is the next batch.
    private static final int CROWD = 1_000;

    private static final int CLIENTS = 2_000;
    private static final double COLD = 10;
    /// Until Java has compiled what is hot: half of a young hub's processor time is its compiler's.
    private static final double WARM = 35;

    private static final double SECONDS = 10;

    private Webhooks() {}

    static List<Bench.Figure> run(Path folder, Disk disk) throws Exception {
        var raw = Baselines.rows(folder, disk, SECONDS / 3, Bot.update(1, 1));
        double alone = Baselines.commits(folder, disk, SECONDS / 5, Bot.update(1, 1));
        disk.prepare(folder.resolve("data/postgres"));
        try (var api = new BotApi();
                var hub = Hub.start(folder)) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            var young = Usage.of(hub.process.toHandle());
            var cold = Load.run(hub.port, LINES, COLD, number -> bot.hook(number, CLIENTS));
            drained(hub);
            young = Usage.of(hub.process.toHandle()).since(young);
            Load.run(hub.port, LINES, WARM, number -> bot.hook(30_000_000 + number, CLIENTS));
            drained(hub);
            var used = Usage.of(hub.process.toHandle());
            long begun = System.nanoTime();
            var load = Load.run(hub.port, LINES, SECONDS, number -> bot.hook(10_000_000 + number, CLIENTS));
            drained(hub);
            double wholeWay = load.requests() * 1e9 / (System.nanoTime() - begun);
            used = Usage.of(hub.process.toHandle()).since(used);
            var stored = Storage.settled(hub.database());
            var crowd = Load.run(hub.port, CROWD, SECONDS / 2, number -> bot.hook(20_000_000 + number, CLIENTS));
            drained(hub);
            stored = Storage.settled(hub.database()).since(stored);
            long resident = Machine.residentMiB(hub.process.pid());
            var echo = Baselines.echo(LINES, SECONDS / 3, number -> bot.hook(number, CLIENTS));
            return List.of(
                    new Bench.Figure(
                            "webhook → committed → 200, per second (" + LINES + " lines)",
                            "%,.0f".formatted(load.perSecond()),
                            "bare HTTP %,.0f".formatted(echo.perSecond()),
                            "≥ 5,000"),
                    new Bench.Figure(
                            "  the same, p50 / p99, ms",
                            "%.1f / %.1f".formatted(load.millis(0.5), load.millis(0.99)),
                            "%.1f / %.1f".formatted(echo.millis(0.5), echo.millis(0.99)),
                            ""),
                    new Bench.Figure("  refused or broken off", Long.toString(load.failures()), "", "0"),
                    new Bench.Figure(
                            "webhook → chat, counters and feed, per second",
                            "%,.0f".formatted(wholeWay),
                            "raw rows, 256 a commit %,.0f".formatted(raw.perSecond()),
                            ""),
                    new Bench.Figure(
                            "  one raw row a commit, one connection, per second", "", "%,.0f".formatted(alone), ""),
                    new Bench.Figure(
                            "  processor time per message: hub / PostgreSQL / load generator, µs",
                            used.each(load.requests()),
                            "raw row, PostgreSQL %.1f".formatted(raw.micros()),
                            ""),
                    new Bench.Figure(
                            "    of the hub's, the compiler's, µs", used.compilingEach(load.requests()), "", ""),
                    new Bench.Figure(
                            "    the same in the first %.0f seconds of its life".formatted(COLD),
                            young.each(cold.requests()),
                            "the compiler's " + young.compilingEach(cold.requests()),
                            ""),
                    new Bench.Figure(
                            "  flushes to the disk per 1,000 messages, " + CROWD + " lines",
                            "%.1f".formatted(stored.flushes() * 1000.0 / crowd.requests()),
                            "one a message 1000",
                            "≤ 10"),
                    new Bench.Figure(
                            "  WAL bytes per message",
                            "%,.0f".formatted((double) stored.walBytes() / crowd.requests()),
                            "the webhook itself %,d".formatted(Bot.update(1, 1).length()),
                            ""),
                    new Bench.Figure("  hub resident after it, MiB", Long.toString(resident), "", "≤ 200"));
        }
    }

    /// Returns when everything that was taken in is worked off.
    static void drained(Hub hub) throws Exception {
        drained(hub, "parley_work_waiting");
    }

    /// Returns when what this gauge counts is done.
    static void drained(Hub hub, String gauge) throws Exception {
        var waiting = Pattern.compile("(?m)^" + gauge + " (\\S+)$");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (System.nanoTime() < end) {
            var found = waiting.matcher(hub.get("/metrics").body());
            if (found.find() && Double.parseDouble(found.group(1)) == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("the hub does not get done with its work");
    }
}
