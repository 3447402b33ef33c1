import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.nio.charset.StandardCharsets;

/// The windows of a crew, as browsers keep them: each knows its position, and comes back from there when its line is
/// lost, or when the hub tells it that it has missed something.
final class Browsers implements Sockets.Listener, AutoCloseable {

    private static final int OPENERS = 256;
    private static final int PAUSE_MILLIS = 300;
    private static final int TRIES = 100;
    private static final byte[] POSITION = "\"pos\":\"".getBytes(StandardCharsets.ISO_8859_1);

    /// The position of a window that has lost what it showed, until it has fetched everything anew.
    private static final long ANEW = -1;

    private static final int KIND = "{\"t\":\"".length();

    final AtomicInteger reopened = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final Hub hub;
    private final Crew crew;
    private final int windows;
    private final AtomicLongArray positions;
    private final AtomicLongArray reset;
    private final Sockets sockets;
    private volatile Heard heard = new Heard(0, 1, Integer.MAX_VALUE);
    private volatile boolean closed;
    private Thread watcher = Thread.ofVirtual().unstarted(() -> {});

    private Browsers(Hub hub, Crew crew, int windows) throws Exception {
        this.hub = hub;
        this.crew = crew;
        this.windows = windows;
        this.positions = new AtomicLongArray(windows);
        this.reset = new AtomicLongArray(windows);
        this.sockets = new Sockets(this);
    }

    /// Opens so many, all from the present on.
    static Browsers open(Hub hub, Crew crew, int windows) throws Exception {
        var browsers = new Browsers(hub, crew, windows);
        long position = browsers.present();
        for (int number = 0; number < windows; number++) {
            browsers.positions.set(number, position);
        }
        browsers.comeIn();
        return browsers;
    }

    /// Where one is who has just fetched everything.
    private long present() throws Exception {
        return Long.parseLong(hub.read("/api/v1/boot").path("pos").asString());
    }

    /// From here on this one is told what windows are shown.
    void tell(Heard listening) {
        heard = listening;
    }

    /// When a window was last told to begin anew, by the clock of this machine; 0 when it never was.
    long resetNanos(int window) {
        return reset.get(window);
    }

    /// All lines break, and nobody comes back by himself.
    void leave() throws InterruptedException {
        closed = true;
        watcher.join();
        sockets.lines.values().forEach(Sockets::end);
    }

    /// All of them come, from where they were, each as fast as it can.
    void comeIn() throws Exception {
        ready.set(0);
        closed = false;
        watcher = Thread.ofVirtual().start(this::watch);
        var next = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var openers = new ArrayList<Future<?>>();
            for (int opener = 0; opener < OPENERS; opener++) {
                openers.add(threads.submit(() -> {
                    try (var tickets = crew.tickets()) {
                        for (int number; (number = next.getAndIncrement()) < windows; ) {
                            open(number, tickets);
                        }
                    }
                    return null;
                }));
            }
            for (var opener : openers) {
                opener.get();
            }
        }
        Sockets.await(() -> ready.get() >= windows);
    }

    private void open(int number, Crew.Tickets tickets) throws Exception {
        for (int tries = 0; tries < TRIES; tries++) {
            if (positions.get(number) == ANEW) {
                positions.set(number, present());
            }
            var ticket = tickets.of(number);
            if (!ticket.isEmpty()
                    && sockets.open(hub.port, "/api/v1/stream", number, """
                        {"t":"hello","ticket":"%s","after":"%d","watch":[],"build":""}\
                        """.formatted(ticket, positions.get(number)))) {
                return;
            }
            refused.incrementAndGet();
            pause();
        }
        throw new IllegalStateException("a window is sent away again and again");
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS / 2 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS / 2));
    }

    private void watch() {
        try (var tickets = crew.tickets()) {
            while (!closed) {
                pause();
                for (var line : sockets.lines.values()) {
                    if (line.closed && !closed) {
                        reopened.incrementAndGet();
                        open(line.number, tickets);
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void heard(Sockets.Line line, byte[] bytes, int from, int length, long nanos) {
        var kind = new String(bytes, from + KIND, Math.min(4, length - KIND), StandardCharsets.ISO_8859_1);
        switch (kind.toLowerCase(Locale.ROOT)) {
            case "read" -> ready.incrementAndGet();
            case "rows" -> {
                positions.set(line.number, position(bytes, from, length));
                heard.heard(line, bytes, from, length, nanos);
            }
            case "beat" -> positions.set(line.number, position(bytes, from, length));
            // What is lost is asked for on a new line.
            case "rese", "resy" -> {
                reset.set(line.number, nanos);
                positions.set(line.number, ANEW);
                Sockets.end(line);
            }
            default -> {
                // Nothing depends on it.
            }
        }
    }

    private static long position(byte[] bytes, int from, int length) {
        int at = from;
        while (!Heard.begins(bytes, at, POSITION)) {
            if (++at > from + length) {
                throw new IllegalStateException("a frame without its position");
            }
        }
        return Heard.number(bytes, at + POSITION.length);
    }

    @Override
    public void close() throws Exception {
        leave();
        sockets.close();
    }
}
