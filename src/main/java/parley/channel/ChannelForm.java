package parley.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import parley.channel.ChannelType.Mistake;

/// A form that an adapter describes, as somebody has filled it in. All mistakes are found at once.
final class ChannelForm {

    /// Kinds that show something and take nothing.
    private static final Set<String> SHOWN_ONLY = Set.of("copy", "note", "page");

    /// Kinds whose values never leave Parley again.
    private static final Set<String> SECRET = Set.of("secret", "oauth");

    private static final int LONGEST = 4_000;
    private static final int LONGEST_NAME = 60;
    private static final int SHOWS_ITS_END = 12;
    private static final int END = 4;
    private static final Pattern URL = Pattern.compile("https?://[^\\s/]+\\S*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Mistake> mistakes = new HashMap<>();

    private ChannelForm() {}

    /// @param before the values that hold where nothing was typed; empty for a new channel
    static ChannelForm read(Descriptor type, Map<String, String> typed, Map<String, String> before) {
        var form = new ChannelForm();
        var fields = inputs(type);
        typed.keySet().stream()
                .filter(key -> fields.stream().noneMatch(field -> field.key().equals(key)))
                .forEach(key -> form.mistakes.put(key, new Mistake("unknown_field", "")));
        for (var field : fields) {
            form.read(field, typed, before);
        }
        return form;
    }

    private void read(Descriptor.Field field, Map<String, String> typed, Map<String, String> before) {
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

    private static Optional<Mistake> check(Descriptor.Field field, String value) {
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

    /// @param others names that are taken
    ChannelForm name(String name, List<String> others) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            mistakes.put("name", new Mistake("channel_name", ""));
        } else if (others.stream().anyMatch(name::equalsIgnoreCase)) {
            mistakes.put("name", new Mistake("channel_name", ""));
        }
        return this;
    }

    Map<String, String> values() {
        return values;
    }

    Map<String, Mistake> mistakes() {
        return mistakes;
    }

    /// What may be shown of the values.
    static Map<String, Channels.Value> shown(Descriptor type, Map<String, String> values) {
        var shown = new HashMap<String, Channels.Value>();
        for (var field : inputs(type)) {
            var value = values.getOrDefault(field.key(), "");
            if (SECRET.contains(field.kind())) {
                var end = value.length() < SHOWS_ITS_END ? "" : value.substring(value.length() - END);
                shown.put(field.key(), new Channels.Value.Secret(!value.isEmpty(), end));
            } else {
                shown.put(field.key(), new Channels.Value.Plain(value));
            }
        }
        return shown;
    }

    /// What an adapter keeps beside its form: keys that the form does not have.
    static Map<String, String> unseen(Descriptor type, Map<String, String> values) {
        var unseen = new HashMap<>(values);
        inputs(type).forEach(field -> unseen.remove(field.key()));
        return unseen;
    }

    private static List<Descriptor.Field> inputs(Descriptor type) {
        return type.steps().stream()
                .flatMap(step -> step.fields().stream())
                .filter(field -> !SHOWN_ONLY.contains(field.kind()))
                .toList();
    }
}
