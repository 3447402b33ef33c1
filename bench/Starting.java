import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How long it takes from the start of the process, with an existing database, until a messenger's webhook is accepted:
/// after a stop, and after a `kill -9` in the middle of work. And what the hub weighs when nobody does anything.
final class Starting {

    private static final int STARTS = 7;
    private static final int KILLS = 5;
    private static final int LINES = 32;
    private static final int CLIENTS = 200;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private Starting() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        var log = folder.resolve("later.log");
        try (var api = new BotApi()) {
            Bot bot;
            try (var first = Hub.start(folder)) {
                first.setUp();
                bot = Bot.connect(first, api);
            }
            var starts = new ArrayList<Double>();
            var bare = new ArrayList<Double>();
            long resident = 0;
            for (int start = 0; start < STARTS; start++) {
                int port = freePort();
                long number = 1_000 + start;
                starts.add(untilAccepted(
                        port, () -> launch(folder, log, port), () -> bot.hook(number, CLIENTS), process -> {
                            TimeUnit.SECONDS.sleep(3);
                            process.destroy();
                            process.waitFor();
                        }));
                bare.add(bareServer());
            }
            try (var idle = Hub.start(folder)) {
                TimeUnit.SECONDS.sleep(3);
                resident = Machine.residentMiB(idle.process.pid());
            }
            var recoveries = recoveries(folder, log, bot);
            return List.of(
                    new Bench.Figure(
                            "start with an existing database until a webhook is accepted, s (median, worst of " + STARTS + ")",
                            "%.2f / %.2f".formatted(median(starts), worst(starts)),
                            "bare JVM with HTTP %.2f".formatted(median(bare)),
                            "≤ 1.0"),
                    new Bench.Figure("hub resident after start, MiB", Long.toString(resident), "", "≤ 200"),
                    new Bench.Figure(
                            "kill -9 under load until a webhook is accepted again, s (median, worst of " + KILLS + ")",
                            "%.2f / %.2f".formatted(median(recoveries), worst(recoveries)),
                            "bare JVM with HTTP %.2f".formatted(median(bare)),
                            "≤ 2.0"));
        }
    }

    @FunctionalInterface
    private interface Afterwards {
        void to(Process process) throws Exception;
    }

    /// Killed while clients write, and started again at once: its database still runs and has to be recovered.
    private static List<Double> recoveries(Path folder, Path log, Bot bot) throws Exception {
        int port = freePort();
        var seconds = new ArrayList<Double>();
        var running = new ArrayList<Process>(List.of(launch(folder, log, port)));
        try {
            accepted(port, () -> bot.hook(2_000, CLIENTS));
            for (int kill = 0; kill < KILLS; kill++) {
                long from = 1_000_000L * (kill + 1);
                Load.run(port, LINES, 1, number -> bot.hook(from + number, CLIENTS));
                long begun = System.nanoTime();
                running.removeLast().destroyForcibly().waitFor();
                running.add(launch(folder, log, port));
                accepted(port, () -> bot.hook(from + 999_999, CLIENTS));
                seconds.add((System.nanoTime() - begun) / 1e9);
            }
        } finally {
            running.getLast().destroy();
            running.getLast().waitFor();
        }
        return seconds;
    }

    private static double untilAccepted(
            int port, Supplier<Process> start, Supplier<byte[]> request, Afterwards afterwards) throws Exception {
        long begun = System.nanoTime();
        var process = start.get();
        accepted(port, request);
        double seconds = (System.nanoTime() - begun) / 1e9;
        afterwards.to(process);
        return seconds;
    }

    /// Tries again and again, as an impatient messenger would.
    private static void accepted(int port, Supplier<byte[]> request) throws Exception {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE) {
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream().write(request.get());
                if (Load.status(new BufferedInputStream(socket.getInputStream())) / 100 == 2) {
                    return;
                }
            } catch (IOException _) {
                // Not there yet.
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        throw new IllegalStateException("nothing was accepted");
    }

    private static Process launch(Path folder, Path log, int port) {
        try {
            return Hub.launch(folder, log, "--port=" + port);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A JVM with the file server of the JDK, until it has answered.
    private static double bareServer() throws Exception {
        int port = freePort();
        Supplier<Process> start = () -> {
            try {
                return new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-m",
                                "jdk.httpserver",
                                "-b",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        var page = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes();
        return untilAccepted(port, start, () -> page, process -> process.destroyForcibly().waitFor());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double median(List<Double> some) {
        return some.stream().sorted().toList().get(some.size() / 2);
    }

    private static double worst(List<Double> some) {
        return some.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
