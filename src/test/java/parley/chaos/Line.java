package parley.chaos;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// One connection of a window.
final class Line implements WebSocket.Listener {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final HubProcess hub;
    private final Instant life;
    private final BiConsumer<Line, JsonNode> heard;
    private volatile long heardAtNanos = System.nanoTime();
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile @Nullable WebSocket socket;
    private volatile boolean over;
    private CompletableFuture<WebSocket> said = CompletableFuture.completedFuture(null);
    private volatile boolean reading = true;
    private boolean owed;

    /// @param heard gets the frames, one after the other
    private Line(HubProcess hub, BiConsumer<Line, JsonNode> heard) {
        this.hub = hub;
        this.life = hub.begun();
        this.heard = heard;
    }

    static Line open(HubProcess hub, BiConsumer<Line, JsonNode> heard)
            throws ExecutionException, InterruptedException, TimeoutException {
        var line = new Line(hub, heard);
        line.socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .buildAsync(URI.create("ws://127.0.0.1:" + hub.port + "/api/v1/stream"), line)
                .get(5, TimeUnit.SECONDS);
        return line;
    }

    /// Waits for its end. One that is read and on which nothing was heard for so long is taken for dead, as a browser
    /// does: the other side may have gone without a word.
    ///
    /// @return whether it fell silent
    boolean awaitEnd(Duration silence) throws ExecutionException, InterruptedException {
        while (!over) {
            long left = silence.toNanos() - (System.nanoTime() - heardAtNanos);
            if (left <= 0 && reading) {
                close();
                return true;
            }
            try {
                ended.get(Math.max(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // Something may have been heard meanwhile.
            }
        }
        return false;
    }

    /// In words, for whoever wonders why nothing comes.
    @Override
    public String toString() {
        var silent = (System.nanoTime() - heardAtNanos) / 1_000_000_000;
        return "on hub " + hub.number + ", silent for " + silent + " s" + (reading ? "" : ", not reading")
                + (over ? ", over" : "");
    }

    /// Whether the process lives with which it was opened.
    boolean isHubAlive() {
        return hub.isAlive() && hub.begun().equals(life);
    }

    boolean isOver() {
        return over;
    }

    /// One frame after the other, as the JDK wants it.
    synchronized void say(String frame) {
        var open = socket;
        if (open != null) {
            said = said.thenCompose(_ -> open.sendText(frame, true));
            said.whenComplete((_, problem) -> {
                if (problem != null) {
                    close();
                }
            });
        }
    }

    synchronized void read(boolean on) {
        reading = on;
        heardAtNanos = System.nanoTime();
        var open = socket;
        if (on && owed && open != null) {
            owed = false;
            open.request(1);
        }
    }

    private synchronized void next(WebSocket open) {
        if (reading) {
            open.request(1);
        } else {
            owed = true;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
        heardAtNanos = System.nanoTime();
        parts.append(data);
        if (last) {
            var frame = Json.tree(parts.toString());
            parts.setLength(0);
            heard.accept(this, frame);
        }
        next(open);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
        close();
        return null;
    }

    @Override
    public void onError(WebSocket open, Throwable problem) {
        close();
    }

    void close() {
        over = true;
        ended.complete(true);
        var open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
