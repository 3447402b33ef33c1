package parley.channel.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools;
import parley.channel.ClientPages.Line;
import parley.channel.ClientPages.Out;
import parley.platform.Database;
import parley.platform.Json;

/// One visitor's live line: everything after the event that he has, then what comes, in order. A silent line is pinged
/// every 25 seconds. The browser's frames: `hello` first, then `ack`.
final class WebLine implements Line {

    private static final Logger LOG = System.getLogger(WebLine.class.getName());
    private static final int TOKEN = 4401;
    private static final int RATE = 4429;
    private static final int GOING = 1012;
    private static final int MOST_FRAMES = 1000;
    private static final Duration SILENCE = Duration.ofSeconds(25);
    private static final String READY = "{\"type\":\"ready\"}";
    private static final String PING = "{\"type\":\"ping\"}";

    private final WebLines lines;
    private final Out out;
    private final Visitors visitors;
    private final Events events;
    private final Receipts receipts;
    private final AtomicInteger framesLeft = new AtomicInteger(MOST_FRAMES);
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean isOver;
    private volatile @Nullable String visitor;

    WebLine(WebLines lines, Out out, Visitors visitors, Events events, Receipts receipts) {
        this.lines = lines;
        this.out = out;
        this.visitors = visitors;
        this.events = events;
        this.receipts = receipts;
    }

    @Override
    public void text(String frame) {
        if (framesLeft.decrementAndGet() < 0) {
            out.close(RATE, "too many frames");
            return;
        }
        var said = Words.object(frame.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (said == null) {
            return;
        }
        switch (said.path("type").asString("")) {
            case "hello" ->
                hello(
                        Words.text(said, "visitor_token"),
                        WebPages.number(said.path("after").asString("0")));
            case "ack" -> acknowledged(WebPages.number(said.path("after").asString("0")));
            default -> {
                // A newer widget may say more than this hub understands.
            }
        }
    }

    private void hello(@Nullable String token, long after) {
        var who = visitors.of(token).orElse(null);
        if (who == null) {
            out.close(TOKEN, "token");
            return;
        }
        if (visitor != null) {
            return;
        }
        visitor = who;
        if (!lines.add(who, this)) {
            out.close(RATE, "too many lines");
            return;
        }
        Thread.ofVirtual().name("visitor").start(() -> tell(who, after));
    }

    private void tell(String who, long after) {
        try (var _ = events.listen(who, bell::release)) {
            out.text(READY);
            receipts.acknowledged(who, after);
            var position = after;
            while (!isOver) {
                var entries = events.after(who, position, Events.PAGE);
                entries.forEach(entry -> out.text(Json.write(events.told(entry))));
                position = entries.isEmpty() ? position : entries.getLast().position();
                if (entries.isEmpty()) {
                    rest();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception problem) {
            // The browser comes back by itself and asks from its position.
            out.close(GOING, "try again");
            if (!Database.isAway(problem) && !(problem instanceof ChannelTools.Unavailable)) {
                LOG.log(Level.ERROR, "a visitor's line", problem);
            }
        }
    }

    /// Until something is appended, or the line has been silent for long. Never interrupted: that would cut the
    /// database connection of whoever is reading.
    private void rest() throws InterruptedException {
        if (!bell.tryAcquire(SILENCE.toSeconds(), TimeUnit.SECONDS)) {
            out.text(PING);
            framesLeft.set(MOST_FRAMES);
        }
        bell.drainPermits();
    }

    private void acknowledged(long position) {
        var who = visitor;
        if (who == null) {
            return;
        }
        try {
            receipts.acknowledged(who, position);
        } catch (ChannelTools.Unavailable _) {
            // Told again with the next one.
        }
    }

    void say(String frame) {
        out.text(frame);
    }

    @Override
    public void closed() {
        lines.remove(visitor, this);
        isOver = true;
        bell.release();
    }
}
