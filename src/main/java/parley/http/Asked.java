package parley.http;

import io.helidon.common.uri.UriPath;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.Frames;
import parley.auth.Origin;
import parley.auth.Viewer;

/// A request, read strictly: what cannot be understood is refused at once, in words.
final class Asked {

    static final int JSON_LIMIT = 1 << 20;

    /// What is taken and thrown away so that a browser, which reads no answer while it sends, learns why.
    private static final long MOST_DISCARDED = 16L * JSON_LIMIT;

    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    private final ServerRequest request;
    private final HttpConfig config;
    private final String trace;
    private @Nullable Viewer viewer;
    private Frames.@Nullable Window window;

    Asked(ServerRequest request, HttpConfig config, String trace) {
        this.request = request;
        this.config = config;
        this.trace = trace;
    }

    String trace() {
        return trace;
    }

    String method() {
        return request.prologue().method().text();
    }

    /// The whole path, as it was sent.
    String address() {
        return request.path().absolute().path();
    }

    UriPath uri() {
        return request.path().absolute();
    }

    /// A part of the path by its name in the route.
    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /// An id in the path; one that is no number names nothing.
    long id(String name) {
        try {
            return Long.parseLong(path(name));
        } catch (NumberFormatException _) {
            throw new Refused(Answer.notFound());
        }
    }

    Optional<String> query(String name) {
        return request.query().first(name).map(String::valueOf).filter(value -> !value.isEmpty());
    }

    UriQuery query() {
        return request.query();
    }

    int number(String name, int otherwise, int most) {
        var typed = query(name).orElse(null);
        if (typed == null) {
            return otherwise;
        }
        try {
            return Math.clamp(Integer.parseInt(typed), 1, most);
        } catch (NumberFormatException _) {
            throw Refused.with(400, "bad_parameter", "`" + name + "` is a number.");
        }
    }

    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    Headers headers() {
        return request.headers();
    }

    Optional<String> cookie(String name) {
        return request.headers().cookies().first(name).map(String::valueOf);
    }

    /// The body as it was sent, at most `limit` bytes; refused with 413 when it says that it is longer, and read for
    /// nothing then, unless it is far too long.
    byte[] bytes(int limit) {
        long told = request.headers().contentLength().orElse(-1);
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            if (told > limit) {
                discard(MOST_DISCARDED);
                throw tooLarge(limit);
            }
            // What is not told is read in pieces of 16 KiB, which most bodies are far from filling.
            var bytes = request.content().inputStream().readNBytes(told < 0 ? limit + 1 : (int) told);
            if (bytes.length > limit) {
                throw tooLarge(limit);
            }
            return bytes;
        } catch (IOException e) {
            throw Refused.with(400, "incomplete", "The body broke off.");
        }
    }

    private static Refused tooLarge(int limit) {
        return new Refused(Answer.error(413, "too_large", "At most " + limit + " bytes are taken here.")
                .with("Connection", "close"));
    }

    /// Reads the body for nothing, if it says that it is no longer than this; the line is closed on others.
    void discard(long most) throws IOException {
        if (request.headers().contentLength().orElse(Long.MAX_VALUE) <= most) {
            stream().transferTo(OutputStream.nullOutputStream());
        }
    }

    InputStream stream() {
        return request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream();
    }

    /// The body read strictly: unknown and doubled fields are refused by name.
    <T> T json(Class<T> type) {
        var sent = header("Content-Type").orElse("");
        if (!sent.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw Refused.with(415, "not_json", "The body is JSON: Content-Type is application/json.");
        }
        return StrictJson.read(bytes(JSON_LIMIT), type);
    }

    /// Who asks. Only behind doors that let nobody else in.
    Viewer viewer() {
        if (viewer == null) {
            throw new IllegalStateException("this route is open: nobody is known here");
        }
        return viewer;
    }

    Optional<Viewer> visitor() {
        return Optional.ofNullable(viewer);
    }

    void isFrom(Viewer known) {
        this.viewer = known;
    }

    void isFrom(Frames.Window inside) {
        this.viewer = inside.viewer();
        this.window = inside;
    }

    /// The window inside a CRM that asks, if it is one.
    Optional<Frames.Window> window() {
        return Optional.ofNullable(window);
    }

    Origin origin() {
        return new Origin(remote(), header("User-Agent").orElse(""));
    }

    /// The address of the other side; the one a trusted proxy tells, if it came through one.
    String remote() {
        var peer = request.remotePeer().host();
        if (!config.trustedProxies().contains(peer)) {
            return peer;
        }
        return request.headers()
                .first(FORWARDED_FOR)
                .map(chain -> Arrays.asList(chain.split(",")).getLast().strip())
                .filter(told -> !told.isEmpty())
                .orElse(peer);
    }

    boolean isDirect() {
        return !request.headers().contains(FORWARDED_FOR);
    }

    /// Whether the browser came by https.
    boolean isSecure() {
        var proxy = !config.trustedProxies().isEmpty()
                && config.trustedProxies().contains(request.remotePeer().host());
        var told = proxy ? request.headers().first(FORWARDED_PROTO) : Optional.<String>empty();
        return told.map("https"::equals).orElseGet(() -> OwnOrigin.isPublicHttps(config, host()));
    }

    String host() {
        return request.headers().first(HeaderNames.HOST).orElse("");
    }

    boolean isFromOwnPage() {
        return OwnOrigin.allows(config, request.headers());
    }
}
