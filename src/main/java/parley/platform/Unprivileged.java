package parley.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL refuses to run for root. Whoever starts the hub as root gets it in a user namespace, where the same
/// files belong to
/// an ordinary account; where those are forbidden, the account takes the folder over.
final class Unprivileged {

    private static final String ACCOUNT = "nobody";

    private final List<String> prefix;

    private Unprivileged(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /// @param folder all that the programs read and write
    static Unprivileged forUseOf(Path folder) throws IOException {
        if (!isRoot()) {
            return new Unprivileged(List.of());
        }
        var namespace = List.of("unshare", "--map-user=65534", "--map-group=65534");
        if (works(namespace)) {
            return new Unprivileged(namespace);
        }
        var dropped = List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=65534", "--clear-groups");
        if (works(dropped)) {
            run(List.of("chown", "-R", ACCOUNT, folder.toString()));
            return new Unprivileged(dropped);
        }
        throw new CannotStart(
                "PostgreSQL does not run for root, and this machine allows neither user namespaces nor setpriv."
                        + " Start Parley as another user, or give it a database with --database-url.");
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return run(command) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static int run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
