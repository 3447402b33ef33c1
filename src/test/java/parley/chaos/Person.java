package parley.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Somebody who is signed in and asks whichever hub there is.
final class Person {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /// No answer at all.
    static final int NOTHING = 0;

    final String name;
    private final Fleet fleet;
    private final RandomGenerator random;
    private volatile String cookie = "";
    private volatile String employee = "";

    Person(String name, Fleet fleet, RandomGenerator random) {
        this.name = name;
        this.fleet = fleet;
        this.random = random;
    }

    record Answer(int status, String text) {

        JsonNode json() {
            return Json.tree(text.isEmpty() ? "null" : text);
        }

        boolean good() {
            return status >= 200 && status < 300;
        }
    }

    void is(String id) {
        employee = id;
    }

    String employee() {
        return employee;
    }

    String cookie() {
        return cookie;
    }

    Answer get(String path) {
        return ask("GET", path, null);
    }

    Answer post(String path, String json) {
        return ask("POST", path, json);
    }

    /// While the campaign is being set up everything must work.
    JsonNode must(String method, String path, @Nullable String json) {
        var answer = ask(method, path, json);
        if (!answer.good()) {
            throw new IllegalStateException(name + ": " + method + " " + path + ": " + answer);
        }
        return answer.json();
    }

    Answer ask(String method, String path, @Nullable String json) {
        return ask(fleet.any(random), method, path, json);
    }

    /// Of this hub and no other.
    Answer ask(HubProcess hub, String method, String path, @Nullable String json) {
        return send(hub, method, "/api/v1" + path, json, "application/json");
    }

    Answer upload(String text) {
        return send(fleet.any(random), "POST", "/api/v1/uploads?name=words.txt", text, "text/plain");
    }

    Answer file(String url) {
        return send(fleet.any(random), "GET", url, null, "");
    }

    private Answer send(HubProcess hub, String method, String path, @Nullable String body, String type) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Parley", "1")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(NOTHING, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(NOTHING, "interrupted");
        }
    }
}
