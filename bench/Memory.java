import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Memory of a Java process.
final class Memory {

    private static final int ROUNDS = 20;

    /// After so long without falling any further it has settled: what compilers worked with goes back every five seconds.
    private static final int QUIET = 6;

    private Memory() {}

    /// Proportional memory of the process alone, after it has thrown away what it does not need.
    static long settledKilobytes(long pid) throws Exception {
        long least = Long.MAX_VALUE;
        for (int round = 0, quiet = 0; round < ROUNDS && quiet < QUIET; round++) {
            collect(pid);
            TimeUnit.SECONDS.sleep(1);
            long now = kilobytes(pid);
            quiet = now < least - least / 200 ? 0 : quiet + 1;
            least = Math.min(least, now);
        }
        return least;
    }

    private static void collect(long pid) throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static long kilobytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
