package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// A page of a CRM in somebody's browser: asks for windows with the CRM's key, and holds one.
public final class CrmPage {

    static final String SITE = "https://crm.example.com";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Hub hub;
    private final String key;
    private String access = "";

    /// What the browser keeps of the windows, as long as it may.
    String cookie = "";

    private CrmPage(Hub hub, String key) {
        this.hub = hub;
        this.key = key;
    }

    /// @param id of the key, as an administrator names it
    /// @param secret with which the CRM's server asks
    public record Key(String id, String secret) {}

    public static Key key(Hub hub, String... sites) {
        var made = hub.owner().post("/api-keys", """
            {"name":"CRM","scopes":["full"],"origins":%s}\
            """.formatted(Json.write(sites)));
        assertEquals(201, made.status(), made.toString());
        return new Key(
                made.json().path("key").path("id").asString(),
                made.json().path("secret").asString());
    }

    public static CrmPage of(Hub hub, Key key) {
        return new CrmPage(hub, key.secret());
    }

    /// Another page in the same browser.
    CrmPage beside() {
        var other = new CrmPage(hub, key);
        other.cookie = cookie;
        return other;
    }

    public record Answer(int status, String text, HttpResponse<String> whole) {

        public JsonNode json() {
            return Json.tree(text.isEmpty() ? "null" : text);
        }
    }

    /// Asks for a window, as the CRM's server does.
    public Answer asks(String body) {
        return send(request("/v3/iframe", "POST", body).header("Authorization", "Bearer " + key));
    }

    /// The address of a window that must be given.
    public String link(String body) {
        var answer = asks(body);
        assertEquals(200, answer.status(), answer.text());
        return answer.json().path("url").asString();
    }

    /// Opens a link, as the page in the frame does.
    Answer opens(String link) {
        return proves("{\"code\":\"%s\"}".formatted(link.replaceFirst(".*#c=", "")));
    }

    Answer proves(String proof) {
        var request = request("/api/v1/embed/session", "POST", proof).header("X-Parley", "1");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        var answer = send(request);
        answer.whole().headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
        if (answer.status() == 200) {
            access = answer.json().path("access").asString();
        }
        return answer;
    }

    /// With the token of the window, and nothing else.
    Answer ask(String method, String path, @Nullable String body) {
        return send(request("/api/v1" + path, method, body).header("Authorization", "Bearer " + access));
    }

    Answer get(String path) {
        return ask("GET", path, null);
    }

    private HttpRequest.Builder request(String path, String method, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
                .timeout(Duration.ofSeconds(40))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /// The page itself, with the headers that a browser obeys.
    Answer page(String link) {
        return send(request(URI.create(link).getRawPath(), "GET", null));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
