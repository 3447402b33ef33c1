package parley.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which pages are our own: those of the host that the request was sent to, and of the public address.
final class OwnOrigin {

    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    private OwnOrigin() {}

    /// Browsers always send one of the two headers with a write; what sends neither is no browser and carries no cookie
    /// that it was not given by hand.
    static boolean allows(HttpConfig config, Headers headers) {
        var site = headers.first(FETCH_SITE).orElse("same-origin");
        var origin = headers.first(HeaderNames.ORIGIN).orElse(null);
        var host = headers.first(HeaderNames.HOST).orElse("");
        return site.equals("same-origin") && (origin == null || isOwn(config, origin, host));
    }

    private static boolean isOwn(HttpConfig config, String origin, String host) {
        if (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host)) {
            return true;
        }
        return config.publicUrl() != null && origin.equalsIgnoreCase(origin(config.publicUrl()));
    }

    static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    static boolean isPublicHttps(HttpConfig config, String host) {
        @Nullable URI address = config.publicUrl();
        return config.hasPublicHttps() && address != null && host.equalsIgnoreCase(address.getRawAuthority());
    }

    /// A host that may stand in a header of ours; empty for what is none.
    static String clean(String host) {
        return HOST.matcher(host).matches() ? host : "";
    }
}
