package parley.channel;

import org.jspecify.annotations.Nullable;

/// Text of a messenger as a database can hold it: without U+0000, and a half of a surrogate pair becomes U+FFFD.
/// Every adapter passes through here what a stranger wrote.
public final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    public static String of(String text) {
        return isPlain(text) ? text : cleaned(text);
    }

    /// Nearly everything that people write is: then nothing is copied.
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            var unit = text.charAt(at);
            if (unit == 0 || Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(sign -> {
            if (sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE) {
                clean.append(REPLACEMENT);
            } else if (sign != 0) {
                clean.appendCodePoint(sign);
            }
        });
        return clean.toString();
    }

    /// Absent, empty and blank are the same: nothing was said.
    public static @Nullable String orNull(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var clean = of(text);
        return clean.isBlank() ? null : clean;
    }
}
