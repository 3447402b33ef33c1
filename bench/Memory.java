import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Memory of a Java process.
final class Memory {

    private static final int ROUNDS = 3;

    private Memory() {}

    /// Proportional memory of the process alone, after it has thrown away what it does not need.
    static long settledKilobytes(long pid) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                            Long.toString(pid),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
