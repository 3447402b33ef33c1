import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How much of the machine others have used meanwhile: what `/proc/stat` counts as busy or stolen, without this process
/// and all that it has started.
final class Foreign {

    /// A run with more than that says little.
    static final int LIMIT_PERCENT = 20;

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int COUNTED = 8;

    private final long[] before = machine();
    private final long ownBefore = Usage.tree(ProcessHandle.current());

    Foreign() throws IOException {}

    int percent() throws IOException {
        var now = machine();
        long passed = 0;
        long busy = 0;
        for (int kind = 0; kind < COUNTED; kind++) {
            long ticks = now[kind] - before[kind];
            passed += ticks;
            busy += kind == IDLE || kind == WAITING ? 0 : ticks;
        }
        long own = (Usage.tree(ProcessHandle.current()) - ownBefore) / 10;
        return passed == 0 ? 0 : (int) (100 * Math.max(0, busy - own) / passed);
    }

    private static long[] machine() throws IOException {
        var words = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        return Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
    }
}
