package parley.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// What every answer tells the browser to forbid (UX 16.3). A page may replace single ones, never drop them.
final class SecurityHeaders {

    static final String CSP = "Content-Security-Policy";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            + "img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'";
    private static final String POLICY_BEHIND =
            "; manifest-src 'self'; worker-src 'self'; form-action 'self'; object-src 'none'; "
                    + "base-uri 'none'; frame-ancestors ";

    private SecurityHeaders() {}

    static Map<String, String> of(String host, boolean secure) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(CSP, policy(host, secure, "'none'"));
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Permissions-Policy", "microphone=(self), camera=(), geolocation=()");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return headers;
    }

    /// @param ancestors who may hold the page in a frame: `'none'` or a list of origins
    static String policy(String host, boolean secure, String ancestors) {
        var clean = OwnOrigin.clean(host);
        // Not every browser takes 'self' for the socket of the same host.
        var socket = clean.isEmpty() ? "" : (secure ? " wss://" : " ws://") + clean;
        return POLICY + socket + POLICY_BEHIND + ancestors;
    }
}
