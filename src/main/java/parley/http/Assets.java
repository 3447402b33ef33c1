package parley.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import parley.platform.Sha256;

/// The files of our own pages, out of the classpath's `web/`: read once, compressed once, kept.
final class Assets {

    private static final String ROOT = "/web/";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK = "no-cache";
    private static final int WORTH_PACKING = 1000;
    private static final int ETAG_DIGITS = 24;

    /// Names that the build made from the content: `index-4f3A_b2c.js`.
    private static final Pattern HASHED = Pattern.compile(".*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final Pattern SAFE =
            Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9_@.-]*(/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private record Asset(String type, String etag, boolean forever, byte[] plain, byte @Nullable [] gzip) {}

    private final Map<String, Optional<Asset>> known = new ConcurrentHashMap<>();

    /// A file below `web/` by its path in the address.
    Answer file(Asked asked) {
        return file(asked, asked.address().substring(1));
    }

    /// The one page of the application, whatever its own address says. It may hold pages of ours in frames: previews.
    Answer page(Asked asked) {
        var policy = SecurityHeaders.policy(asked.host(), asked.isSecure(), "'none'") + "; frame-src 'self'";
        return file(asked, "app.html").with(SecurityHeaders.CSP, policy);
    }

    /// @param path below `web/`
    Answer file(Asked asked, String path) {
        var asset = find(path);
        if (asset == null) {
            return Answer.notFound();
        }
        if (asked.header("If-None-Match").orElse("").contains(asset.etag())) {
            return headers(new Answer(304, Map.of(), new Answer.Body.Bytes(new byte[0])), asset);
        }
        var packs = asked.header("Accept-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("gzip");
        return asset.gzip() != null && packs
                ? headers(Answer.bytes(200, asset.type(), asset.gzip()), asset).with("Content-Encoding", "gzip")
                : headers(Answer.bytes(200, asset.type(), asset.plain()), asset);
    }

    /// Tells one build of the application from another.
    String build() {
        var page = find("app.html");
        return page == null ? "" : page.etag().replace("\"", "");
    }

    private static Answer headers(Answer answer, Asset asset) {
        return answer.with("ETag", asset.etag())
                .with("Cache-Control", asset.forever() ? FOREVER : ASK)
                .with("Vary", "Accept-Encoding");
    }

    private @Nullable Asset find(String path) {
        // Only what exists is remembered: addresses that strangers make up must not fill the memory.
        var seen = known.get(path);
        if (seen == null) {
            seen = load(path);
            seen.ifPresent(found -> known.put(path, Optional.of(found)));
        }
        return seen.orElse(null);
    }

    private static Optional<Asset> load(String path) {
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null || !SAFE.matcher(path).matches()) {
            return Optional.empty();
        }
        try (var in = Assets.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                return Optional.empty();
            }
            var plain = in.readAllBytes();
            return Optional.of(new Asset(type, etag(plain), HASHED.matcher(path).matches(), plain, pack(type, plain)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] pack(String type, byte[] plain) throws IOException {
        var text = type.contains("charset") || type.contains("svg");
        if (!text || plain.length < WORTH_PACKING) {
            return null;
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static String etag(byte[] bytes) {
        return "\"" + Sha256.hex(bytes).substring(0, ETAG_DIGITS) + "\"";
    }
}
