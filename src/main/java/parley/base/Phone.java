package parley.base;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number as the hub compares it: a plus and 8–15 digits, `+79161234567`.
///
/// Made for comparing only: the CRM keeps its own spelling (R53).
public record Phone(String value) {

    private static final Pattern VALID = Pattern.compile("\\+\\d{8,15}");

    /// The first number in a text: signs before it are skipped, and it ends at the first sign that no number contains,
    /// so that an extension («доб. 12») does not lengthen it.
    private static final Pattern TYPED = Pattern.compile("[^+\\d]*(\\+?)([\\d\\s\\p{Zs}\\p{Pd}().+/]+)");

    private static final int RUSSIAN_DIGITS = 11;

    /// How a leading 8 is read: the integration's setting «8 as +7».
    public enum Reading {
        /// 11 digits typed without a plus and starting with 8 are a Russian number (R52).
        EIGHT_IS_RUSSIA,
        /// Every digit means itself (R54).
        AS_TYPED
    }

    public Phone {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("A phone is a plus and 8 to 15 digits");
        }
    }

    /// Reads what a person or a CRM wrote (R52, R54). Empty when it is no number of 8–15 digits.
    ///
    /// A number typed with a plus is international already, so Tokyo's `+81…` stays in Tokyo. Nothing
    /// else is guessed: ten digits get no country, `00` is not taken for a plus.
    public static Optional<Phone> read(String typed, Reading reading) {
        var found = TYPED.matcher(typed);
        if (!found.lookingAt()) {
            return Optional.empty();
        }
        var digits = found.group(2).replaceAll("\\D", "");
        var domestic = reading == Reading.EIGHT_IS_RUSSIA
                && found.group(1).isEmpty()
                && digits.length() == RUSSIAN_DIGITS
                && digits.startsWith("8");
        var candidate = "+" + (domestic ? "7" + digits.substring(1) : digits);
        return VALID.matcher(candidate).matches() ? Optional.of(new Phone(candidate)) : Optional.empty();
    }

    /// The spellings under which a CRM may hold this number (R31), the most usual first: what to search for. What is
    /// found must still be read and compared, because a spelling may belong to another country's number as well.
    public List<String> spellings() {
        var digits = value.substring(1);
        if (digits.length() == RUSSIAN_DIGITS && digits.startsWith("7")) {
            var national = digits.substring(1);
            return List.of(value, digits, "8" + national, national);
        }
        return List.of(value, digits);
    }

    /// Whether a text in the CRM is this number (R31, R52): read by the same law, or written without its country where
    /// that can only be Russia, `916 456-98-12`.
    public boolean isSpelled(String typed, Reading reading) {
        if (read(typed, reading).filter(this::equals).isPresent()) {
            return true;
        }
        return reading == Reading.EIGHT_IS_RUSSIA
                && !typed.strip().startsWith("+")
                && value.length() == RUSSIAN_DIGITS + 1
                && value.startsWith("+7")
                && typed.replaceAll("\\D", "").equals(value.substring(2));
    }

    @Override
    public String toString() {
        return value;
    }
}
