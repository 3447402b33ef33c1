package parley.channel.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.ClientPages.Download;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Files for a visitor, by a signed address that passes: no token, no cookie, and nothing that a browser would run.
final class Downloads {

    static final String FOLDER = "files/";

    private static final String PURPOSE = "file";
    private static final Duration LIFE = Duration.ofDays(7);

    private final Widget widget;

    Downloads(Widget widget) {
        this.widget = widget;
    }

    /// The address below the channel's own. It is the same all day, so that browsers keep what they have.
    String path(String id, JsonNode file) {
        var today = widget.tools().clock().instant().getEpochSecond()
                / Duration.ofDays(1).toSeconds();
        var content = new LinkedHashMap<String, Object>();
        content.put("f", id);
        content.put("n", file.path("name").asString("file"));
        content.put("m", file.path("mime").asString(""));
        content.put("s", file.path("size").asLong(0));
        content.put("u", (today + 1) * Duration.ofDays(1).toSeconds() + LIFE.toSeconds());
        return FOLDER + widget.seal().seal(PURPOSE, Json.write(content));
    }

    /// Nothing when nobody has signed this address, or too long ago.
    @Nullable
    Download open(String path) {
        if (!path.startsWith(FOLDER)) {
            return null;
        }
        var content = widget.seal()
                .open(PURPOSE, path.substring(FOLDER.length()))
                .map(Json::tree)
                .orElse(null);
        if (content == null || isOver(content)) {
            return null;
        }
        var id = content.path("f").asString("");
        return new Download(
                headers(content),
                content.path("s").asLong(0),
                () -> widget.tools().files().open(id));
    }

    private boolean isOver(JsonNode content) {
        var until = Instant.ofEpochSecond(content.path("u").asLong(0));
        return until.isBefore(widget.tools().clock().instant());
    }

    /// Pictures, sound and film keep their kind, so that the widget can show them; everything else is bytes to save.
    private static Map<String, String> headers(JsonNode content) {
        var mime = content.path("m").asString("");
        var isShown = mime.matches("(image/(jpeg|png|gif|webp|avif)|audio/[a-z0-9.+-]+|video/[a-z0-9.+-]+)");
        var name = content.path("n").asString("file");
        return Map.of(
                "Content-Type", isShown ? mime : "application/octet-stream",
                "Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name),
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "default-src 'none'; sandbox",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Cache-Control", "private, max-age=86400, immutable");
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
