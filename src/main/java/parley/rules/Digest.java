package parley.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// How a dialogue becomes notes in the CRM's timeline (R50).
public final class Digest {

    private Digest() {}

    /// The time that one note covers; `end` is outside, and is when the note is due.
    public record Window(Instant start, Instant end) implements Comparable<Window> {

        @Override
        public int compareTo(Window other) {
            return Comparator.comparing(Window::start)
                    .thenComparing(Window::end)
                    .compare(this, other);
        }
    }

    /// One message, as the note shows it.
    ///
    /// @param at when it was written, which the note shows
    /// @param stored when Parley got it, which decides the window: so a late message is in the next note, and every
    ///     message is in exactly one
    /// @param text may be empty when there are files
    public record Line(Instant at, Instant stored, String author, String text, List<File> files) {

        public Line {
            files = List.copyOf(files);
        }
    }

    public record File(String name, String url) {}

    /// @param part 0, or the number of the piece when a window's messages need several notes
    public record Note(Window window, int part, String text) {}

    /// The window of a message stored at this moment. Empty for [TimelineMode#OFF]; for [TimelineMode#EACH] it has no
    /// length, for the note is due at once. Windows follow each other without gap or overlap, on days when
    /// clocks are changed too.
    public static Optional<Window> window(TimelineMode mode, ZoneId zone, Instant stored) {
        return switch (mode) {
            case OFF -> Optional.empty();
            case EACH -> Optional.of(new Window(stored, stored));
            case HOURLY -> Optional.of(hour(zone, stored));
            case DAILY -> Optional.of(day(zone, stored.atZone(zone).toLocalDate()));
        };
    }

    /// The notes that these messages make, oldest first. Messages of one window keep the order of their times, those of
    /// one time the order in which they are given.
    ///
    /// @param maxLength of one note in UTF-16 units, at least 100; what is longer goes on in another
    public static List<Note> notes(TimelineMode mode, ZoneId zone, List<Line> lines, int maxLength) {
        if (maxLength < 100) {
            throw new IllegalArgumentException("A note shorter than 100 characters holds no message");
        }
        var notes = new ArrayList<Note>();
        if (mode == TimelineMode.EACH) {
            lines.stream()
                    .sorted(Comparator.comparing(Line::stored))
                    .forEach(line ->
                            add(notes, new Window(line.stored(), line.stored()), zone, List.of(line), maxLength));
            return notes;
        }
        var windows = new TreeMap<Window, List<Line>>();
        for (var line : lines) {
            window(mode, zone, line.stored())
                    .ifPresent(window -> windows.computeIfAbsent(window, start -> new ArrayList<>())
                            .add(line));
        }
        windows.forEach((window, together) -> add(notes, window, zone, together, maxLength));
        return notes;
    }

    /// The texts of one window's note; several when it is longer than allowed.
    public static List<String> texts(ZoneId zone, List<Line> lines, int maxLength) {
        var writer = new NoteWriter(zone, maxLength);
        lines.stream().sorted(Comparator.comparing(Line::at)).forEach(writer::add);
        return writer.texts();
    }

    private static void add(List<Note> notes, Window window, ZoneId zone, List<Line> lines, int maxLength) {
        var texts = texts(zone, lines, maxLength);
        for (int part = 0; part < texts.size(); part++) {
            notes.add(new Note(window, part, texts.get(part)));
        }
    }

    /// A clock hour. It is cut where clocks are changed, because there are zones that change them by half an hour.
    private static Window hour(ZoneId zone, Instant stored) {
        var offset = zone.getRules().getOffset(stored);
        var start = stored.atOffset(offset).truncatedTo(ChronoUnit.HOURS).toInstant();
        var end = start.plus(Duration.ofHours(1));
        var changed = zone.getRules().previousTransition(stored.plusNanos(1));
        var changes = zone.getRules().nextTransition(stored);
        return new Window(
                changed != null && changed.getInstant().isAfter(start) ? changed.getInstant() : start,
                changes != null && changes.getInstant().isBefore(end) ? changes.getInstant() : end);
    }

    private static Window day(ZoneId zone, LocalDate date) {
        return new Window(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
