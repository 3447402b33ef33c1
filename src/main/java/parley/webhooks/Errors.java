package parley.webhooks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.chat.Message;

/// Why a message did not go, in the codes of the v3 interface.
final class Errors {

    private static final Map<String, String> CODES = Map.of(
            "no_account", "BAD_CONTACT",
            "blocked", "BAD_CONTACT",
            "too_long", "TOO_LONG_TEXT",
            "too_big", "TOO_BIG_CONTENT",
            "wrong_kind", "WRONG_CONTENT",
            "rate", "TOO_MANY_EXT_REQS",
            "channel_gone", "CHANNEL_REJECTED",
            "expired", "MESSAGE_CANCELLED");

    private Errors() {}

    static Map<String, Object> of(Message.@Nullable Problem problem) {
        var error = new LinkedHashMap<String, Object>();
        error.put("error", problem == null ? "UNKNOWN_ERROR" : CODES.getOrDefault(problem.code(), "GENERAL_ERROR"));
        error.put("description", problem == null ? "It is not known why." : "Parley says: " + problem.code() + ".");
        if (problem != null && !problem.args().isEmpty()) {
            error.put("data", problem.args());
        }
        return error;
    }
}
