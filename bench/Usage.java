import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Processor time that was used so far, in milliseconds, as `/proc/<pid>/stat` says: user and system time of the hub, of
/// all PostgreSQL processes, and of the load generator, which is this process.
record Usage(long hub, long postgres, long load) {

    static Usage of(ProcessHandle hub) throws IOException {
        long postgres = 0;
        for (var child : hub.descendants().toList()) {
            postgres += own(child.pid()) + ended(child.pid());
        }
        return new Usage(own(hub.pid()), postgres, own(ProcessHandle.current().pid()));
    }

    Usage since(Usage before) {
        return new Usage(hub - before.hub, postgres - before.postgres, load - before.load);
    }

    /// `hub / PostgreSQL / load generator`, in microseconds for each of so many.
    String each(long count) {
        return "%.0f / %.0f / %.0f".formatted(hub * 1000.0 / count, postgres * 1000.0 / count, load * 1000.0 / count);
    }

    /// Of a process and everything that it has started.
    static long tree(ProcessHandle process) throws IOException {
        long millis = own(process.pid()) + ended(process.pid());
        for (var child : process.descendants().toList()) {
            millis += own(child.pid()) + ended(child.pid());
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
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[field]) * 10;
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
