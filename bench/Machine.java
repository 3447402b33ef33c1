import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// On what it was measured.
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        var model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse("unknown processor");
        return Runtime.getRuntime().availableProcessors() + " cores, " + model + ", load generator on the same machine, Java "
                + Runtime.version().feature();
    }

    static String commit() throws IOException {
        var git = new ProcessBuilder("git", "-C", System.getProperty("parley.root"), "rev-parse", "--short", "HEAD").start();
        return new String(git.getInputStream().readAllBytes()).strip();
    }

    /// Resident memory of a process in MiB.
    static long residentMiB(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow()
                / 1024;
    }
}
