package parley.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.inbox.Streams;
import parley.inbox.Talk;
import parley.platform.Database;
import parley.realtime.Frame;
import parley.realtime.Line;

/// A window's live line (UX 6.4). Only our own pages may open one, and nobody is known on it before his ticket.
final class StreamSocket implements WsListener {

    static final String ROUTE = "/api/v1/stream";

    private static final Logger LOG = System.getLogger(StreamSocket.class.getName());
    private static final int LONGEST = 64 << 10;
    private static final int TOO_LONG = 4413;
    private static final int BROKEN = 4500;

    private final LiveLines lines;
    private final Streams streams;
    private final HttpConfig config;
    private final Assets assets;
    private final StringBuilder parts = new StringBuilder();
    private @Nullable LiveLine line;
    private volatile @Nullable Talk talk;

    StreamSocket(LiveLines lines, Streams streams, HttpConfig config, Assets assets) {
        this.lines = lines;
        this.streams = streams;
        this.config = config;
        this.assets = assets;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers sent) throws WsUpgradeException {
        if (!OwnOrigin.allows(config, sent)) {
            throw new WsUpgradeException("foreign page");
        }
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        var opened = lines.open(session, this::overflowed, this::end);
        line = opened;
        talk = streams.open(
                new Line() {
                    @Override
                    public void say(Frame frame) {
                        opened.say(frame);
                    }

                    @Override
                    public void end(int code, String why) {
                        opened.close(code, why);
                    }
                },
                assets.build());
    }

    private void overflowed() {
        var slow = talk;
        if (slow != null) {
            slow.overflowed();
        }
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        if (parts.length() + text.length() > LONGEST) {
            close(TOO_LONG, "too long");
            return;
        }
        if (last && parts.isEmpty()) {
            hear(text);
            return;
        }
        parts.append(text);
        if (last) {
            var whole = parts.toString();
            parts.setLength(0);
            hear(whole);
        }
    }

    private void hear(String frame) {
        var listening = talk;
        if (listening == null) {
            return;
        }
        try {
            listening.hear(frame);
        } catch (RuntimeException problem) {
            // The browser comes back with its position and asks again.
            LOG.log(Database.isAway(problem) ? Level.WARNING : Level.ERROR, "a live line broke", problem);
            close(BROKEN, "broken");
        }
    }

    private void close(int code, String why) {
        if (line != null) {
            line.close(code, why);
        }
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        end();
    }

    @Override
    public void onError(WsSession session, Throwable problem) {
        end();
    }

    private void end() {
        if (line != null) {
            line.closed();
        }
        // Perhaps once more: while it was seen off, its hello may have been under way.
        var over = talk;
        if (over != null) {
            over.ended();
        }
    }
}
