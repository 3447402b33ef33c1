import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// The released hub as a process of its own, driven as a person drives it.
final class Hub implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("http://(?:127.0.0.1|localhost):(\\d+)");
    private static final Pattern LINK = Pattern.compile("https?://\\S*/app/setup\\S*?([A-Za-z0-9_-]{43})");

    final Process process;
    final int port;
    /// From the start of the process to its first committed answer.
    final double readySeconds;
    private final Path folder;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";

    private Hub(Process process, Path folder, Path log, long begun) throws Exception {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.port = Integer.parseInt(awaitInLog(ADDRESS).group(1));
        while (get("/ready").statusCode() != 200) {
            Thread.onSpinWait();
        }
        this.readySeconds = (System.nanoTime() - begun) / 1e9;
    }

    /// @param more keys of the command line
    static Hub start(Path folder, String... more) throws Exception {
        var log = folder.resolve("hub.log");
        Files.deleteIfExists(log);
        long begun = System.nanoTime();
        return new Hub(launch(folder, log, more), folder, log, begun);
    }

    /// One that writes down what it learns about itself when it ends.
    static Hub learning(Path folder, Path learned) throws Exception {
        var log = folder.resolve("hub.log");
        Files.deleteIfExists(log);
        long begun = System.nanoTime();
        return new Hub(launch(folder, log, List.of("-XX:AOTCacheOutput=" + learned)), folder, log, begun);
    }

    /// One of several on a database that is not its own.
    static Hub beside(Path folder, String name, DatabaseConfig database) throws Exception {
        var log = folder.resolve(name + ".log");
        Files.deleteIfExists(log);
        long begun = System.nanoTime();
        var process = launch(
                folder,
                log,
                "--database-url=" + database.url(),
                "--database-user=" + database.user(),
                "--database-password=" + database.password());
        return new Hub(process, folder, log, begun);
    }

    /// Without waiting for anything.
    ///
    /// @param more keys of the command line; of two of the same name the later one counts
    static Process launch(Path folder, Path log, String... more) throws IOException {
        return launch(folder, log, List.of(), more);
    }

    /// @param java options of Java itself
    private static Process launch(Path folder, Path log, List<String> java, String... more) throws IOException {
        var root = Path.of(System.getProperty("parley.root"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("src/build/java.options")));
        var cache = root.resolve("target/parley.aot");
        if (Files.exists(cache)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        command.addAll(java);
        command.addAll(List.of(
                "-cp",
                root.resolve("target/parley.jar").toString(),
                "parley.app.Main",
                "run",
                "--port",
                "0",
                "--public-url",
                "https://parley.example",
                "--data",
                folder.resolve("data").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private Matcher awaitInLog(Pattern wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var matcher = wanted.matcher(Files.exists(log) ? Files.readString(log) : "");
            if (matcher.find()) {
                return matcher;
            }
            if (!process.isAlive()) {
                break;
            }
            process.waitFor(Duration.ofMillis(2));
        }
        throw new IllegalStateException("the hub did not start:\n" + Files.readString(log));
    }

    /// The five steps of the first run.
    void setUp() throws Exception {
        var token = awaitInLog(LINK).group(1);
        var answer = send("POST", "/api/v1/setup", """
            {"token":"%s","name":"Tony","email":"tony@example.com","password":"correct horse battery","company":"Bench",
             "language":"en","zone":"UTC","demo":false}\
            """.formatted(token));
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    JsonNode read(String path) throws Exception {
        return Json.tree(get(path).body());
    }

    HttpResponse<String> send(String method, String path, String json) throws Exception {
        var request = request(path)
                .header("Content-Type", "application/json")
                .header("X-Parley", "1")
                .header("Origin", "http://127.0.0.1:" + port)
                .method(method, BodyPublishers.ofString(json))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /// As a program calls, with its key.
    HttpResponse<String> call(String method, String path, String authorization, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(json))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Cookie", cookie);
    }

    /// Its embedded PostgreSQL.
    DatabaseConfig database() {
        return EmbeddedPostgres.running(folder.resolve("data/postgres"), 1).orElseThrow();
    }

    /// Signed in as whoever set up the former hub on the same data.
    void continues(Hub former) {
        cookie = former.cookie;
    }

    String cookie() {
        return cookie;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        // Writing down what was learned takes a while (Training).
        if (!process.waitFor(Duration.ofSeconds(90))) {
            process.destroyForcibly().waitFor();
        }
    }
}
