package parley.http;

import parley.auth.Frames;

/// The cookie by which a window inside a CRM survives being loaded again. It belongs to the site around the window too
/// (`Partitioned`), so browsers that block the cookies of third parties keep it (UX 16.1). Where it gets lost, the CRM
/// asks for a new link.
final class FrameCookie {

    private FrameCookie() {}

    static String name(boolean secure) {
        return secure ? "__Host-parley_e" : "parley_e";
    }

    static String set(String value, boolean secure) {
        return name(secure) + "=" + value + "; Path=/; Max-Age=" + Frames.LONGEST.toSeconds()
                + "; HttpOnly; SameSite=None; Secure; Partitioned";
    }
}
