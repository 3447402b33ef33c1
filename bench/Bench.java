import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import parley.platform.Json;

/// Measures the released hub as a process of its own, each figure beside a baseline that was taken in the same run on the same
/// machine. Prints a table and writes `bench/results/latest.json`, or a file named for what was asked for.
///
/// No test: nothing fails here for being slow. Figures of different machines cannot be compared.
public final class Bench {

    @FunctionalInterface
    interface Benchmark {
        List<Figure> run(Path folder) throws Exception;
    }

    /// One that stores, and is repeated on each disk.
    @FunctionalInterface
    interface Storing {
        List<Figure> run(Path folder, Disk disk) throws Exception;
    }

    /// @param baseline what the same work costs without Parley; empty when there is nothing to compare with
    /// @param mark the goal
    record Figure(String name, String value, String baseline, String mark) {}

    /// @param foreignPercent of the machine that others used meanwhile
    private record Shown(
            String benchmark, String name, String value, String baseline, String mark, int foreignPercent) {

        boolean isDisturbed() {
            return foreignPercent > Foreign.LIMIT_PERCENT;
        }
    }

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", Starting::run);
        ALL.put("webhooks", onEachDisk(Webhooks::run));
        ALL.put("window", onEachDisk(Window::run));
        ALL.put("windows", Windows::run);
        ALL.put("crowd", Windows::crowd);
        ALL.put("dry-run", DryRun::run);
        ALL.put("public-api", onEachDisk(PublicApi::run));
        ALL.put("webhooks-out", WebhooksOut::run);
        ALL.put("crm-away", CrmAway::run);
        ALL.put("takeover", Takeover::run);
        ALL.put("read-side", ReadSide::run);
    }

    private Bench() {}

    public static void main(String[] names) throws Exception {
        // What the servers of the baselines have to say is no figure.
        LogManager.getLogManager().reset();
        var wanted = names.length == 0 ? List.copyOf(ALL.keySet()) : List.of(names);
        for (var name : wanted) {
            if (!ALL.containsKey(name)) {
                System.err.println("There is no benchmark `" + name + "`. There are: " + String.join(", ", ALL.keySet()));
                System.exit(2);
            }
        }
        var figures = new ArrayList<Shown>();
        for (var name : wanted) {
            var folder = Files.createTempDirectory("parley-bench-");
            try {
                System.err.println("measuring: " + name + " …");
                long begun = System.nanoTime();
                var foreign = new Foreign();
                var measured = ALL.get(name).run(folder);
                int percent = foreign.percent();
                measured.forEach(one -> figures.add(
                        new Shown(name, one.name(), one.value(), one.baseline(), one.mark(), percent)));
                System.err.println("  took " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
            } finally {
                delete(folder);
            }
        }
        print(figures);
        write(figures, names.length == 0 ? "latest" : String.join("+", names));
    }

    private static Benchmark onEachDisk(Storing storing) {
        return folder -> {
            var figures = new ArrayList<Figure>();
            for (var disk : Disk.all(folder)) {
                var own = Files.createDirectory(folder.resolve("disk-" + figures.size()));
                storing.run(own, disk).forEach(one -> figures.add(
                        new Figure(one.name() + disk.label(), one.value(), one.baseline(), one.mark())));
            }
            return figures;
        };
    }

    private static void print(List<Shown> figures) {
        System.out.printf("%n%-78s %22s %34s  %s%n", "figure", "Parley", "baseline", "mark");
        for (var one : figures) {
            System.out.printf(
                    "%-78s %22s %34s  %-10s %s%n",
                    one.name(),
                    one.value(),
                    one.baseline(),
                    one.mark(),
                    one.isDisturbed() ? "! others used " + one.foreignPercent() + " % of the machine" : "");
        }
        if (figures.stream().anyMatch(Shown::isDisturbed)) {
            System.out.println("\n! Discard what is marked: more than " + Foreign.LIMIT_PERCENT
                    + " % of the machine was used by others.");
        }
        System.out.println();
    }

    private static void write(List<Shown> figures, String name) throws IOException {
        var result = new LinkedHashMap<String, Object>();
        result.put("at", Instant.now().toString());
        result.put("machine", Machine.describe());
        result.put("commit", Machine.commit());
        result.put("figures", figures);
        var file = Path.of(System.getProperty("parley.root"), "bench", "results", name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.tolerant().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        System.err.println("written: " + file.normalize());
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
