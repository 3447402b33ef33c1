package parley.http.counters;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.http.LiveLine;
import parley.http.LiveLines;

/// A WebSocket of Engine.IO: a session of its own, or one that takes over from polls.
final class CounterSocket implements WsListener, Session.Socket {

    private static final int NORMAL = 1000;
    private static final int TOO_LONG = 1009;

    private final LiveLines lines;
    private final Sessions sessions;
    private final StringBuilder parts = new StringBuilder();
    private @Nullable Session session;
    private boolean isStraight;
    private @Nullable LiveLine line;

    CounterSocket(LiveLines lines, Sessions sessions) {
        this.lines = lines;
        this.sessions = sessions;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) throws WsUpgradeException {
        var query = prologue.query();
        if (!query.first("EIO").orElse("").equals("4")
                || !query.first("transport").orElse("").equals("websocket")) {
            throw new WsUpgradeException("bad handshake");
        }
        var id = query.first("sid").orElse("");
        isStraight = id.isEmpty();
        session = (isStraight ? sessions.open() : sessions.find(id))
                .orElseThrow(() -> new WsUpgradeException("no such session"));
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession ws) {
        line = lines.open(ws, this::close, this::gone);
        if (isStraight && session != null) {
            say(CounterService.handshake(session, false));
            session.begin(this);
        } else if (session != null) {
            session.court(this);
        }
    }

    @Override
    public void onMessage(WsSession ws, String text, boolean last) {
        if (parts.length() + text.length() > CounterService.LONGEST) {
            close(TOO_LONG);
            return;
        }
        parts.append(text);
        if (last && session != null) {
            var packet = parts.toString();
            parts.setLength(0);
            if (session.isOn(this)) {
                session.hear(packet);
            } else {
                session.hear(packet, this);
            }
        }
    }

    @Override
    public void say(String packet) {
        if (line != null) {
            line.text(packet);
        }
    }

    @Override
    public void close() {
        close(NORMAL);
    }

    private void close(int code) {
        if (line != null) {
            line.close(code, "");
        }
    }

    @Override
    public void onClose(WsSession ws, int status, String reason) {
        gone();
    }

    @Override
    public void onError(WsSession ws, Throwable problem) {
        gone();
    }

    private void gone() {
        if (line != null) {
            line.closed();
        }
        if (session != null) {
            session.gone(this);
        }
    }
}
