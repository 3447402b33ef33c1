package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import parley.platform.Json;

/// What a campaign did and found, as a table and as `bench/results/chaos.json`.
record Report(Orders orders, Figures figures, Moments moments, List<Violation> violations, Duration took) {

    void print() {
        System.out.println();
        figures.all().forEach((what, count) -> System.out.printf("%-44s %10d%n", what, count));
        moments.print();
        orders.leftOut().forEach((fault, why) -> System.out.println("LEFT OUT: " + fault + ", since " + why));
        System.out.printf("%-44s %10s%n", "from a kill to the first 2xx, ms", figures.recovery());
        System.out.printf("%-44s %10d%n", "violations", violations.size());
    }

    void write() throws IOException {
        var target = System.getProperty("parley.chaos.result", "");
        if (target.isEmpty()) {
            return;
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("at", Instant.now().toString());
        result.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        result.put("commit", System.getProperty("parley.commit", ""));
        result.put("seed", orders.seed());
        result.put("seconds", took.toSeconds());
        result.put("faults", orders.faults());
        result.put("leftOut", orders.leftOut());
        result.put("killsOwed", orders.kills() == Long.MAX_VALUE ? 0 : orders.kills());
        result.put("counts", figures.all());
        result.put("moments", moments.all());
        result.put("recoveryMillis", figures.recovery());
        result.put(
                "violations",
                violations.stream()
                        .collect(Collectors.groupingBy(one -> one.kind().name(), Collectors.counting())));
        Files.writeString(
                Path.of(target),
                Json.tolerant().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }
}
