package parley.channel.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// When somebody answers: `Mo-Fr 09:00-18:00; Sa 10:00-14:00`, days also as `Пн-Пт`. Without any span: always.
record OpeningHours(List<Span> spans, ZoneId zone) {

    private static final List<String> ENGLISH = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
    private static final List<String> RUSSIAN = List.of("пн", "вт", "ср", "чт", "пт", "сб", "вс");
    private static final Pattern SPAN = Pattern.compile(
            "(\\p{L}{2})(?:\\s*[-–]\\s*(\\p{L}{2}))?\\s+(\\d{1,2}:\\d{2})\\s*[-–]\\s*(\\d{1,2}:\\d{2})");
    private static final int DAYS = 7;

    /// @param end exclusive; midnight at the end of the day is the last nanosecond
    record Span(DayOfWeek day, LocalTime start, LocalTime end) {}

    OpeningHours {
        spans = List.copyOf(spans);
    }

    /// Empty when it cannot be understood.
    static Optional<OpeningHours> read(String typed, ZoneId zone) {
        var spans = new ArrayList<Span>();
        for (var part : typed.split("[;,\\n]")) {
            var words = SPAN.matcher(part.strip().toLowerCase(Locale.ROOT));
            if (part.isBlank()) {
                continue;
            }
            if (!words.matches() || !add(spans, words.group(1), words.group(2), words.group(3), words.group(4))) {
                return Optional.empty();
            }
        }
        return Optional.of(new OpeningHours(spans, zone));
    }

    private static boolean add(
            List<Span> spans, String from, @org.jspecify.annotations.Nullable String to, String start, String end) {
        var first = day(from);
        var last = to == null ? first : day(to);
        var opens = time(start);
        var closes = end.equals("24:00") ? Optional.of(LocalTime.MAX) : time(end);
        if (first < 0 || last < 0 || opens.isEmpty() || closes.isEmpty()) {
            return false;
        }
        if (!opens.get().isBefore(closes.get())) {
            return false;
        }
        for (int i = 0; i <= Math.floorMod(last - first, DAYS); i++) {
            spans.add(new Span(DayOfWeek.of((first + i) % DAYS + 1), opens.get(), closes.get()));
        }
        return true;
    }

    private static int day(String name) {
        return Math.max(ENGLISH.indexOf(name), RUSSIAN.indexOf(name));
    }

    private static Optional<LocalTime> time(String typed) {
        try {
            return Optional.of(LocalTime.parse(typed.length() == 4 ? "0" + typed : typed));
        } catch (java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    boolean isOpen(Instant at) {
        return spans.isEmpty() || spans.stream().anyMatch(span -> covers(span, at.atZone(zone)));
    }

    private static boolean covers(Span span, ZonedDateTime at) {
        var time = at.toLocalTime();
        return at.getDayOfWeek() == span.day() && !time.isBefore(span.start()) && time.isBefore(span.end());
    }

    /// The next moment at which somebody answers; empty while somebody does.
    Optional<Instant> opensNext(Instant at) {
        if (isOpen(at)) {
            return Optional.empty();
        }
        var today = at.atZone(zone).toLocalDate();
        return spans.stream()
                .flatMap(span -> java.util.stream.IntStream.rangeClosed(0, DAYS)
                        .mapToObj(today::plusDays)
                        .filter(date -> date.getDayOfWeek() == span.day())
                        .map(date -> date.atTime(span.start()).atZone(zone).toInstant()))
                .filter(opening -> opening.isAfter(at))
                .min(Instant::compareTo);
    }
}
