package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.platform.Json;

/// A visitor writes on the site, the owner answers in his window, the visitor reads it: through the whole hub.
class WebChatStoryTest {

    @Test
    @DisplayName("R70, R72, R73: a visitor's message is durable and one, the answer comes back, and so does its status")
    void aVisitorWritesAndIsAnswered() {
        try (var hub = Hub.start()) {
            var key = key(hub);
            var anna = new Visitor(hub, key, "Anna");
            var id = UUID.randomUUID().toString();
            assertEquals(201, anna.writes("Is the oak door there?", id).statusCode());
            hub.restart();

            assertEquals(200, anna.writes("Is the oak door there?", id).statusCode());
            assertEquals(409, anna.writes("Something else", id).statusCode());
            Hub.await(List.of("Anna"), hub.owner()::clients);
            assertEquals(List.of("Is the oak door there?"), hub.owner().reads("Anna"));

            assertEquals(202, hub.owner().replies("Anna", "It is.").status());
            Hub.await(List.of("It is."), anna::reads);
        }
    }

    @Test
    @DisplayName("the line tells what comes; strangers' sites and forged tokens are closed out")
    void theLineTellsWhatComes() {
        try (var hub = Hub.start()) {
            var key = key(hub);
            var anna = new Visitor(hub, key, "Anna");
            anna.writes("Hello");
            var ear = new Ear(hub, key, "http://127.0.0.1:" + hub.port());
            ear.say("{\"type\":\"hello\",\"visitor_token\":\"" + anna.token() + "\",\"after\":\"1\"}");
            Hub.await(List.of("Anna"), hub.owner()::clients);

            hub.owner().replies("Anna", "Good day");

            Hub.await(
                    "the answer on the line", () -> ear.frames.stream().anyMatch(frame -> frame.contains("Good day")));
            ear.say("{\"type\":\"ack\",\"after\":\"2\"}");
            Hub.await("delivered", () -> "delivered".equals(status(hub)));

            // The web server itself lets only pages of its own host open a line.
            assertThrows(CompletionException.class, () -> new Ear(hub, key, "https://evil.example"));
            var forger = new Ear(hub, key, "http://127.0.0.1:" + hub.port());
            forger.say("{\"type\":\"hello\",\"visitor_token\":\"a.b\",\"after\":\"0\"}");
            Hub.await("4401", () -> forger.closed.contains(4401));
        }
    }

    private static String key(Hub hub) {
        return hub.owner()
                .get("/channels")
                .json()
                .path("rows")
                .get(0)
                .path("key")
                .asString();
    }

    private static String status(Hub hub) {
        var chat = hub.owner().chat("Anna").path("id").asString();
        var rows =
                hub.owner().get("/chats/" + chat + "/messages?limit=60").json().path("rows");
        return rows.get(rows.size() - 1).path("status").asString("");
    }

    /// What a browser hears on its line.
    private static final class Ear implements WebSocket.Listener {

        final List<String> frames = new CopyOnWriteArrayList<>();
        final List<Integer> closed = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        Ear(Hub hub, String key, String origin) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(URI.create("ws://127.0.0.1:" + hub.port() + "/widget/v1/" + key + "/ws"), this)
                    .join();
        }

        void say(String frame) {
            socket.sendText(Json.write(Json.tree(frame)), true).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String why) {
            closed.add(code);
            return null;
        }
    }
}
