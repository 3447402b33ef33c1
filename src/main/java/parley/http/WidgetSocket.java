package parley.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatchers;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.channel.ClientPages;
import parley.platform.PageRequest;

/// A visitor's live line, bound to what his channel does with it.
final class WidgetSocket implements WsListener {

    static final String ROUTE = "/widget/v1/{key}/ws";

    private static final int SLOW_CONSUMER = 4408;
    private static final int REFUSED = 4403;

    private final LiveLines lines;
    private final WidgetPages widget;
    private Map<String, String> headers = Map.of();
    private @Nullable ClientPages pages;
    private @Nullable LiveLine out;
    private ClientPages.@Nullable Line line;
    private final StringBuilder parts = new StringBuilder();

    WidgetSocket(LiveLines lines, WidgetPages widget) {
        this.lines = lines;
        this.widget = widget;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers sent) throws WsUpgradeException {
        var key = PathMatchers.create(ROUTE)
                .match(prologue.uriPath())
                .path()
                .pathParameters()
                .get("key");
        pages = widget.pages(key).orElseThrow(() -> new WsUpgradeException("no such channel"));
        var copy = new HashMap<String, String>();
        sent.forEach(header -> copy.put(header.headerName().lowerCase(), header.get()));
        headers = copy;
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        var opened = lines.open(session, this::tooSlow, this::end);
        out = opened;
        var handshake = new PageRequest(
                "GET",
                "ws",
                Map.of(),
                headers,
                InputStream.nullInputStream(),
                null,
                session.socketContext().remotePeer().host());
        line = pages == null
                ? null
                : pages.open(handshake, new ClientPages.Out() {
                    @Override
                    public void text(String frame) {
                        opened.text(frame);
                    }

                    @Override
                    public void close(int code, String why) {
                        opened.close(code, why);
                    }
                });
        if (line == null) {
            opened.close(REFUSED, "refused");
        }
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        parts.append(text);
        if (last && line != null) {
            var whole = parts.toString();
            parts.setLength(0);
            line.text(whole);
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

    private void tooSlow() {
        if (out != null) {
            out.close(SLOW_CONSUMER, "too slow");
        }
    }

    private void end() {
        if (out != null) {
            out.closed();
        }
        if (line != null) {
            line.closed();
            line = null;
        }
    }
}
