import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Processor time that was used so far, in milliseconds, as `/proc/<pid>/stat` says: user and system time of the
/// hub, of all PostgreSQL processes, and of the load generator, which is this process.
///
/// @param compiling the part of the hub's that Java's compilers took, which ends when everything hot is compiled
record Usage(long hub, long compiling, long postgres, long load) {

    private static final Pattern COMPILER = Pattern.compile("^C[12] Compiler");

    static Usage of(ProcessHandle hub) throws IOException {
        long postgres = 0;
        for (var child : hub.descendants().toList()) {
            postgres += own(child.pid()) + ended(child.pid());
        }
        return new Usage(
                own(hub.pid()),
                compilers(hub.pid()),
                postgres,
                own(ProcessHandle.current().pid()));
    }

    Usage since(Usage before) {
        return new Usage(
                hub - before.hub, compiling - before.compiling, postgres - before.postgres, load - before.load);
    }

    /// `hub / PostgreSQL / load generator`, in microseconds for each of so many.
    String each(long count) {
        return "%.0f / %.0f / %.0f".formatted(hub * 1000.0 / count, postgres * 1000.0 / count, load * 1000.0 / count);
    }

    /// The compilers' part of the hub's, in microseconds for each of so many.
    String compilingEach(long count) {
        return "%.0f".formatted(compiling * 1000.0 / count);
    }

    /// Of a process and everything that it has started.
    static long tree(ProcessHandle process) throws IOException {
        long millis = own(process.pid()) + ended(process.pid());
        for (var child : process.descendants().toList()) {
            millis += own(child.pid()) + ended(child.pid());
        }
        return millis;
    }

    private static long compilers(long pid) throws IOException {
        long millis = 0;
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads.toList()) {
                if (COMPILER.matcher(read(thread.resolve("comm"))).find()) {
                    millis += millis(thread.resolve("stat"), 11) + millis(thread.resolve("stat"), 12);
                }
            }
        }
        return millis;
    }

    private static long own(long pid) throws IOException {
        return millis(pid, 11) + millis(pid, 12);
    }

    /// Of children that have ended.
    private static long ended(long pid) throws IOException {
        return millis(pid, 13) + millis(pid, 14);
    }

    private static long millis(long pid, int field) throws IOException {
        return millis(Path.of("/proc/" + pid + "/stat"), field);
    }

    private static long millis(Path file, int field) throws IOException {
        var stat = read(file);
        return stat.isEmpty()
                ? 0
                : Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[field]) * 10;
    }

    /// Empty when the process or the thread has ended.
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return "";
        }
    }
}
