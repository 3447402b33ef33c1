package parley.platform;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads the texts of an adapter's form as its reviewer would.
public final class FormText {

    private static final Set<String> KINDS = Set.of(
            "text", "secret", "url", "phone", "email", "number", "select", "switch", "origins", "file", "oauth", "copy",
            "note", "page");
    private static final Set<String> LANGUAGES = Set.of("ru", "en");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    private FormText() {}

    /// @param flaws everything that is wrong with the fields is added, in words
    public static void fields(List<String> flaws, List<FormField> fields) {
        var keys = new HashSet<String>();
        fields.forEach(field -> {
            demand(flaws, keys.add(field.key()), "two fields are called " + field.key());
            field(flaws, field);
        });
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
            demand(
                    flaws,
                    Pattern.compile(field.pattern()).matcher(field.example()).find(),
                    "the example of " + field.key() + " is refused");
        }
    }

    private static boolean compiles(@Nullable String pattern) {
        try {
            return pattern == null || Pattern.compile(pattern) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    public static void text(List<String> flaws, String where, Map<String, String> texts) {
        demand(flaws, texts.keySet().equals(LANGUAGES), where + " is in " + texts.keySet());
        texts.values().forEach(text -> demand(flaws, !text.isBlank(), where + " is empty"));
        demand(flaws, !CYRILLIC.matcher(texts.getOrDefault("en", "")).find(), where + ": Russian letters in `en`");
    }

    public static void demand(List<String> flaws, boolean holds, String flaw) {
        if (!holds) {
            flaws.add(flaw);
        }
    }
}
