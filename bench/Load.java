import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// HTTP requests over many lines that stay open, one at a time on each. Cheap on purpose: it shares the cores with what it measures.
final class Load {

    /// @param nanos how long each request took
    record Outcome(long requests, long failures, double seconds, long[] nanos) {

        double perSecond() {
            return requests / seconds;
        }

        double millis(double quantile) {
            return nanos.length == 0 ? Double.NaN : nanos[(int) Math.min(nanos.length - 1, quantile * nanos.length)] / 1e6;
        }
    }

    private Load() {}

    /// Sends what `request` makes of 0, 1, 2, … until the time is up.
    static Outcome run(int port, int lines, double seconds, LongFunction<byte[]> request) throws Exception {
        var number = new AtomicLong();
        var failures = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        var times = new long[lines][];
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int line = 0; line < lines; line++) {
                int own = line;
                threads.execute(() -> times[own] = send(port, end, number, failures, request));
            }
        }
        double took = (System.nanoTime() - begun) / 1e9;
        var all = Arrays.stream(times).filter(java.util.Objects::nonNull).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Outcome(all.length, failures.get(), took, all);
    }

    /// Sends so many at an even pace, whether the other side keeps up or not: one that is late delays nobody's schedule.
    static void evenly(int port, int lines, int messages, int perSecond, LongFunction<byte[]> request) throws Exception {
        long begun = System.nanoTime();
        var next = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int line = 0; line < lines; line++) {
                threads.submit(() -> {
                    try (var socket = new Socket("127.0.0.1", port)) {
                        socket.setTcpNoDelay(true);
                        var in = new BufferedInputStream(socket.getInputStream(), 4096);
                        for (long number; (number = next.getAndIncrement()) < messages; ) {
                            long due = begun + number * 1_000_000_000L / perSecond;
                            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                            socket.getOutputStream().write(request.apply(number));
                            if (status(in) / 100 != 2) {
                                throw new IllegalStateException("refused");
                            }
                        }
                    }
                    return null;
                });
            }
        }
    }

    private static long[] send(int port, long end, AtomicLong number, AtomicLong failures, LongFunction<byte[]> request) {
        var times = new long[1024];
        int count = 0;
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
            var in = new BufferedInputStream(socket.getInputStream(), 4096);
            var out = socket.getOutputStream();
            while (System.nanoTime() < end) {
                long begun = System.nanoTime();
                out.write(request.apply(number.getAndIncrement()));
                if (status(in) / 100 != 2) {
                    failures.incrementAndGet();
                    continue;
                }
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                times[count++] = System.nanoTime() - begun;
            }
        } catch (IOException _) {
            failures.incrementAndGet();
        }
        return Arrays.copyOf(times, count);
    }

    static byte[] post(String path, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + bytes.length + "\r\n\r\n";
        var start = head.getBytes(StandardCharsets.ISO_8859_1);
        var whole = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, whole, start.length, bytes.length);
        return whole;
    }

    record Answer(int status, String body) {}

    /// Reads one answer to its end.
    static int status(InputStream in) throws IOException {
        return answer(in).status;
    }

    static Answer answer(InputStream in) throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            throw new IOException("the line was closed");
        }
        int length = 0;
        boolean chunked = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        var body = new StringBuilder(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        while (chunked) {
            int size = Integer.parseInt(line(in).strip(), 16);
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            in.skipNBytes(2);
            chunked = size > 0;
        }
        return new Answer(Integer.parseInt(first.substring(9, 12)), body.toString());
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder(64);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }
}
