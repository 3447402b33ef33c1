package parley.channel.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.platform.Json;
import parley.platform.PageAnswer;

/// What goes back to a visitor's browser. A refusal says its code, and words for whoever reads the browser's console.
final class Answers {

    private Answers() {}

    static PageAnswer ok(int status, Object value) {
        return PageAnswer.json(status, Json.bytes(value));
    }

    static PageAnswer done() {
        return PageAnswer.empty(204);
    }

    static PageAnswer refused(int status, String code, String description) {
        return ok(status, Map.of("error", code, "description", description));
    }

    static PageAnswer notFound() {
        return refused(404, "not_found", "There is nothing at this address.");
    }

    static PageAnswer noJson() {
        return refused(400, "no_json", "The body is a JSON object.");
    }

    static PageAnswer unknownVisitor() {
        return refused(401, "token", "The visitor's token is missing, too old or ended: start a new session.");
    }

    static PageAnswer tooMany(Duration after) {
        return with(
                refused(429, "too_many", "Too many at once; Retry-After says when to go on."),
                "Retry-After",
                Long.toString(Math.max(1, after.plusMillis(999).toSeconds())));
    }

    static PageAnswer unavailable() {
        return with(refused(503, "unavailable", "Nothing can be stored at the moment."), "Retry-After", "2");
    }

    static PageAnswer with(PageAnswer answer, String header, String value) {
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put(header, value);
        return new PageAnswer(answer.status(), headers, answer.body());
    }
}
