package parley.http.v3;

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
import parley.story.Hub;
import tools.jackson.databind.JsonNode;

/// An integration written for the Wazzup API v3: knows a base address and a key, and nothing of Parley.
final class Crm {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String base;
    private final String key;

    Crm(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /// With a key that the owner has just made.
    ///
    /// @param scope `full` or `limited`
    static Crm of(Hub hub, String scope) {
        var made = hub.owner().post("/api-keys", "{\"name\":\"CRM\",\"scopes\":[\"%s\"]}".formatted(scope));
        assertEquals(201, made.status(), made.toString());
        return new Crm(hub.address(), made.json().path("secret").asString());
    }

    String key() {
        return key;
    }

    /// @param text as it was sent
    record Answer(int status, String text, HttpResponse<String> whole) {

        JsonNode json() {
            return Json.tree(text);
        }

        String error() {
            return json().path("error").asString("");
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + text;
        }
    }

    Answer get(String path) {
        return ask("GET", path, null);
    }

    Answer post(String path, String body) {
        return ask("POST", path, body);
    }

    Answer patch(String path, String body) {
        return ask("PATCH", path, body);
    }

    Answer delete(String path) {
        return ask("DELETE", path, null);
    }

    /// @param path from the root, as `/v3/channels`
    Answer ask(String method, String path, @Nullable String body) {
        return ask(request(path)
                .header("Authorization", "Bearer " + key)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    }

    static Answer ask(HttpRequest request) {
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
