package parley.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What lies in the embedded PostgreSQL's folder: its programs, its data, its password, its log.
///
/// @param programs where `bin` and `lib` are
/// @param data belongs to PostgreSQL alone
/// @param account as whom its programs run
record PostgresFolder(Path folder, Path programs, Path data, PostgresAccount account) {

    static final String USER = "parley";
    static final String DATA = "data";
    static final String PASSWORD = "password";

    /// How often a password is hashed at each connection. Many rounds protect what people choose, not 192 random bits;
    /// and the hub comes to its first connections when nothing of it is compiled yet.
    private static final int ROUNDS = 1;

    private static final int PATIENCE_SECONDS = 120;
    private static final long LOG_LIMIT = 5 << 20;

    /// Unpacks what is not there yet and makes the data the first time.
    ///
    /// @param password for the first time
    static PostgresFolder prepare(Path folder, String password) throws IOException {
        var account = PostgresAccount.find();
        var data = folder.resolve(DATA);
        var prepared = new PostgresFolder(folder, PostgresPrograms.unpacked(folder), data, account);
        if (!Files.exists(data)) {
            prepared.initialize(password);
        }
        prepared.checkRelease();
        if (!Files.exists(prepared.passwordFile())) {
            throw new CannotStart(prepared.passwordFile() + " is missing: it belongs to the data beside it.");
        }
        account.own(folder);
        prepared.shortenLog();
        return prepared;
    }

    Path program(String name) {
        return programs.resolve("bin").resolve(name);
    }

    Path passwordFile() {
        return folder.resolve(PASSWORD);
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    /// What the log ends with, for a sentence that says why something did not work.
    String lastWords() {
        try {
            var lines = Files.readAllLines(log());
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException _) {
            return "see " + log();
        }
    }

    /// In a folder of another name first: a half made one is never taken for a whole one.
    ///
    /// Text is ordered by code points and knows upper and lower case in every script, the same on every machine.
    private void initialize(String password) throws IOException {
        var part = folder.resolve("data.part");
        delete(part);
        PrivateFiles.write(passwordFile(), password + "\n");
        account.own(folder);
        var ended = run(List.of(
                program("initdb").toString(),
                "--pgdata=" + part,
                "--username=" + USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--set=scram_iterations=" + ROUNDS,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--lc-ctype=C.UTF-8"));
        if (ended != 0) {
            throw new CannotStart("The embedded PostgreSQL cannot make its data in " + folder + ": " + lastWords());
        }
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.sync(folder);
    }

    /// The data of another major release are not touched.
    private void checkRelease() throws IOException {
        var release = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!release.equals(PostgresPrograms.release(programs))) {
            throw new CannotStart("The data in " + folder + " are of PostgreSQL " + release + ", this release brings "
                    + PostgresPrograms.release(programs)
                    + ". Make a backup with the former release of Parley and restore it into a new folder.");
        }
    }

    private void shortenLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT) {
            Files.move(log(), folder.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int run(List<String> command) throws IOException {
        var process = begin(command);
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    /// Starts a program as the account, in a session of its own where that is possible: Ctrl-C is for the hub, which
    /// ends the server when it needs it no more.
    Process begin(List<String> command) throws IOException {
        var builder = new ProcessBuilder(account.command(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var around = builder.environment();
        var path = around.get("PATH");
        around.clear();
        around.put("PATH", path == null ? "/usr/sbin:/usr/bin:/sbin:/bin" : path);
        around.put("TZ", "UTC");
        return builder.start();
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
