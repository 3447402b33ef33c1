package parley.chaos;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The campaign's messages: unique words that name their client, `t7-12` of the client himself and `t7-Ann-3` of a
/// seller.
final class Texts {

    private static final Pattern TEXT = Pattern.compile("\\b([tf]\\d+)-(?:[A-Z][a-z]+-)?\\d+\\b");

    private Texts() {}

    static List<String> in(String words) {
        return TEXT.matcher(words).results().map(MatchResult::group).toList();
    }

    /// Whether it is a client's own.
    static boolean isClients(String text) {
        return text.matches("[tf]\\d+-\\d+");
    }

    /// The employee who wrote it; empty for a client's own.
    static String author(String text) {
        return isClients(text) ? "" : text.replaceAll("^[tf]\\d+-|-\\d+$", "");
    }

    /// Empty for words that are none of the campaign's.
    static String client(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
