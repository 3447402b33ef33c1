package parley.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;

/// What every answer tells the browser to forbid (UX 16.3). A page may replace single ones, never drop them.
///
/// @param host as which the browser knows us, and whether by https: for these they are made
/// @param lines ready to be written
record SecurityHeaders(String host, boolean secure, List<Header> lines) {

    static final String CSP = "Content-Security-Policy";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            + "img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'";
    private static final String POLICY_BEHIND =
            "; manifest-src 'self'; worker-src 'self'; form-action 'self'; object-src 'none'; "
                    + "base-uri 'none'; frame-ancestors ";

    static SecurityHeaders of(String host, boolean secure) {
        var lines = new ArrayList<>(List.of(
                HeaderValues.createCached(CSP, policy(host, secure, "'none'")),
                HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                HeaderValues.createCached("Permissions-Policy", "microphone=(self), camera=(), geolocation=()"),
                HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
                HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
                HeaderValues.createCached("Cache-Control", "no-store")));
        if (secure) {
            lines.add(HeaderValues.createCached("Strict-Transport-Security", "max-age=31536000"));
        }
        return new SecurityHeaders(host, secure, List.copyOf(lines));
    }

    boolean areFor(String otherHost, boolean otherSecure) {
        return secure == otherSecure && host.equals(otherHost);
    }

    /// @param ancestors who may hold the page in a frame: `'none'` or a list of origins
    static String policy(String host, boolean secure, String ancestors) {
        var clean = OwnOrigin.clean(host);
        // Not every browser takes 'self' for the socket of the same host.
        var socket = clean.isEmpty() ? "" : (secure ? " wss://" : " ws://") + clean;
        return POLICY + socket + POLICY_BEHIND + ancestors;
    }
}
