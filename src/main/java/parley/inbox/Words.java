package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What somebody typed into a search box, as patterns for the words of clients (R52, UX 9.2).
///
/// @param patterns of `ILIKE`; one of them has to match
record Words(List<String> patterns) {

    private static final Pattern NUMBER = Pattern.compile("[+\\d\\s().\\-/]+");
    private static final int SHORTEST_NUMBER = 3;
    private static final int RUSSIAN = 11;

    /// @param eightIsSeven whether numbers typed with 8 are read as +7; so are their beginnings
    static Words of(String typed, boolean eightIsSeven) {
        var text = typed.strip();
        var digits = text.replaceAll("\\D", "");
        if (!NUMBER.matcher(text).matches() || digits.length() < SHORTEST_NUMBER) {
            return new Words(List.of(containing(text)));
        }
        if (text.startsWith("+")) {
            return new Words(List.of(containing("+" + digits)));
        }
        var patterns = new ArrayList<String>();
        var domestic = eightIsSeven && digits.startsWith("8");
        if (domestic) {
            patterns.add(containing("+7" + digits.substring(1)));
        }
        // Eleven digits with an 8 are read as +7 and as nothing else; fewer may be a part of any number.
        if (!domestic || digits.length() != RUSSIAN) {
            patterns.add(containing(digits));
        }
        return new Words(patterns);
    }

    /// Whether the column matches one of them.
    String condition(String column) {
        var any = new ArrayList<String>();
        for (int i = 0; i < patterns.size(); i++) {
            any.add(column + " ILIKE :words" + i);
        }
        return "(" + String.join(" OR ", any) + ")";
    }

    Map<String, Object> parameters() {
        var parameters = new TreeMap<String, Object>();
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
