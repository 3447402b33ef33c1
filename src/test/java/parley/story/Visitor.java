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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.platform.Json;

/// A visitor of the company's site: what the widget in his browser asks and sends.
public final class Visitor {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Hub hub;
    private final String key;
    private final String token;

    /// @param key of the web chat
    /// @param name as he tells it; empty tells none
    public Visitor(Hub hub, String key, String name) {
        this.hub = hub;
        this.key = key;
        var opened = send("session", "", "{\"locale\":\"en\",\"page_url\":\"https://shop.example/\"}");
        assertEquals(200, opened.statusCode(), opened.body());
        token = Json.tree(opened.body()).path("visitor_token").asString();
        if (!name.isEmpty()) {
            var told = send("contact", token, "{\"name\":" + Json.write(name) + "}");
            assertEquals(204, told.statusCode(), told.body());
        }
    }

    /// What his browser keeps.
    public String token() {
        return token;
    }

    /// Writes, and is told that it is stored.
    public void writes(String text) {
        var answer = writes(text, UUID.randomUUID().toString());
        assertEquals(201, answer.statusCode(), answer.body());
    }

    public HttpResponse<String> writes(String text, String id) {
        return send("messages", token, "{\"client_message_id\":\"%s\",\"text\":%s}".formatted(id, Json.write(text)));
    }

    /// What the company has written to him, oldest first.
    public List<String> reads() {
        var texts = new ArrayList<String>();
        var request = request("events?after=0&wait=0", token).GET().build();
        for (var event : Json.tree(send(request).body()).path("events")) {
            if (event.path("type").asString().equals("message.created")
                    && event.path("author").asString().equals("rep")) {
                texts.add(event.path("text").asString());
            }
        }
        return texts;
    }

    private HttpResponse<String> send(String call, String token, String json) {
        return send(request(call, token).POST(BodyPublishers.ofString(json)).build());
    }

    private HttpRequest.Builder request(String call, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/widget/v1/" + key + "/" + call))
                .timeout(Duration.ofSeconds(30))
                .header("Origin", "http://127.0.0.1:" + hub.port())
                .header("Content-Type", "application/json")
                .header("X-Visitor", token);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
