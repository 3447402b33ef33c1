package parley.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.channel.ClientPages;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;

/// What visitors' browsers get: the loader, the frame, and the calls of the channel behind it. Needs no cookie and
/// sends none.
final class WidgetPages {

    /// Whose pages stand below `/widget`.
    static final String TRANSPORT = "web";

    private static final int LIMIT = 26 << 20;
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:]+](:\\d{1,5})?|\\*");

    private final ChannelDirectory channels;
    private final Assets assets;
    private final HttpConfig config;

    WidgetPages(ChannelDirectory channels, Assets assets, HttpConfig config) {
        this.channels = channels;
        this.assets = assets;
        this.config = config;
    }

    /// The loader: any site may fetch it.
    Answer loader(Asked asked) {
        return crossOrigin(assets.file(asked, "widget.js").with("Cache-Control", "public, max-age=300"));
    }

    /// The frame with the chat; only the sites that the channel names may hold it.
    Answer frame(Asked asked) {
        var pages = asked.query("key").flatMap(this::pages).orElse(null);
        if (pages == null) {
            return Answer.notFound();
        }
        var origins = new ArrayList<String>();
        // Only what is an origin gets into the header: it is typed by people.
        pages.frameAncestors(origin -> {
            if (ORIGIN.matcher(origin).matches()) {
                origins.add(origin);
            }
        });
        var ancestors = origins.isEmpty() ? "'self'" : "'self' " + String.join(" ", origins);
        return assets.file(asked, "widget-frame.html")
                .with(SecurityHeaders.CSP, SecurityHeaders.policy(asked.host(), asked.isSecure(), ancestors))
                .with("Cross-Origin-Opener-Policy", "unsafe-none")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// One call of a visitor.
    Answer call(Asked asked) {
        var pages = pages(asked.path("key")).orElse(null);
        if (pages == null) {
            return crossOrigin(Answer.notFound());
        }
        return crossOrigin(answer(pages.answer(request(asked, asked.path("rest"), asked.bytes(LIMIT), null))));
    }

    /// What a browser asks before it lets a foreign page call.
    Answer preflight(Asked asked) {
        return crossOrigin(Answer.empty())
                .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .with("Access-Control-Allow-Headers", "Content-Type, X-Visitor")
                .with("Access-Control-Max-Age", "86400");
    }

    /// A site with the widget on it, to try it out: open in the demo, else for administrators.
    Answer demo(Asked asked) {
        var administrator = asked.visitor().filter(viewer -> viewer.administrator());
        var key = asked.path("key");
        if ((!config.demo() && administrator.isEmpty()) || pages(key).isEmpty()) {
            return Answer.notFound();
        }
        var page = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>A shop</title></head>
            <body>
            <h1>A shop</h1>
            <p>This stands for a page of your site. The button of the web chat is in its corner.</p>
            <script async src="/widget.js" data-parley="%s"></script>
            </body>
            </html>
            """.formatted(key);
        var policy = SecurityHeaders.policy(asked.host(), asked.isSecure(), "'none'") + "; frame-src 'self'";
        return Answer.bytes(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .with(SecurityHeaders.CSP, policy);
    }

    Optional<ClientPages> pages(String key) {
        return channels.byKey(TRANSPORT, key).map(live -> live.connection().pages());
    }

    static PageRequest request(Asked asked, String path, byte[] body, @Nullable String employee) {
        return new PageRequest(
                asked.method(),
                path,
                Hooks.query(asked),
                Hooks.headers(asked),
                new ByteArrayInputStream(body),
                employee,
                asked.remote());
    }

    static Answer answer(PageAnswer answer) {
        return new Answer(answer.status(), answer.headers(), new Answer.Body.Bytes(answer.body()));
    }

    /// No credentials: the visitor's token travels in a header that the page itself sets.
    private static Answer crossOrigin(Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        return new Answer(answer.status(), headers, answer.body());
    }
}
