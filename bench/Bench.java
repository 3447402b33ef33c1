import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.platform.Json;

/// Measures the released hub as a process of its own, each figure beside a baseline that was taken in the same run on the same
/// machine. Prints a table and writes `bench/results/latest.json`.
///
/// No test: nothing fails here for being slow. Figures of different machines cannot be compared.
public final class Bench {

    @FunctionalInterface
    interface Benchmark {
        List<Figure> run(Path folder) throws Exception;
    }

    /// @param baseline what the same work costs without Parley; empty when there is nothing to compare with
    /// @param mark the goal
    record Figure(String name, String value, String baseline, String mark) {}

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", Starting::run);
        ALL.put("webhooks", Webhooks::run);
        ALL.put("window", Window::run);
        ALL.put("dry-run", DryRun::run);
        ALL.put("public-api", PublicApi::run);
        ALL.put("webhooks-out", WebhooksOut::run);
    }

    private Bench() {}

    public static void main(String[] names) throws Exception {
        var wanted = names.length == 0 ? List.copyOf(ALL.keySet()) : List.of(names);
        for (var name : wanted) {
            if (!ALL.containsKey(name)) {
                System.err.println("There is no benchmark `" + name + "`. There are: " + String.join(", ", ALL.keySet()));
                System.exit(2);
            }
        }
        var figures = new ArrayList<Figure>();
        for (var name : wanted) {
            var folder = Files.createTempDirectory("parley-bench-");
            try {
                System.err.println("measuring: " + name + " …");
                figures.addAll(ALL.get(name).run(folder));
            } finally {
                delete(folder);
            }
        }
        print(figures);
        write(figures);
    }

    private static void print(List<Figure> figures) {
        System.out.printf("%n%-58s %18s %28s  %s%n", "figure", "Parley", "baseline", "mark");
        for (var figure : figures) {
            System.out.printf("%-58s %18s %28s  %s%n", figure.name(), figure.value(), figure.baseline(), figure.mark());
        }
        System.out.println();
    }

    private static void write(List<Figure> figures) throws IOException {
        var result = new LinkedHashMap<String, Object>();
        result.put("at", Instant.now().toString());
        result.put("machine", Machine.describe());
        result.put("commit", Machine.commit());
        result.put("figures", figures);
        var file = Path.of(System.getProperty("parley.root"), "bench", "results", "latest.json");
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
