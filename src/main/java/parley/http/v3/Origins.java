package parley.http.v3;

import java.util.Locale;
import parley.auth.ApiKeys;

/// Which pages of others may call from a browser: the counters from everywhere, the rest from the CRM's pages that are
/// registered for the key. Never with cookies.
final class Origins {

    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private Origins() {}

    static boolean isPreflight(Call call) {
        return call.method().equals("OPTIONS")
                && call.header("Access-Control-Request-Method").isPresent();
    }

    /// The browser asks before it shows the key, so any key's origin will do here.
    static Answer preflight(Call call, ApiKeys keys) {
        var origin = origin(call);
        if (!isOpen(call) && !keys.isOrigin(origin)) {
            return Answer.done().with("Vary", "Origin");
        }
        return Answer.done()
                .with(ALLOWED, isOpen(call) ? "*" : origin)
                .with("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .with("Access-Control-Max-Age", "600")
                .with("Vary", "Origin");
    }

    static Answer allow(Call call, Answer answer) {
        if (isOpen(call)) {
            return answer.with(ALLOWED, "*");
        }
        var origin = origin(call);
        var registered = call.program()
                .filter(program -> program.origins().contains(origin))
                .isPresent();
        return registered
                ? answer.with(ALLOWED, origin)
                        .with("Access-Control-Expose-Headers", "trace-id, Retry-After")
                        .with("Vary", "Origin")
                : answer;
    }

    private static boolean isOpen(Call call) {
        return call.parts().getFirst().equals("counters");
    }

    private static String origin(Call call) {
        return call.header("Origin").orElse("").toLowerCase(Locale.ROOT);
    }
}
