package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Disks that fail to write down what they were given, by strace where it is installed and may trace: the next flush of
/// each process answers EIO, and PostgreSQL must not believe anything that it has not read again.
final class Flushes {

    private static final String CALLS = "fdatasync,fsync";
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private Flushes() {}

    static boolean canFail() {
        try {
            var tried = new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "-e", "trace=" + CALLS, "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tried.waitFor(5, TimeUnit.SECONDS) && tried.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether one of them failed: with nothing to write down there is nothing to fail.
    ///
    /// @param data in which the processes work
    static boolean fail(Path data) throws IOException, InterruptedException {
        var log = Files.createTempFile("parley-chaos-", ".strace");
        var command = new ArrayList<>(List.of(
                "strace",
                "-qq",
                "-o",
                log.toString(),
                "-e",
                "trace=" + CALLS,
                "-e",
                "inject=" + CALLS + ":error=EIO:when=1"));
        processes(data).forEach(process -> command.addAll(List.of("-p", Long.toString(process.pid()))));
        var strace = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return Patience.within(LONGEST, () -> hasFailed(log));
        } finally {
            // It lets go of whom it holds.
            strace.destroy();
            if (!strace.waitFor(2, TimeUnit.SECONDS)) {
                strace.destroyForcibly().waitFor();
            }
            Files.delete(log);
        }
    }

    private static boolean hasFailed(Path log) {
        try {
            return Files.readString(log).contains("(INJECTED)");
        } catch (IOException _) {
            return false;
        }
    }

    private static List<ProcessHandle> processes(Path data) throws IOException {
        var folder = data.toRealPath();
        return ProcessHandle.allProcesses().filter(one -> worksIn(one, folder)).toList();
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(folder);
        } catch (IOException _) {
            return false;
        }
    }
}
