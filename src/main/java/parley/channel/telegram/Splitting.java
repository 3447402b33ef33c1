package parley.channel.telegram;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text that is longer than one message becomes several, cut where a reader would cut it.
final class Splitting {

    /// The best border first. Each matches up to where the next part begins.
    private static final List<Pattern> BORDERS = List.of(
            Pattern.compile("\\n[ \\t]*\\n\\s*"),
            Pattern.compile("\\n\\s*"),
            Pattern.compile("[.!?…]+[\"»”)]*\\s+"),
            Pattern.compile("\\s+"));

    /// A border in the first quarter would leave a stub. Only a word, which may be a link, is worth that.
    private static final int STUB = 4;

    private Splitting() {}

    /// @param limit UTF-16 units, as Telegram counts
    static List<String> of(String text, int limit) {
        var parts = new ArrayList<String>();
        var rest = text.strip();
        while (rest.length() > limit) {
            var cut = border(rest, limit);
            parts.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        parts.add(rest);
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static int border(String text, int limit) {
        for (var border : BORDERS) {
            var last = -1;
            // One more sign is looked at: a part may end exactly where the limit does.
            var found = border.matcher(text).region(0, limit + 1);
            while (found.find()) {
                var end = text.substring(0, found.end()).stripTrailing().length();
                if (end <= limit) {
                    last = found.end();
                }
            }
            if (last > limit / STUB || (last > 0 && border == BORDERS.getLast())) {
                return Math.min(last, limit + 1);
            }
        }
        return insideOfAWord(text, limit);
    }

    /// Between two signs as people see them: an emoji with its skin colour stays whole.
    private static int insideOfAWord(String text, int limit) {
        var signs = BreakIterator.getCharacterInstance(Locale.ROOT);
        signs.setText(text);
        var cut = signs.isBoundary(limit) ? limit : signs.preceding(limit);
        if (cut > 0) {
            return cut;
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
