package parley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;

/// The command line.
public final class Main {

    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] words) {
        Logs.begin();
        var arguments = Arrays.asList(words);
        var command = arguments.isEmpty() || arguments.getFirst().startsWith("--") ? "run" : arguments.getFirst();
        var rest = command.equals("run") && !arguments.contains("run")
                ? arguments
                : arguments.subList(1, arguments.size());
        try {
            if (arguments.contains("--help")) {
                System.out.println(Manual.help());
            } else if (arguments.contains("--version")) {
                System.out.println("Parley " + version());
            } else {
                obey(command, rest);
            }
        } catch (CannotStart e) {
            System.err.println("parley: " + e.getMessage());
            System.exit(REFUSED);
        } catch (IOException | SQLException e) {
            System.err.println("parley: " + command + " did not work: " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static void obey(String command, List<String> rest) throws IOException, SQLException {
        switch (command) {
            case "run" -> run(rest);
            case "backup" -> backup(rest);
            case "restore" -> restore(rest);
            case "manual" -> System.out.print(Manual.page());
            default -> {
                System.err.println("parley: there is no command `" + command + "`; --help shows what there is.");
                System.exit(MISUSED);
            }
        }
    }

    static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static void run(List<String> arguments) {
        var config = Config.read(arguments, System.getenv());
        var parley = Parley.start(config, World.real());
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            parley.close();
            ended.countDown();
        }));
        System.out.println(parley.greeting());
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void backup(List<String> words) throws IOException, SQLException {
        var file = file(words, "backup");
        withDatabase(words, (database, config) -> {
            Database.open(database).close();
            try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
                var manifest =
                        new Backup(config.data().resolve(Ground.MEDIA), InstantSource.system()).write(connection, file);
                System.out.println("Written to " + file + ": "
                        + manifest.tables().stream()
                                .mapToLong(Backup.Table::rows)
                                .sum()
                        + " rows, " + manifest.files().size() + " files. Keep "
                        + config.data().resolve("secret.key")
                        + " apart from it: what is sealed cannot be read without it.");
            }
        });
    }

    private static void restore(List<String> words) throws IOException, SQLException {
        var file = file(words, "restore");
        if (!Files.isReadable(file)) {
            throw new CannotStart(file + " cannot be read.");
        }
        withDatabase(words, (database, config) -> {
            Database.open(database).close();
            try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
                var manifest = new Backup(config.data().resolve(Ground.MEDIA), InstantSource.system())
                        .restore(connection, file);
                System.out.println("Restored as of " + manifest.at() + ". Put the former secret.key into "
                        + config.data() + " before you start, or bot tokens have to be typed again.");
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void on(DatabaseConfig database, Config config) throws IOException, SQLException;
    }

    /// A running hub's own database is used as it runs; otherwise it is started for the while.
    private static void withDatabase(List<String> words, Work work) throws IOException, SQLException {
        var config = Config.read(words.subList(1, words.size()), System.getenv());
        if (config.database() != null) {
            work.on(config.database(), config);
            return;
        }
        var folder = config.data().resolve(Ground.POSTGRES);
        var running = EmbeddedPostgres.running(folder, config.connections());
        if (running.isPresent()) {
            work.on(running.get(), config);
            return;
        }
        try (var postgres = EmbeddedPostgres.start(
                folder, config.connections(), World.real().random())) {
            work.on(postgres.config(), config);
        }
    }

    private static Path file(List<String> words, String command) {
        if (words.isEmpty() || words.getFirst().startsWith("--")) {
            throw new CannotStart("Which file? parley " + command + " FILE");
        }
        return Path.of(words.getFirst()).toAbsolutePath();
    }
}
