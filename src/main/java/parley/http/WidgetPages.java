package parley.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
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

    /// One call of a visitor. The channel reads the body as far as it needs, and tells foreign pages what they may do.
    Answer call(Asked asked) {
        var pages = pages(asked.path("key")).orElse(null);
        if (pages == null) {
            return crossOrigin(Answer.notFound());
        }
        var request = request(asked, asked.path("rest"), asked.stream(), null);
        var download = asked.method().equals("GET") ? pages.download(request) : null;
        return download == null ? crossOrigin(answer(pages.answer(request))) : file(download);
    }

    private static Answer file(ClientPages.Download download) {
        return new Answer(200, download.headers(), new Answer.Body.Stream(download.length(), out -> {
            try (var content = download.content().open()) {
                content.transferTo(out);
            }
        }));
    }

    /// A site with the widget on it, to try it out: open in the demo, else for administrators, whose settings hold
    /// it in a frame.
    Answer demo(Asked asked) {
        var administrator = asked.visitor().filter(viewer -> viewer.administrator());
        var key = asked.path("key");
        if ((!config.demo() && administrator.isEmpty()) || pages(key).isEmpty()) {
            return Answer.notFound();
        }
        var policy = SecurityHeaders.policy(asked.host(), asked.isSecure(), "'self'") + "; frame-src 'self'";
        return assets.file(asked, "widget-demo.html").with(SecurityHeaders.CSP, policy);
    }

    Optional<ClientPages> pages(String key) {
        return channels.byKey(TRANSPORT, key).map(live -> live.connection().pages());
    }

    static PageRequest request(Asked asked, String path, byte[] body, @Nullable String employee) {
        return request(asked, path, new ByteArrayInputStream(body), employee);
    }

    private static PageRequest request(Asked asked, String path, InputStream body, @Nullable String employee) {
        return new PageRequest(
                asked.method(), path, Hooks.query(asked), Hooks.headers(asked), body, employee, asked.remote());
    }

    static Answer answer(PageAnswer answer) {
        return new Answer(answer.status(), answer.headers(), new Answer.Body.Bytes(answer.body()));
    }

    /// Pages of other sites may load it. What they may read the channel says: it knows which sites are its own.
    private static Answer crossOrigin(Answer answer) {
        return answer.with("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
