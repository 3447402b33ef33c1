package parley.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A form that an adapter describes, as somebody has filled it in. All mistakes are found at once.
public final class FilledForm {

    /// Kinds that show something and take nothing.
    private static final Set<String> SHOWN_ONLY = Set.of("copy", "note", "page");

    /// Kinds whose values never leave Parley again.
    private static final Set<String> SECRET = Set.of("secret", "oauth");

    private static final int LONGEST = 4_000;
    private static final int SHOWS_ITS_END = 12;
    private static final int END = 4;
    private static final Pattern URL = Pattern.compile("https?://[^\\s/]+\\S*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Mistake> mistakes = new HashMap<>();

    private FilledForm() {}

    /// What is wrong with a field.
    ///
    /// @param code `wrong_secret`, `unreachable`, `required`, `pattern`, …
    /// @param detail what the text of the code needs; empty where it needs nothing
    public record Mistake(String code, String detail) {}

    /// What may be shown of a value.
    public sealed interface Shown {

        record Plain(String value) implements Shown {}

        /// @param ends the last characters of a long secret, by which people know it again
        record Secret(boolean set, String ends) implements Shown {}
    }

    /// @param before the values that hold where nothing was typed; empty when something new is connected
    public static FilledForm read(List<FormField> all, Map<String, String> typed, Map<String, String> before) {
        var form = new FilledForm();
        var fields = inputs(all);
        typed.keySet().stream()
                .filter(key -> fields.stream().noneMatch(field -> field.key().equals(key)))
                .forEach(key -> form.mistakes.put(key, new Mistake("unknown_field", "")));
        for (var field : fields) {
            form.read(field, typed, before);
        }
        return form;
    }

    private void read(FormField field, Map<String, String> typed, Map<String, String> before) {
        var value = Optional.ofNullable(typed.get(field.key())).map(String::strip);
        var kept = before.getOrDefault(field.key(), "");
        var unchanged =
                value.isEmpty() || SECRET.contains(field.kind()) && value.get().isEmpty();
        var holds = unchanged ? kept : value.get();
        if (holds.isEmpty()) {
            if (field.required()) {
                mistakes.put(field.key(), new Mistake("required", ""));
            }
            return;
        }
        values.put(field.key(), holds);
        if (!unchanged) {
            check(field, holds).ifPresent(mistake -> mistakes.put(field.key(), mistake));
        }
    }

    private static Optional<Mistake> check(FormField field, String value) {
        if (value.length() > LONGEST) {
            return Optional.of(new Mistake("long", Integer.toString(LONGEST)));
        }
        var fits = switch (field.kind()) {
            case "url" -> URL.matcher(value).matches();
            case "email" -> EMAIL.matcher(value).matches();
            case "number" -> NUMBER.matcher(value).matches();
            case "switch" -> value.equals("true") || value.equals("false");
            case "select" -> field.options() == null || field.options().containsKey(value);
            default -> true;
        };
        var pattern = field.pattern();
        if (!fits || pattern != null && !Pattern.compile(pattern).matcher(value).find()) {
            var example = field.example();
            return Optional.of(new Mistake("pattern", example == null ? "" : example));
        }
        return Optional.empty();
    }

    public Map<String, String> values() {
        return values;
    }

    public Map<String, Mistake> mistakes() {
        return mistakes;
    }

    /// What may be shown of the values.
    public static Map<String, Shown> shown(List<FormField> all, Map<String, String> values) {
        var shown = new HashMap<String, Shown>();
        for (var field : inputs(all)) {
            var value = values.getOrDefault(field.key(), "");
            if (SECRET.contains(field.kind())) {
                var end = value.length() < SHOWS_ITS_END ? "" : value.substring(value.length() - END);
                shown.put(field.key(), new Shown.Secret(!value.isEmpty(), end));
            } else {
                shown.put(field.key(), new Shown.Plain(value));
            }
        }
        return shown;
    }

    /// What an adapter keeps beside its form: keys that the form does not have.
    public static Map<String, String> unseen(List<FormField> all, Map<String, String> values) {
        var unseen = new HashMap<>(values);
        inputs(all).forEach(field -> unseen.remove(field.key()));
        return unseen;
    }

    private static List<FormField> inputs(List<FormField> all) {
        return all.stream().filter(field -> !SHOWN_ONLY.contains(field.kind())).toList();
    }
}
