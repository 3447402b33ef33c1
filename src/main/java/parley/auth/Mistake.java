package parley.auth;

import java.util.Map;

/// One thing wrong with what was typed.
///
/// @param path the field
/// @param code `required`, `short`, `long`, `email`, `taken`, `unknown`: the words are the screen's
public record Mistake(String path, String code, Map<String, Object> args) {

    static Mistake of(String path, String code) {
        return new Mistake(path, code, Map.of());
    }
}
