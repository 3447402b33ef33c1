package parley.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a PostgreSQL tells about itself in `postmaster.pid`, in its data: it may have been gone for long, and its
/// number may be another program's.
///
/// @param lines none when there is no file
record PostmasterFile(Path data, List<String> lines) {

    private static final String NAME = "postmaster.pid";

    /// Which of its lines tell what.
    private static final int PROCESS = 0;
    private static final int PORT = 3;
    private static final int STATE = 7;

    static PostmasterFile of(Path data) {
        try {
            return new PostmasterFile(data, Files.readAllLines(data.resolve(NAME)));
        } catch (IOException _) {
            return new PostmasterFile(data, List.of());
        }
    }

    /// The process, if it is alive and a PostgreSQL that works on these data.
    Optional<ProcessHandle> server() {
        return lines.stream()
                .skip(PROCESS)
                .findFirst()
                .flatMap(PostmasterFile::process)
                .filter(one -> isServer(words(one)));
    }

    /// Whether it lets people in.
    boolean isReady() {
        return lines.size() > STATE && lines.get(STATE).strip().equals("ready");
    }

    /// Only of one that is ready.
    int port() {
        return Integer.parseInt(lines.get(PORT).strip());
    }

    void delete() throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /// With what a process was started; nothing where the system does not tell.
    static List<String> words(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }

    private boolean isServer(List<String> words) {
        return words.size() > 2
                && words.getFirst().endsWith("/postgres")
                && words.get(2).equals(data.toString());
    }

    private static Optional<ProcessHandle> process(String number) {
        try {
            return ProcessHandle.of(Long.parseLong(number.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
