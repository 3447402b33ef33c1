package parley.crm.odoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Somebody who works on Odoo's own pages: asks as they do, with the cookie of his session.
public final class OdooDesk {

    private static final Pattern FRAME = Pattern.compile("<iframe[^>]* src=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /// Salespeople of {@link OdooCompany} have their names as passwords.
    public OdooDesk(String login) {
        var signedIn =
                asks("/web/session/authenticate", Map.of("db", RealOdoo.database(), "login", login, "password", login));
        if (signedIn.path("uid").asLong() == 0) {
            throw new IllegalStateException("Odoo does not know " + login);
        }
    }

    private JsonNode asks(String path, Map<String, ?> params) {
        var body = Json.write(Map.of("jsonrpc", "2.0", "method", "call", "params", params));
        var request = HttpRequest.newBuilder(RealOdoo.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = Json.tree(http.send(request, BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(
                        answer.path("error").path("data").path("message").asString("refused"));
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A method of a model, as the web client calls it.
    public JsonNode calls(String model, String method, List<?> args, Map<String, ?> named) {
        return asks(
                "/web/dataset/call_kw/" + model + "/" + method,
                Map.of("model", model, "method", method, "args", args, "kwargs", named));
    }

    /// What stands in the tab of the record's form, which it is asked for with its name.
    ///
    /// @param field of the tab
    public String tab(String model, String record, String field) {
        return calls(
                        model,
                        "web_read",
                        List.of(List.of(Long.parseLong(record))),
                        Map.of("specification", Map.of("name", Map.of(), field, Map.of())))
                .path(0)
                .path(field)
                .asString("");
    }

    /// Where the frame in the tab leads to.
    public static URI frame(String tab) {
        var frame = FRAME.matcher(tab);
        if (!frame.find()) {
            throw new IllegalStateException("no frame in " + tab);
        }
        return URI.create(frame.group(1).replace("&amp;", "&"));
    }
}
