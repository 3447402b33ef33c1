package parley.http;

import parley.auth.Sessions;

/// The cookie that holds a session. Over https its name makes the browser keep it to this very host.
final class SessionCookie {

    private SessionCookie() {}

    static String name(boolean secure) {
        return secure ? "__Host-sid" : "parley_sid";
    }

    static String set(String token, boolean secure) {
        return cookie(token, secure, Sessions.LONGEST.toSeconds());
    }

    static String forget(boolean secure) {
        return cookie("", secure, 0);
    }

    private static String cookie(String value, boolean secure, long seconds) {
        return name(secure) + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
