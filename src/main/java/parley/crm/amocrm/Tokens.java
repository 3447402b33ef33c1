package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import parley.platform.HttpCall;
import parley.platform.Json;
import tools.jackson.core.JacksonException;

/// Asks an account for tokens, with what its administrator's browser brought along or with a token kept for that.
final class Tokens {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Tokens() {}

    sealed interface Asked {}

    /// @param pair both tokens, under the keys by which they are kept
    record Granted(Map<String, String> pair) implements Asked {}

    record Refused() implements Asked {}

    record Silent(String why) implements Asked {}

    /// @param fields those of the connection
    /// @param grant by what we ask
    static Map<String, String> form(Map<String, String> fields, String grant, String key, String value) {
        return Map.of(
                "client_id",
                fields.getOrDefault(Form.CLIENT, ""),
                "client_secret",
                fields.getOrDefault(Form.SECRET, ""),
                "grant_type",
                grant,
                key,
                value,
                "redirect_uri",
                fields.getOrDefault(Form.LANDING, ""));
    }

    static Asked ask(HttpClient http, URI address, Map<String, String> form) {
        var request = HttpRequest.newBuilder(URI.create(address + "/oauth2/access_token"))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Parley");
        return switch (HttpCall.send(http, request, "POST", BodyPublishers.ofByteArray(Json.bytes(form)), PATIENCE)) {
            case HttpCall.Outcome.Answered(var response) -> read(response.statusCode(), response.body());
            case HttpCall.Outcome.NotSent(var why) -> new Silent(why);
            case HttpCall.Outcome.Lost(var why) -> new Silent(why);
        };
    }

    private static Asked read(int status, byte[] body) {
        if (status >= 400 && status < 500 && status != 429) {
            return new Refused();
        }
        if (status != 200) {
            return new Silent("status " + status);
        }
        try {
            var json = Json.tree(body);
            var access = json.path("access_token").asString("");
            var refresh = json.path("refresh_token").asString("");
            return access.isEmpty() || refresh.isEmpty()
                    ? new Silent("an answer without tokens")
                    : new Granted(Map.of(Form.ACCESS, access, Form.REFRESH, refresh));
        } catch (JacksonException _) {
            return new Silent("the answer is not JSON");
        }
    }
}
