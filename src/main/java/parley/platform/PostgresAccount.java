package parley.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// As whom PostgreSQL runs, which refuses to be started by root.
///
/// @param prefix what stands before each of its commands
/// @param user the number of the account that its files must belong to
record PostgresAccount(List<String> prefix, int user, int group) {

    private static final int PATIENCE_SECONDS = 10;

    /// Who is known to the system and may do nothing: the first of them that there is.
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody", "daemon");

    PostgresAccount {
        prefix = List.copyOf(prefix);
    }

    private record Stranger(String name, int user, int group) {}

    /// Whoever started the hub; for root a way of being somebody else: a user namespace, in which root is called
    /// differently and owns its files all the same, or where those are forbidden another account.
    static PostgresAccount find() throws IOException {
        var session = works(List.of("setsid", "true")) ? List.of("setsid") : List.<String>of();
        int me = number("unix:uid", Path.of("/proc/self"));
        int mine = number("unix:gid", Path.of("/proc/self"));
        if (me != 0) {
            return new PostgresAccount(session, me, mine);
        }
        var stranger = stranger();
        var mapped = List.of("unshare", "--user", "--map-user=" + stranger.user, "--map-group=" + stranger.group);
        var dropped = List.of("setpriv", "--reuid=" + stranger.user, "--regid=" + stranger.group, "--clear-groups");
        return Stream.of(
                        new PostgresAccount(mapped, me, mine),
                        new PostgresAccount(dropped, stranger.user, stranger.group))
                .filter(way -> works(way.command(List.of("true"))))
                .findFirst()
                .map(way -> new PostgresAccount(joined(session, way.prefix), way.user, way.group))
                .orElseThrow(() -> new CannotStart("PostgreSQL refuses to run as root, and here root can neither make a"
                        + " user namespace (unshare) nor become " + stranger.name
                        + " (setpriv). Start Parley as an ordinary user, or give it a database with --database-url."));
    }

    List<String> command(List<String> program) {
        return joined(prefix, program);
    }

    /// Makes everything below the folder the account's own, unless the folder and what lies in it are already.
    void own(Path folder) throws IOException {
        try (var first = Files.walk(folder, 1)) {
            for (var path : first.toList()) {
                if (number("unix:uid", path) != user) {
                    ownAll(folder);
                    return;
                }
            }
        }
    }

    private void ownAll(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static int number(String attribute, Path path) throws IOException {
        return (int) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
    }

    private static Stranger stranger() throws IOException {
        var accounts = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 3 && !fields[2].equals("0"))
                .map(fields -> new Stranger(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
                .toList();
        return UNPRIVILEGED.stream()
                .map(name ->
                        accounts.stream().filter(one -> one.name.equals(name)).findFirst())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new CannotStart("PostgreSQL refuses to run as root, and this system has no account"
                        + " `nobody`. Start Parley as an ordinary user."));
    }

    private static boolean works(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> joined(List<String> first, List<String> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }
}
