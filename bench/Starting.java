import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// How long a start with an existing database takes, and what the hub weighs when nobody does anything.
final class Starting {

    private static final int STARTS = 5;

    private Starting() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        try (var first = Hub.start(folder)) {
            first.setUp();
        }
        var seconds = new double[STARTS];
        long resident = 0;
        for (int start = 0; start < STARTS; start++) {
            try (var hub = Hub.start(folder)) {
                seconds[start] = hub.readySeconds;
                hub.process.waitFor(java.time.Duration.ofSeconds(3));
                resident = Math.max(resident, Machine.residentMiB(hub.process.pid()));
            }
        }
        Arrays.sort(seconds);
        return List.of(
                new Bench.Figure(
                        "start with an existing database until /ready, s (median of " + STARTS + ")",
                        "%.2f".formatted(seconds[STARTS / 2]),
                        "bare JVM: %.2f".formatted(bareJvm()),
                        "≤ 3"),
                new Bench.Figure("hub resident after start, MiB", Long.toString(resident), "", "≤ 250"));
    }

    /// A JVM that does nothing.
    private static double bareJvm() throws Exception {
        long begun = System.nanoTime();
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return (System.nanoTime() - begun) / 1e9;
    }
}
