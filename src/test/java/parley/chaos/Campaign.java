package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Runs the company on two hubs, breaks what it can, and says which promises were not kept. `--help` shows the words.
///
/// Prints its seed; the seed repeats what is done and to whom, though not the machine's own timing.
public final class Campaign {

    static final Path SOURCES = Path.of("src/main/java/parley");

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final Orders orders;
    private final Figures figures = new Figures();
    private final Moments moments;
    private final SplittableRandom random;
    private final List<Violation> violations = new ArrayList<>();
    private final long begun = System.nanoTime();

    private Campaign(Orders orders) throws IOException {
        this.orders = orders;
        this.moments = new Moments(SOURCES);
        this.random = new SplittableRandom(orders.seed());
    }

    public static void main(String[] words) throws Exception {
        var orders = Orders.read(List.of(words));
        if (!orders.bugs().isEmpty()) {
            System.exit(new BugHunt(orders.seed(), orders.bugs()).run() ? 0 : 1);
        }
        System.out.println("seed " + orders.seed() + ", faults " + orders.faults());
        var violations = new Campaign(orders).run();
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private List<Violation> run() throws Exception {
        var folder = Files.createTempDirectory("parley-chaos-");
        try (var messenger = new Messenger(random.split());
                var program = new Program(random.split());
                var fleet = new Fleet(
                        folder,
                        orders.hubs(),
                        System.getProperty("parley.hub"),
                        "",
                        orders.faults().contains(Fault.DISK_FULL),
                        figures,
                        moments,
                        random.split())) {
            fleet.start();
            var company = new Company(fleet, messenger, program, random.split());
            var stage = new Stage(fleet, company, messenger, program, figures, moments);
            fleet.watch();
            System.out.printf("the company is founded after %d s%n", (System.nanoTime() - begun) / 1_000_000_000);
            var end = System.nanoTime() + orders.time().toNanos();
            for (int number = 1; isOn(end); number++) {
                round(number, stage, end);
                report().write();
            }
            report().print();
            if (!violations.isEmpty()) {
                keepLogs(folder);
            }
        } finally {
            delete(folder);
        }
        return violations;
    }

    /// As far as it has come: a campaign that is ended from outside leaves what it knew.
    private Report report() {
        return new Report(orders, figures, moments, violations, Duration.ofNanos(System.nanoTime() - begun));
    }

    private boolean isOn(long end) {
        return System.nanoTime() < end
                && figures.of(Figures.KILLS) < orders.kills()
                && violations.size() < orders.most();
    }

    private void round(int number, Stage stage, long end) throws InterruptedException {
        long until = Math.min(end, System.nanoTime() + orders.round().toNanos());
        var length = Duration.ofNanos(Math.max(1_000_000_000L, until - System.nanoTime()));
        var round = new Round(stage, length, LONGEST, number * 100, orders.clients(), random.split());
        var faults = new Faults(stage, orders.faults(), random.split());
        var found = round.run(() -> faults.strikeUntil(until, orders.pause(), round));
        violations.addAll(found);
        System.out.printf(
                "round %d after %d s: %d kills so far, %s to recover, %d violations%n",
                number,
                (System.nanoTime() - begun) / 1_000_000_000,
                figures.of(Figures.KILLS),
                figures.recovery(),
                found.size());
        found.stream().limit(20).forEach(one -> System.out.println("  " + one.kind() + " " + one.what()));
    }

    private static void keepLogs(Path folder) throws IOException {
        var kept = Files.createTempDirectory("parley-chaos-logs-");
        try (var files = Files.list(folder)) {
            for (var log : files.filter(one -> one.toString().endsWith(".log")).toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
        System.out.println("The hubs' logs are kept in " + kept);
    }

    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
