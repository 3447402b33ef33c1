import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Builds the pages: `java WebBuild.java <web folder> <where the built pages go>`.
///
/// Does nothing when no source has changed since, installs packages only when the lock file has. Run by Maven; a
/// program in one file because it is needed before anything is on the class path, in the Java that Maven was started
/// with, 17 or newer.
final class WebBuild {

    private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist");

    private static final String WITHOUT_NODE = """
        The pages need Node 20.19 or newer, and `%s` does not run here.
        Install it (https://nodejs.org, or `apt-get install nodejs npm` where that is new enough),
        or build without pages: -Dweb.skip\
        """;

    private final Path web;
    private final Path output;

    private WebBuild(Path web, Path output) {
        this.web = web;
        this.output = output;
    }

    public static void main(String... arguments) throws Exception {
        try {
            new WebBuild(Path.of(arguments[0]), Path.of(arguments[1])).build();
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            System.exit(1);
        }
    }

    private void build() throws Exception {
        // Beside the classes, not among them: it is nothing to ship.
        var stamp = output.toAbsolutePath().getParent().resolveSibling("web.stamp");
        var sources = fingerprint(sources());
        if (Files.isDirectory(output) && sources.equals(read(stamp))) {
            return;
        }
        demandNode();
        install();
        run("npm", "run", "--silent", "build");
        Files.deleteIfExists(stamp);
        replace();
        Files.writeString(stamp, sources);
    }

    private void demandNode() throws Exception {
        var version = versionOf("node").substring(1).split("\\.");
        var major = Integer.parseInt(version[0]);
        if (major < 20 || major == 20 && Integer.parseInt(version[1]) < 19) {
            throw new Refusal("The pages need Node 20.19 or newer; this one is " + String.join(".", version));
        }
        versionOf("npm");
    }

    private static String versionOf(String program) throws Exception {
        try {
            var process = new ProcessBuilder(program, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var version = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() == 0) {
                return version;
            }
        } catch (IOException absent) {
            // Said below, with the way out.
        }
        throw new Refusal(String.format(WITHOUT_NODE, program));
    }

    private void install() throws Exception {
        var installed = web.resolve("node_modules/.parley-lock");
        var lock = fingerprint(List.of(web.resolve("package-lock.json")));
        if (!lock.equals(read(installed))) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
            Files.writeString(installed, lock);
        }
    }

    private void run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(web.toFile())
                .redirectErrorStream(true)
                .start();
        // What went well is not worth reading.
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new Refusal(said + "`" + String.join(" ", command) + "` failed in " + web);
        }
    }

    private void replace() throws IOException {
        delete(output);
        var built = web.resolve("dist");
        try (var files = Files.walk(built)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, made(output.resolve(built.relativize(file).toString())));
            }
        }
    }

    private static Path made(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        Files.walkFileTree(web, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sources.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private String fingerprint(List<Path> files) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var file : new TreeSet<>(files)) {
            digest.update(web.relativize(file).toString().getBytes());
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String read(Path stamp) throws IOException {
        return Files.exists(stamp) ? Files.readString(stamp) : "";
    }

    /// What the person at the keyboard can repair; said without a stack trace.
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private Refusal(String message) {
            super(message);
        }
    }
}
