package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of its own for the house, in memory, that can be full: its size is what changes, and nobody's file is
/// touched.
final class SmallDisk implements AutoCloseable {

    private static final String WHOLE = "size=2g";
    private static final long LEFT = 64 << 10;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Whether this user may mount, which is tried.
    static boolean canBeMade() {
        try {
            var folder = Files.createTempDirectory("parley-chaos-disk-");
            try {
                mounted(folder).close();
                return true;
            } finally {
                Files.delete(folder);
            }
        } catch (IOException _) {
            return false;
        }
    }

    static SmallDisk mounted(Path folder) throws IOException {
        run("mount", "-t", "tmpfs", "-o", WHOLE + ",mode=700", "parley-chaos", folder.toString());
        return new SmallDisk(folder);
    }

    /// Nothing can be written any more, but what overwrites.
    void fill() throws IOException {
        var store = Files.getFileStore(folder);
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        run("mount", "-o", "remount,size=" + (used + LEFT), folder.toString());
    }

    void empty() throws IOException {
        run("mount", "-o", "remount," + WHOLE, folder.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
