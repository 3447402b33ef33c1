package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What somebody typed into a search box, as a question about clients (R52, UX 9.2).
///
/// @param patterns of `ILIKE` for their words; one of them has to match
/// @param number with which their phone has to begin, instead; absent unless a complete one was typed
record Words(List<String> patterns, @Nullable String number) {

    private static final Pattern NUMBER = Pattern.compile("[+\\d\\s().\\-/]+");
    private static final int SHORTEST_NUMBER = 3;
    private static final int RUSSIAN = 11;

    /// With its country; from here on a number is looked for among the phones, and not in everything that a client is
    /// called.
    private static final int COMPLETE = 10;

    /// @param eightIsSeven whether numbers typed with 8 are read as +7; so are their beginnings
    static Words of(String typed, boolean eightIsSeven) {
        var text = typed.strip();
        var digits = text.replaceAll("\\D", "");
        if (!NUMBER.matcher(text).matches() || digits.length() < SHORTEST_NUMBER) {
            return new Words(List.of(containing(text)), null);
        }
        if (text.startsWith("+")) {
            return digits.length() >= COMPLETE
                    ? new Words(List.of(), "+" + digits)
                    : new Words(List.of(containing("+" + digits)), null);
        }
        var domestic = eightIsSeven && digits.startsWith("8");
        // Eleven digits with an 8 are read as +7 and as nothing else; fewer may be a part of any number.
        if (domestic && digits.length() == RUSSIAN) {
            return new Words(List.of(), "+7" + digits.substring(1));
        }
        var patterns = new ArrayList<String>();
        if (domestic) {
            patterns.add(containing("+7" + digits.substring(1)));
        }
        patterns.add(containing(digits));
        return new Words(patterns, null);
    }

    /// Over the table `chat` and the column of its words.
    String condition(String column) {
        if (number != null) {
            return "chat.phone ~>=~ :number AND chat.phone ~<~ :behindNumber";
        }
        var any = new ArrayList<String>();
        for (int i = 0; i < patterns.size(); i++) {
            any.add(column + " ILIKE :words" + i);
        }
        return "(" + String.join(" OR ", any) + ")";
    }

    Map<String, Object> parameters() {
        var parameters = new TreeMap<String, Object>();
        if (number != null) {
            parameters.put("number", number);
            // No digit is behind a colon.
            parameters.put("behindNumber", number + ":");
        }
        for (int i = 0; i < patterns.size(); i++) {
            parameters.put("words" + i, patterns.get(i));
        }
        return parameters;
    }

    /// A pattern for texts that contain this one.
    static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
