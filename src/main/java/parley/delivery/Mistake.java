package parley.delivery;

import java.util.Map;

/// Something wrong with what was typed (UX 6.6).
///
/// @param field `cid`, `chat`, `address`, `channel`, `text`, `files.0`, `quote` …
/// @param code `too_big`, `wrong_kind`, `too_long`, `empty`, `required`, `unknown`, …
/// @param args what the screen's text mentions
public record Mistake(String field, String code, Map<String, Object> args) {

    public Mistake {
        args = Map.copyOf(args);
    }

    static Mistake of(String field, String code) {
        return new Mistake(field, code, Map.of());
    }
}
