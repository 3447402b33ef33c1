import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import parley.platform.EmbeddedPostgres;

/// What PostgreSQL writes to. Virtual disks often flush into the memory of their host, which flatters whoever commits
/// each message for itself: so what is stored is measured a second time with 1 ms added to each of PostgreSQL's flushes.
///
/// @param label stands behind the names of figures; empty for the disk as it is
/// @param library preloaded into PostgreSQL's processes and into no others; none for the disk as it is
record Disk(String label, Path library) {

    private static final int MICROS = 1_000;

    static final Disk AS_IT_IS = new Disk("", Path.of(""));

    /// Both of them, or the first alone, loudly, where the second cannot be had.
    static List<Disk> all(Path folder) throws Exception {
        var source = Path.of(System.getProperty("parley.root"), "..", "shared", "tools", "slowsync.c");
        if (!Files.exists(source)) {
            complain(source.normalize() + " is not there");
            return List.of(AS_IT_IS);
        }
        var library = folder.resolve("slowsync.so");
        var compiler = new ProcessBuilder(
                        "gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO();
        try {
            if (compiler.start().waitFor() == 0) {
                return List.of(AS_IT_IS, new Disk(", +1 ms a flush", library));
            }
            complain("gcc cannot compile " + source.normalize());
        } catch (IOException e) {
            complain("there is no gcc");
        }
        return List.of(AS_IT_IS);
    }

    private static void complain(String why) {
        System.err.println("!!! FIGURES WITH 1 ms PER FLUSH ARE LEFT OUT: " + why + ".");
    }

    /// Makes an embedded PostgreSQL in this folder, which writes to this disk whenever it is started there.
    ///
    /// Its program is replaced by one that sets the environment and becomes the program: whoever starts it, under
    /// whatever account, need not know.
    void prepare(Path postgres) throws Exception {
        if (label.isEmpty()) {
            return;
        }
        Files.createDirectories(postgres.getParent());
        EmbeddedPostgres.start(postgres, 4, new SecureRandom()).close();
        Path programs;
        try (var inside = Files.list(postgres)) {
            programs = inside.filter(one -> one.getFileName().toString().startsWith("bin-")).findFirst().orElseThrow();
        }
        // PostgreSQL looks for its own files beside the folder `bin` in which it was started.
        var moved = Files.createDirectories(programs.resolve("slow/bin")).resolve("postgres");
        var program = programs.resolve("bin/postgres");
        Files.move(program, moved);
        for (var beside : List.of("lib", "share")) {
            Files.createSymbolicLink(programs.resolve("slow").resolve(beside), programs.resolve(beside));
        }
        var copy = programs.resolve("slow").resolve(library.getFileName());
        Files.copy(library, copy);
        Files.writeString(program, """
            #!/bin/sh
            LD_PRELOAD=%s SLOWSYNC_US=%d exec %s "$@"
            """.formatted(copy, MICROS, moved));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
