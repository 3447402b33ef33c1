import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What windows cost with the same web server and nothing behind it, in a process of its own.
///
/// @param kilobytes of memory for each socket
/// @param micros of processor time for each socket that gets a frame
/// @param seconds until all sockets are open
record Bare(double kilobytes, double micros, double seconds) {

    private static final Pattern PORT = Pattern.compile("http://127.0.0.1:(\\d+)");
    private static final int FIRST = 50;
    private static final int TIMES = 200;
    private static final int FRAME = 900;

    static Bare of(Path folder, int windows) throws Exception {
        var log = folder.resolve("bare.log");
        var process = start(log);
        try {
            Sockets.await(() -> port(log) > 0);
            try (var first = new Sockets((_, _, _, _, _) -> {})) {
                open(first, port(log), FIRST);
                long before = Memory.settledKilobytes(process.pid());
                try (var sockets = new Sockets((_, _, _, _, _) -> {})) {
                    long begun = System.nanoTime();
                    open(sockets, port(log), windows);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    double kilobytes = (Memory.settledKilobytes(process.pid()) - before) / (double) windows;
                    tell(sockets, TIMES / 10);
                    long cpu = Usage.of(process.toHandle()).hub();
                    tell(sockets, TIMES);
                    double micros = (Usage.of(process.toHandle()).hub() - cpu) * 1000.0 / TIMES / (windows + FIRST);
                    return new Bare(kilobytes, micros, seconds);
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static Process start(Path log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Path.of(System.getProperty("parley.root"), "bench", "BareSockets.java").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int port(Path log) {
        try {
            var found = PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void open(Sockets sockets, int port, int count) throws Exception {
        for (int number = 0; number < count; number++) {
            sockets.open(port, "/", number, "");
        }
    }

    private static void tell(Sockets sockets, int times) throws Exception {
        var line = sockets.lines.get(0);
        for (int i = 0; i < times; i++) {
            long frames = line.frames + 1;
            line.say("x".repeat(FRAME));
            Sockets.await(() -> sockets.lines.values().stream().allMatch(one -> one.frames >= frames));
        }
    }
}
