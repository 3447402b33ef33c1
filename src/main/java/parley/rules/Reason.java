package parley.rules;

import java.util.Map;

/// One sentence of an explanation, without its words.
///
/// @param code what the pages have a text for: `not_yours`, `channel_read_only`, …
/// @param rule the rule behind it: `R41`
/// @param args what the text mentions: `channel` (its name), `deal` (its id), `who` (employees' ids, by comma); a
///     refusal also has `of`, which is what is refused: `READ` or `WRITE`
public record Reason(String code, String rule, Map<String, String> args) {

    public Reason {
        args = Map.copyOf(args);
    }

    public Reason(String code, String rule) {
        this(code, rule, Map.of());
    }
}
