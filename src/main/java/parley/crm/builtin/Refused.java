package parley.crm.builtin;

import java.util.List;
import java.util.Map;
import parley.platform.Json;
import parley.platform.PageAnswer;

/// Ends a request, and the transaction around it, with a refusal. Nothing has been changed then.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// One of the mistakes of what was sent; all of them are told at once.
    record Mistake(String path, String code, Map<String, ?> args) {

        Mistake(String path, String code) {
            this(path, code, Map.of());
        }
    }

    private record Body(String error, String description, List<Mistake> fields, Map<String, ?> args) {}

    private final transient PageAnswer answer;

    private Refused(PageAnswer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    PageAnswer answer() {
        return answer;
    }

    static Refused with(int status, String error, String description, Map<String, ?> args) {
        return new Refused(PageAnswer.json(status, Json.bytes(new Body(error, description, List.of(), args))));
    }

    static Refused invalid(List<Mistake> mistakes) {
        return new Refused(PageAnswer.json(
                422,
                Json.bytes(new Body(
                        "invalid", "Some fields are not right; all of them are listed.", mistakes, Map.of()))));
    }

    static Refused malformed() {
        return with(400, "malformed", "The body is not what this address takes.", Map.of());
    }

    static Refused notFound() {
        return with(404, "not_found", "There is nothing at this address.", Map.of());
    }

    /// Somebody else was quicker: `args.current` is what he left.
    static Refused stale(Object current) {
        return with(409, "stale", "It has been changed meanwhile.", Map.of("current", current));
    }
}
