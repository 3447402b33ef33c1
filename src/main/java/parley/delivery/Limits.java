package parley.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.Descriptor.Can;
import parley.channel.Descriptor.FileLimit;
import parley.platform.Media.StoredFile;

/// What a channel takes, checked before anything is queued: a message must not fail later for what is known now.
final class Limits {

    static final int MOST_FILES = 10;

    private static final String ANY = "file";

    private final Can can;
    private final String type;
    private final boolean voice;
    private final List<Mistake> mistakes = new ArrayList<>();

    private Limits(Can can, String type, boolean voice) {
        this.can = can;
        this.type = type;
        this.voice = voice;
    }

    /// @param kind what the message as a whole is
    /// @param mistakes all at once
    record Checked(Content.Kind kind, List<Mistake> mistakes) {

        Checked {
            mistakes = List.copyOf(mistakes);
        }
    }

    /// @param type how people call the messenger
    /// @param files those that were found, in the order in which they go
    /// @param voice whether a single sound was recorded to be heard at once
    static Checked check(Can can, String type, @Nullable String text, List<StoredFile> files, boolean voice) {
        var limits = new Limits(can, type, voice && can.voice() && files.size() == 1);
        if (text == null && files.isEmpty()) {
            limits.mistakes.add(Mistake.of("text", "empty"));
        }
        limits.text(text, !files.isEmpty());
        var kinds = new HashSet<String>();
        for (int place = 0; place < files.size(); place++) {
            kinds.add(limits.file("files." + place, files.get(place)));
        }
        return new Checked(kind(kinds), limits.mistakes);
    }

    private static Content.Kind kind(HashSet<String> kinds) {
        if (kinds.isEmpty()) {
            return Content.Kind.TEXT;
        }
        return kinds.size() > 1
                ? Content.Kind.FILE
                : Content.Kind.valueOf(kinds.iterator().next().toUpperCase(Locale.ROOT));
    }

    /// Counted in UTF-16 units, as messengers do.
    private void text(@Nullable String text, boolean caption) {
        var max = caption && can.captionMax() > 0 ? can.captionMax() : can.textMax();
        if (text != null && text.length() > max) {
            add("text", "too_long", Map.of("n", text.length(), "max", max));
        }
    }

    /// Answers as which kind it goes. A picture that is too large for pictures may still go as a file.
    private String file(String field, StoredFile file) {
        var kind = kind(file.mime());
        var fitting = can.files().stream()
                .filter(limit -> limit.kind().equals(kind) || limit.kind().equals(ANY))
                .filter(limit -> limit.mime().isEmpty() || limit.mime().contains(file.mime()))
                .toList();
        if (file.size() == 0) {
            mistakes.add(Mistake.of(field, "empty"));
        } else if (fitting.isEmpty()) {
            add(field, "wrong_kind", Map.of("name", file.name()));
        } else if (fitting.stream().noneMatch(limit -> file.size() <= limit.max())) {
            var max = fitting.stream().mapToLong(FileLimit::max).max().orElse(0);
            add(field, "too_big", Map.of("name", file.name(), "size", file.size(), "max", max));
        }
        var distinguished = can.files().stream().anyMatch(limit -> limit.kind().equals(kind));
        return !distinguished
                        || fitting.stream().anyMatch(limit -> limit.kind().equals(kind) && file.size() <= limit.max())
                ? kind
                : ANY;
    }

    private String kind(String mime) {
        return switch (mime.replaceFirst("/.*", "")) {
            case "image" -> mime.equals("image/svg+xml") ? ANY : "image";
            case "video" -> "video";
            case "audio" -> voice ? "voice" : "audio";
            default -> ANY;
        };
    }

    private void add(String field, String code, Map<String, Object> args) {
        var all = new HashMap<>(args);
        all.put("type", type);
        mistakes.add(new Mistake(field, code, all));
    }
}
