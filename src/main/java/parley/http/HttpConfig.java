package parley.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the web server listens and how the world reaches it.
///
/// @param port 0 takes a free one
/// @param publicUrl how the internet reaches this hub, without a path; absent on a laptop
/// @param trustedProxies addresses whose `X-Forwarded-*` headers are believed
/// @param demo whether the page with the visitor's widget is open to everybody
public record HttpConfig(String host, int port, @Nullable URI publicUrl, Set<String> trustedProxies, boolean demo) {

    public HttpConfig {
        trustedProxies = Set.copyOf(trustedProxies);
    }

    boolean hasPublicHttps() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }
}
