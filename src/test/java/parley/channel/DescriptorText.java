package parley.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.platform.FormField;

/// Reads an adapter's face as its reviewer would.
public final class DescriptorText {

    private static final Set<String> KINDS = Set.of(
            "text", "secret", "url", "phone", "email", "number", "select", "switch", "origins", "file", "oauth", "copy",
            "note", "page");
    private static final Set<String> STEPS = Set.of("text", "form", "connect", "wait");
    private static final Set<String> WRITE_FIRST = Set.of("yes", "template", "after_client", "no");
    private static final Set<String> LANGUAGES = Set.of("ru", "en");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    private DescriptorText() {}

    static Stream<FormField> fields(Descriptor face) {
        return face.steps().stream().flatMap(step -> step.fields().stream());
    }

    /// Everything that is wrong with it, in words; empty when nothing is.
    public static List<String> flaws(Descriptor face) {
        var flaws = new ArrayList<String>();
        text(flaws, "name", face.name());
        text(flaws, "about", face.about());
        demand(flaws, face.tag().letters().length() == 2, "the tag has two letters");
        demand(flaws, face.tag().colour().matches("#[0-9a-f]{6}"), "the tag's colour is #rrggbb");
        demand(
                flaws,
                WRITE_FIRST.contains(face.can().writeFirst()),
                "writeFirst: " + face.can().writeFirst());
        for (var step : face.steps()) {
            demand(flaws, STEPS.contains(step.kind()), "no such step: " + step.kind());
            if (step.body() != null) {
                text(flaws, "step " + step.kind(), step.body());
            }
        }
        var keys = new HashSet<String>();
        fields(face).forEach(field -> {
            demand(flaws, keys.add(field.key()), "two fields are called " + field.key());
            field(flaws, field);
        });
        face.reasons().forEach((code, texts) -> text(flaws, "reason " + code, texts));
        face.actions().forEach(action -> text(flaws, "action " + action.key(), action.label()));
        return flaws;
    }

    private static void field(List<String> flaws, FormField field) {
        demand(flaws, KINDS.contains(field.kind()), "no such kind of field: " + field.kind());
        text(flaws, "field " + field.key(), field.label());
        if (field.help() != null) {
            text(flaws, "help of " + field.key(), field.help());
        }
        if (field.options() != null) {
            field.options().forEach((value, texts) -> text(flaws, "option " + value, texts));
        }
        demand(flaws, compiles(field.pattern()), "the pattern of " + field.key());
        if (field.pattern() != null && field.example() != null && compiles(field.pattern())) {
            demand(flaws, field.example().matches(field.pattern()), "the example of " + field.key() + " is refused");
        }
    }

    private static boolean compiles(@Nullable String pattern) {
        try {
            return pattern == null || Pattern.compile(pattern) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void text(List<String> flaws, String where, Map<String, String> texts) {
        demand(flaws, texts.keySet().equals(LANGUAGES), where + " is in " + texts.keySet());
        texts.values().forEach(text -> demand(flaws, !text.isBlank(), where + " is empty"));
        demand(flaws, !CYRILLIC.matcher(texts.getOrDefault("en", "")).find(), where + ": Russian letters in `en`");
    }

    private static void demand(List<String> flaws, boolean holds, String flaw) {
        if (!holds) {
            flaws.add(flaw);
        }
    }
}
