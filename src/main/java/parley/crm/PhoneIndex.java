package parley.crm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import parley.base.Phone;

/// Digits by which phones are found, whatever their spelling (R31, R52–R54).
public final class PhoneIndex {

    private static final int SHORTEST_SEARCH = 3;

    private PhoneIndex() {}

    /// Every reading of every phone, as digits only.
    public static List<String> readings(List<String> phones) {
        return phones.stream()
                .flatMap(phone -> Stream.concat(
                        Stream.of(phone.replaceAll("\\D", "")),
                        Arrays.stream(Phone.Reading.values())
                                .flatMap(reading -> Phone.read(phone, reading).stream())
                                .map(read -> read.value().substring(1))))
                .filter(digits -> !digits.isEmpty())
                .distinct()
                .toList();
    }

    /// The numbers under which a phone may stand in the index.
    public static List<String> digits(Phone phone) {
        return phone.spellings().stream()
                .map(spelling -> spelling.replaceAll("\\D", ""))
                .distinct()
                .toList();
    }

    /// What to look for when somebody types part of a number: as it is, and with 8, 7 or nothing before it. Nothing
    /// when the text is no number.
    public static List<String> patterns(String typed) {
        var digits = typed.replaceAll("\\D", "");
        if (digits.length() < SHORTEST_SEARCH || !typed.matches("[\\s\\d+()./\\p{Pd}]*")) {
            return List.of();
        }
        if (!digits.startsWith("8") && !digits.startsWith("7")) {
            return List.of("%" + digits + "%");
        }
        var rest = digits.substring(1);
        return List.of("%" + digits + "%", "7" + rest + "%", "8" + rest + "%", rest + "%");
    }
}
