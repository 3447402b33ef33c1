package parley.webhooks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.chat.Message;

/// Why a message did not go, in the codes of the v3 interface (contract, 6.4), each with a short English sentence.
final class Errors {

    private record Word(String code, String description) {}

    private static final Map<String, Word> WORDS = Map.ofEntries(
            Map.entry("no_account", new Word("BAD_CONTACT", "The client has no account there.")),
            Map.entry("blocked", new Word("BAD_CONTACT", "The client does not accept messages.")),
            Map.entry("write_first_impossible", new Word("BAD_CONTACT", "The client has to write first.")),
            Map.entry("too_long", new Word("TOO_LONG_TEXT", "The text is too long.")),
            Map.entry("too_big", new Word("TOO_BIG_CONTENT", "The file is too big.")),
            Map.entry("file_too_big", new Word("TOO_BIG_CONTENT", "The file is too big.")),
            Map.entry("wrong_kind", new Word("WRONG_CONTENT", "Content of this kind is not taken.")),
            Map.entry("template_gone", new Word("WRONG_CONTENT", "The template is not usable any more.")),
            Map.entry("template_changed", new Word("WRONG_CONTENT", "The template has other variables.")),
            Map.entry("file_unreachable", new Word("BAD_LINK", "The file could not be fetched.")),
            Map.entry("file_forbidden", new Word("BAD_LINK", "Files are not fetched from that address.")),
            Map.entry("spam_limit", new Word("SPAM", "The network limits how many clients are written to first.")),
            Map.entry("no_marketing", new Word("SPAM", "The network does not deliver advertising to this client.")),
            Map.entry("rate", new Word("TOO_MANY_EXT_REQS", "Too many messages from this account.")),
            Map.entry("channel_gone", new Word("CHANNEL_REJECTED", "The channel is gone.")),
            Map.entry("expired", new Word("MESSAGE_CANCELLED", "The message did not go in time.")));

    private static final Word WINDOW = new Word("24_HOURS_EXCEEDED", "The window for free messages is closed.");
    private static final Word WEEK = new Word("7_DAYS_EXCEEDED", WINDOW.description);
    private static final Word OTHER = new Word("GENERAL_ERROR", "The messenger refused the message.");
    private static final Word NONE = new Word("UNKNOWN_ERROR", "It is not known why.");
    private static final String DAY = "24";

    private Errors() {}

    static Map<String, Object> of(Message.@Nullable Problem problem) {
        var word = problem == null ? NONE : word(problem);
        var error = new LinkedHashMap<String, Object>();
        error.put("error", word.code);
        error.put("description", word.description);
        if (problem != null && !problem.args().getOrDefault("text", "").isEmpty()) {
            // The messenger's own words.
            error.put("data", problem.args().get("text"));
        }
        return error;
    }

    private static Word word(Message.Problem problem) {
        if (problem.code().equals("window_closed")) {
            return problem.args().getOrDefault("hours", DAY).equals(DAY) ? WINDOW : WEEK;
        }
        return WORDS.getOrDefault(problem.code(), OTHER);
    }
}
