package parley.rules;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the text of notes, and begins a new one where the length is reached: between two messages if possible.
///
/// ```
/// 2026-11-24
/// 09:15 Anna: Hello
/// 09:16 Tony: Good morning
/// price.pdf: https://…
/// ```
final class NoteWriter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final ZoneId zone;
    private final int maxLength;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable LocalDate date;

    NoteWriter(ZoneId zone, int maxLength) {
        this.zone = zone;
        this.maxLength = maxLength;
    }

    void add(Digest.Line line) {
        var at = line.at().atZone(zone);
        var message = TIME.format(at) + " " + line.author() + ": " + body(line);
        var head = at.toLocalDate().equals(date) ? "" : at.toLocalDate() + "\n";
        if (!text.isEmpty() && text.length() + 1 + head.length() + message.length() > maxLength) {
            finish();
            head = at.toLocalDate() + "\n";
        }
        date = at.toLocalDate();
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(head).append(message);
        while (text.length() > maxLength) {
            cut();
        }
    }

    List<String> texts() {
        if (!text.isEmpty()) {
            finish();
        }
        return List.copyOf(texts);
    }

    private static String body(Digest.Line line) {
        var files = line.files().stream()
                .map(file -> file.name() + ": " + file.url())
                .collect(Collectors.joining("\n"));
        return line.text().isEmpty() || files.isEmpty() ? line.text() + files : line.text() + "\n" + files;
    }

    private void finish() {
        texts.add(text.toString());
        text.setLength(0);
        date = null;
    }

    /// One message longer than a note: cut at the last white space of the second half, else between two characters.
    private void cut() {
        int end = maxLength;
        for (int candidate = maxLength; candidate > maxLength / 2; candidate--) {
            if (Character.isWhitespace(text.charAt(candidate))) {
                end = candidate;
                break;
            }
        }
        if (end == maxLength && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        texts.add(text.substring(0, end));
        text.delete(0, Character.isWhitespace(text.charAt(end)) ? end + 1 : end);
    }
}
