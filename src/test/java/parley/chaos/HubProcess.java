package parley.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One process of the hub, on a port that stays its own over all its lives.
final class HubProcess {

    private static final int LAST_WORDS = 20;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    final int number;
    final int port;
    /// The code with which a process ends that meets its failpoint; one that is killed ends with the same, unarmed.
    private static final int MET = 137;

    private static final Duration TIME_TO_MEET = Duration.ofSeconds(12);

    /// What it says last.
    private static final Pattern FAILPOINT = Pattern.compile("(?m)^failpoint (\\S+)$");

    private final Launch launch;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile @Nullable String armed;
    private volatile @Nullable String clock;
    private volatile boolean isArmed;
    private volatile boolean isWrong;
    private volatile boolean isKilled;
    private volatile boolean isNoted;
    private volatile boolean isUp;

    private volatile Instant begun = Instant.EPOCH;

    /// When it was last killed, until it has acknowledged something again.
    private volatile @Nullable Instant killed;

    HubProcess(int number, int port, Launch launch, Path log) {
        this.number = number;
        this.port = port;
        this.launch = launch;
        this.log = log;
    }

    /// How to start a hub.
    ///
    /// @param keys of the command line, but for the port
    record Launch(List<String> java, String classPath, List<String> keys) {}

    /// Begins its next life.
    synchronized void start() throws IOException {
        var failpoint = armed;
        var wrong = clock;
        armed = null;
        clock = null;
        isArmed = failpoint != null;
        isWrong = wrong != null;
        var command = new ArrayList<>(launch.java());
        if (failpoint != null) {
            command.add("-Dparley.failpoint=" + failpoint);
        }
        command.addAll(List.of("-cp", launch.classPath(), "parley.app.Main", "run", "--port=" + port));
        command.addAll(launch.keys());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (wrong != null) {
            builder.environment().putAll(Clocks.environment(clockFile(), wrong));
        }
        begun = Instant.now();
        isKilled = false;
        isNoted = false;
        isUp = false;
        process = builder.start();
    }

    /// When this life began.
    Instant begun() {
        return begun;
    }

    /// Its next life ends at one of these failpoints, named as the system property wants them.
    void arm(@Nullable String failpoint) {
        armed = failpoint;
    }

    /// In its next life its clock begins wrong by so much, as `+60s`, and can be moved later.
    void clock(@Nullable String offset) {
        clock = offset;
    }

    /// Now, within a second. Only in a life that has begun with {@link #clock}.
    void clockJumps(String offset) throws IOException {
        Clocks.set(clockFile(), offset);
    }

    private Path clockFile() {
        return log.resolveSibling("clock-" + number);
    }

    /// Whether this life has something that must be healed.
    boolean isBroken() {
        return isArmed || isWrong;
    }

    /// From outside or at a failpoint, as opposed to one that has ended in words.
    boolean wasKilled() {
        var running = process;
        return running != null && !running.isAlive() && running.exitValue() == MET;
    }

    /// The failpoint at which it has ended by itself; absent when it was killed or runs.
    @Nullable
    String met() {
        var running = process;
        return isArmed && running != null && !running.isAlive() && running.exitValue() == MET && !isKilled
                ? lastFailpoint()
                : null;
    }

    private @Nullable String lastFailpoint() {
        return FAILPOINT
                .matcher(log())
                .results()
                .map(one -> one.group(1))
                .reduce((_, last) -> last)
                .orElse(null);
    }

    boolean isAlive() {
        var running = process;
        return running != null && running.isAlive();
    }

    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            isKilled = true;
            running.destroyForcibly().waitFor();
            died();
        }
    }

    /// Noted once for each life. One that ends in words, because there is no database, is still away since it was
    /// killed.
    void died() {
        if (killed == null || !isNoted && wasKilled()) {
            killed = Instant.now();
        }
        isNoted = true;
    }

    /// Whether it is to meet a failpoint and has not had the time to come by.
    boolean isOnItsWay() {
        return isArmed && isAlive() && Instant.now().isBefore(begun.plus(TIME_TO_MEET));
    }

    /// How long ago it was last killed, once it has acknowledged something.
    @Nullable
    Duration back() {
        var since = killed;
        if (since == null) {
            return null;
        }
        killed = null;
        return Duration.between(since, Instant.now());
    }

    /// For good, without ceremony; a frozen process dies of it too.
    void end() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /// Sends a signal by its name: STOP, CONT.
    void signal(String name) throws IOException, InterruptedException {
        var running = process;
        if (running != null && running.isAlive()) {
            new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                    .start()
                    .waitFor();
        }
    }

    /// Whether this life has come so far that it serves.
    boolean isUp() {
        isUp = isAlive() && (isUp || isReady());
        return isUp;
    }

    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Writes down what its threads are doing, beside its log.
    void dumpThreads() {
        var running = process;
        if (running == null) {
            return;
        }
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(running.pid()),
                            "Thread.dump_to_file",
                            "-overwrite",
                            log.resolveSibling("threads-" + number + ".log").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it lives, and what it has printed last.
    String lastWords() {
        var lines = log().lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
        return (isAlive() ? "It lives" : "It has ended") + " and said last:\n" + String.join("\n", last);
    }

    /// What it has printed in all its lives.
    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
