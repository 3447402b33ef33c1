package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import parley.platform.HttpCall;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Calls one account, in turn and with its token.
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI address;
    private final Access access;
    private final Pace pace;

    /// @param address of the account, without a trailing slash
    Caller(HttpClient http, URI address, Access access, Pace pace) {
        this.http = http;
        this.address = address;
        this.access = access;
        this.pace = pace;
    }

    /// What happens when a call is made once more because nobody knows whether it was heard.
    enum Repeated {
        /// Nothing.
        HARMLESS,
        /// There may be two of what was wanted one of.
        DOUBLED
    }

    /// @param path from `/api/v4` on, with its query
    /// @param user with whose rights the account is to answer; absent: the token's
    record Call(
            String method,
            String path,
            @Nullable Object body,
            Repeated repeated,
            @Nullable String user) {

        Call(String method, String path, @Nullable Object body, Repeated repeated) {
            this(method, path, body, repeated, null);
        }
    }

    /// The answer's JSON; a null node when there is none, which is how an empty list and an unknown deal are told.
    ///
    /// Throws {@link CrmTrouble} for everything else.
    JsonNode call(Urgency urgency, Call call) {
        var token = access.token();
        var answer = once(urgency, call, token);
        if (answer instanceof Answer.Expired && access.renew(token)) {
            answer = once(urgency, call, access.token());
        }
        return switch (answer) {
            case Answer.Done(var json) -> json;
            case Answer.Expired() -> throw CrmTrouble.unauthorized(Words.TOKEN, "the token is not accepted");
            case Answer.Failed(var trouble) -> throw trouble;
            case Answer.Complaint(var pause) -> {
                pace.complaint(pause);
                throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "asked too often", pause);
            }
        };
    }

    private Answer once(Urgency urgency, Call call, String token) {
        pace.enter(urgency);
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v4" + call.path()))
                .header("Authorization", "Bearer " + token.replaceAll("[^\\x21-\\x7e]", ""))
                .header("User-Agent", "Parley")
                .header("Accept", "application/json");
        if (call.user() != null) {
            request.header("X-Context-User-ID", call.user().replaceAll("\\D", ""));
        }
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
        }
        var content =
                call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(call.body()));
        return switch (HttpCall.send(http, request, call.method(), content, PATIENCE)) {
            case HttpCall.Outcome.Answered(var response) ->
                Answer.read(response.statusCode(), response.body(), call.repeated());
            case HttpCall.Outcome.NotSent(var why) -> new Answer.Failed(new CrmTrouble(CrmTrouble.Kind.TEMPORARY, why));
            case HttpCall.Outcome.Lost(var why) -> new Answer.Failed(Answer.lost(why, call.repeated()));
        };
    }
}
