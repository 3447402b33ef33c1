package parley.crm.amocrm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import parley.crm.CrmTrouble.Kind;
import parley.crm.amocrm.Caller.Repeated;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What came back from a call. Pure, so every odd answer seen in the wild becomes a test.
sealed interface Answer {

    /// @param json a null node when the answer was empty
    record Done(JsonNode json) implements Answer {}

    /// The token is not accepted (any more).
    record Expired() implements Answer {}

    record Failed(CrmTrouble trouble) implements Answer {}

    /// We ask too often.
    record Complaint(Duration pause) implements Answer {}

    int LONGEST_WORDS = 500;

    /// A new entry is found by searching only after a while, so that a search sooner may miss what is there.
    Duration LOOK_AGAIN = Duration.ofSeconds(30);

    Duration SHORT_PAUSE = Duration.ofSeconds(1);
    Duration BLOCKED = Duration.ofMinutes(5);

    String NOT_ON_THE_LIST = "113";

    static Answer read(int status, byte[] body, Repeated repeated) {
        var json = body.length == 0 ? Json.tree("null") : tree(body);
        return switch (status) {
            case 401 -> new Expired();
            case 402 -> outside(Words.SUBSCRIPTION, "the account's subscription has ended");
            case 403 -> forbidden(json);
            case 404, 410 -> failed(Kind.GONE, "there is no such record" + words(json));
            case 429 -> new Complaint(SHORT_PAUSE);
            default -> other(status, json, repeated);
        };
    }

    /// Nobody knows whether the call was heard.
    static CrmTrouble lost(String why, Repeated repeated) {
        return repeated == Repeated.HARMLESS
                ? new CrmTrouble(Kind.TEMPORARY, why)
                : new CrmTrouble(Kind.UNKNOWN_OUTCOME, why, LOOK_AGAIN);
    }

    private static Answer other(int status, @Nullable JsonNode json, Repeated repeated) {
        if (status >= 200 && status < 300) {
            return json == null ? new Failed(lost("the answer is not JSON", repeated)) : new Done(json);
        }
        if (status >= 500) {
            return new Failed(lost("status " + status, repeated));
        }
        if (status >= 300 && status < 400) {
            return outside(Words.MOVED, "the account has moved to another address");
        }
        return failed(Kind.REFUSED, "status " + status + words(json));
    }

    /// JSON tells of a right that is missing; anything else comes from the guard in front of the program.
    private static Answer forbidden(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return new Complaint(BLOCKED);
        }
        return json.path("code").asString(json.path("error_code").asString("")).equals(NOT_ON_THE_LIST)
                ? outside(Words.ADDRESS_LIST, "the account lets in listed addresses only")
                : failed(Kind.REFUSED, "a right is missing" + words(json));
    }

    private static Answer outside(String code, String words) {
        return new Failed(CrmTrouble.unauthorized(code, words));
    }

    private static Answer failed(Kind kind, String words) {
        return new Failed(new CrmTrouble(kind, words));
    }

    /// The account's own words, as far as they are words.
    private static String words(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return "";
        }
        var said = new ArrayList<String>();
        said.add(json.path("detail").asString(json.path("title").asString("")));
        for (var entry : json.path("validation-errors")) {
            for (var error : entry.path("errors")) {
                said.add(error.path("path").asString("") + " "
                        + error.path("detail").asString(""));
            }
        }
        var text = said.stream().filter(one -> !one.isBlank()).collect(Collectors.joining("; "));
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(LONGEST_WORDS, text.length()));
    }

    private static @Nullable JsonNode tree(byte[] body) {
        try {
            var text = new String(body, StandardCharsets.UTF_8);
            return text.isBlank() ? Json.tree("null") : Json.tree(text);
        } catch (JacksonException _) {
            return null;
        }
    }
}
