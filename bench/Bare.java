import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What windows cost with the same web server and nothing behind it, in a process of its own.
///
/// @param kilobytes of memory for each socket
/// @param micros of processor time for each socket that gets a frame
/// @param took from a request to each of the windows that get its frame, by the requests a second; shortest first
/// @param seconds until all sockets are open
record Bare(double kilobytes, double micros, Map<Integer, long[]> took, double seconds) {

    private static final Pattern PORT = Pattern.compile("http://127.0.0.1:(\\d+)");
    private static final int FIRST = 50;
    private static final int TIMES = 200;
    private static final int FRAME = 900;
    private static final int SECONDS = 5;
    private static final int LINES = 32;

    /// @param some the windows that are told the message of this number
    static Bare of(Path folder, int windows, List<Integer> rates, LongFunction<List<Integer>> some) throws Exception {
        var log = folder.resolve("bare.log");
        var process = start(log);
        try {
            Sockets.await(() -> port(log) > 0);
            try (var first = new Sockets((_, _, _, _, _) -> {})) {
                open(first, port(log), FIRST);
                long before = Memory.settledKilobytes(process.pid());
                var listener = new AtomicReference<Sockets.Listener>((_, _, _, _, _) -> {});
                try (var sockets = new Sockets((line, bytes, at, length, nanos) ->
                        listener.get().heard(line, bytes, at, length, nanos))) {
                    long begun = System.nanoTime();
                    open(sockets, port(log), windows);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    double kilobytes = (Memory.settledKilobytes(process.pid()) - before) / (double) windows;
                    tell(sockets, TIMES / 10);
                    long cpu = Usage.of(process.toHandle()).hub();
                    tell(sockets, TIMES);
                    double micros = (Usage.of(process.toHandle()).hub() - cpu) * 1000.0 / TIMES / (windows + FIRST);
                    var took = new HashMap<Integer, long[]>();
                    // The first time, at the highest pace, it only learns.
                    var paces = Stream.concat(rates.stream().max(Integer::compare).stream(), rates.stream());
                    for (int perSecond : paces.toList()) {
                        var heard = new Heard(0, SECONDS * perSecond, 1);
                        listener.set(heard);
                        took.put(perSecond, paced(port(log), heard, perSecond, some));
                    }
                    return new Bare(kilobytes, micros, took, seconds);
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static long[] paced(int port, Heard heard, int perSecond, LongFunction<List<Integer>> some)
            throws Exception {
        int messages = heard.sent.length();
        int expected = 0;
        for (long number = 0; number < messages; number++) {
            expected += some.apply(number).size();
        }
        long begun = System.nanoTime();
        Load.evenly(port, LINES, messages, perSecond, number -> {
            heard.sent.set((int) number, begun + number * 1_000_000_000L / perSecond);
            // Those that were opened first only show that the server is awake.
            var windows = some.apply(number).stream().map(one -> Integer.toString(FIRST + one));
            return Load.post(
                    "/" + windows.collect(Collectors.joining(",")),
                    "",
                    Heard.text(number) + "x".repeat(FRAME));
        });
        int rows = expected;
        Sockets.await(() -> heard.count() >= rows);
        return heard.took();
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
