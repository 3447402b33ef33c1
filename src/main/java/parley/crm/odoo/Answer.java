package parley.crm.odoo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import parley.crm.CrmTrouble.Kind;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What an answer of the JSON-2 interface means. The status alone does not tell: an unknown field is a 500, and so is a
/// clash in the database; the exception's name does.
final class Answer {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    private static final int LONGEST_WORDS = 300;

    private Answer() {}

    /// @param call `model.method`, for the words of a trouble
    static JsonNode read(String call, int status, @Nullable String retryAfter, byte[] body) {
        var json = tree(body);
        if (status / 100 == 2) {
            if (json == null) {
                throw new CrmTrouble(Kind.TEMPORARY, call + ": the answer is no JSON");
            }
            return json;
        }
        throw trouble(call, status, retryAfter, json);
    }

    private static CrmTrouble trouble(String call, int status, @Nullable String retryAfter, @Nullable JsonNode json) {
        var name = json == null ? "" : json.path("name").asString("");
        var words = call + ": " + words(status, json);
        if (status == UNAUTHORIZED || name.endsWith(".AccessDenied")) {
            return new CrmTrouble(Kind.AUTH, words);
        }
        if (name.endsWith(".MissingError")) {
            return new CrmTrouble(Kind.GONE, words);
        }
        if (isPassing(status, name)) {
            return new CrmTrouble(Kind.TEMPORARY, words, pause(retryAfter));
        }
        return new CrmTrouble(Kind.REFUSED, words);
    }

    /// A page instead of Odoo's own words comes from whatever stands before an Odoo that is away or still starting.
    private static boolean isPassing(int status, String name) {
        if (status == TOO_MANY || name.isEmpty() && (status >= SERVER || status == NOT_FOUND || status / 100 == 3)) {
            return true;
        }
        return name.startsWith("psycopg2.") || name.endsWith(".ConcurrencyError") || name.endsWith(".LockError");
    }

    /// Odoo's traceback, which stands beside its words, is left behind.
    private static String words(int status, @Nullable JsonNode json) {
        var said = json == null ? "" : json.path("message").asString("").strip();
        var words = said.isEmpty() ? "status " + status : said;
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }

    private static @Nullable Duration pause(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }

    private static @Nullable JsonNode tree(byte[] body) {
        try {
            var json = Json.tree(body);
            return json.isMissingNode() ? null : json;
        } catch (JacksonException _) {
            return null;
        }
    }
}
