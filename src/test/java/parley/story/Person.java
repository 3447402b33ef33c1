package parley.story;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Somebody at his browser, without the browser: what his window asks and sends.
public final class Person {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Hub hub;
    private final String name;
    private String cookie = "";
    private String employee = "";

    Person(Hub hub, String name) {
        this.hub = hub;
        this.name = name;
    }

    void is(String id) {
        employee = id;
    }

    /// The same browser at another process of the same company.
    Person at(Hub other) {
        var there = new Person(other, name);
        there.cookie = cookie;
        there.employee = employee;
        return there;
    }

    public String name() {
        return name;
    }

    /// His id as an employee of the CRM.
    public String employee() {
        return employee;
    }

    /// The session, for a browser that is to be his.
    public String cookie() {
        return cookie;
    }

    /// @param text as it was sent
    public record Answer(int status, String text) {

        public JsonNode json() {
            return Json.tree(text.isEmpty() ? "null" : text);
        }
    }

    public Answer get(String path) {
        return ask("GET", path, null);
    }

    public Answer post(String path, String json) {
        return ask("POST", path, json);
    }

    public Answer put(String path, String json) {
        return ask("PUT", path, json);
    }

    public Answer patch(String path, String json) {
        return ask("PATCH", path, json);
    }

    public Answer delete(String path) {
        return ask("DELETE", path, null);
    }

    Answer ask(String method, String path, @org.jspecify.annotations.Nullable String json) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(40))
                .header("X-Parley", "1")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Uploads a file as his window does, and answers what the hub said.
    public Answer triesToUpload(String file, String mime, byte[] bytes) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/uploads?name=" + file))
                .timeout(Duration.ofSeconds(40))
                .header("X-Parley", "1")
                .header("Content-Type", mime)
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofByteArray(bytes));
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The rows of his list, in its order.
    public List<JsonNode> chats() {
        var rows = new ArrayList<JsonNode>();
        get("/chats?limit=200").json().path("rows").forEach(rows::add);
        return rows;
    }

    /// The names of the clients in his list, in its order.
    public List<String> clients() {
        return chats().stream().map(row -> row.path("name").asString("")).toList();
    }

    /// The row of this client; fails when he does not see it.
    public JsonNode chat(String client) {
        return chats().stream()
                .filter(row -> row.path("name").asString("").equals(client))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " does not see " + client + " but " + clients()));
    }

    /// Sends a reply and answers what the hub said.
    public Answer replies(String client, String text) {
        return writes(
                chat(client).path("id").asString(), text, UUID.randomUUID().toString());
    }

    public Answer writes(String chat, String text, String cid) {
        return post("/messages", "{\"cid\":\"%s\",\"chat\":\"%s\",\"text\":%s}".formatted(cid, chat, Json.write(text)));
    }

    /// The texts of a chat, oldest first.
    public List<String> reads(String client) {
        var page = get("/chats/" + chat(client).path("id").asString() + "/messages?limit=60");
        assertTrue(page.status() == 200, page.toString());
        var texts = new ArrayList<String>();
        page.json().path("rows").forEach(row -> texts.add(row.path("text").asString("")));
        return texts;
    }

    /// Uploads a file and answers its id.
    public String uploads(String file, String mime, byte[] content) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/uploads?name=" + file))
                .timeout(Duration.ofSeconds(40))
                .header("X-Parley", "1")
                .header("Cookie", cookie)
                .header("Content-Type", mime)
                .POST(BodyPublishers.ofByteArray(content))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertTrue(answer.statusCode() == 201, answer.statusCode() + " " + answer.body());
            return Json.tree(answer.body()).path("id").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
