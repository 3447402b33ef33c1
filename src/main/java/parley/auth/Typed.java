package parley.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks of what people type, all mistakes at once.
final class Typed {

    static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.?[^\\s@]*");
    private static final Set<String> LANGUAGES = Set.of("ru", "en");

    private final List<Mistake> mistakes = new ArrayList<>();

    Typed name(String path, String value) {
        if (value.isBlank()) {
            mistakes.add(Mistake.of(path, "required"));
        } else if (value.length() > LONGEST_NAME) {
            mistakes.add(new Mistake(path, "long", Map.of("max", LONGEST_NAME)));
        }
        return this;
    }

    Typed email(String value) {
        if (value.isBlank()) {
            mistakes.add(Mistake.of("email", "required"));
        } else if (value.length() > LONGEST_EMAIL || !EMAIL.matcher(value).matches()) {
            mistakes.add(Mistake.of("email", "email"));
        }
        return this;
    }

    Typed password(String value) {
        if (value.length() < SHORTEST_PASSWORD) {
            mistakes.add(new Mistake("password", "short", Map.of("min", SHORTEST_PASSWORD)));
        } else if (value.length() > LONGEST_PASSWORD) {
            mistakes.add(new Mistake("password", "long", Map.of("max", LONGEST_PASSWORD)));
        }
        return this;
    }

    Typed language(String value) {
        if (!LANGUAGES.contains(value)) {
            mistakes.add(Mistake.of("language", "unknown"));
        }
        return this;
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }
}
