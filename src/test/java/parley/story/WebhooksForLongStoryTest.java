package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

@DisplayName("Other programs are told, also when files, two processes or weeks are in the way")
class WebhooksForLongStoryTest {

    private static PaperShop shop;

    private final PaperProgram program = new PaperProgram();
    private String webhook;

    @BeforeAll
    static void open() {
        shop = new PaperShop(new PaperPost(), List.of("--webhook-hosts=127.0.0.1"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void subscribe() {
        var wish = Map.of("url", program.address(), "kinds", List.of("messagesAndStatuses"));
        webhook = shop.hub
                .owner()
                .post("/webhooks", Json.write(wish))
                .json()
                .path("id")
                .asString();
    }

    @AfterEach
    void leave() {
        shop.hub.owner().delete("/webhooks/" + webhook);
        program.close();
    }

    private List<JsonNode> log() {
        return shop.hub
                .owner()
                .get("/webhook-deliveries?webhook=" + webhook)
                .json()
                .path("rows")
                .valueStream()
                .toList();
    }

    private List<JsonNode> lost() {
        return log().stream()
                .filter(line -> line.path("kinds").path(0).asString().equals("lost"))
                .toList();
    }

    @Test
    @DisplayName("a file is told as a link by which the program gets it")
    void aFileIsTold() throws IOException, InterruptedException {
        var chat = shop.offered("Anna");
        var content = "%PDF-1.4 a price list".getBytes(StandardCharsets.UTF_8);
        var file = shop.tony.uploads("prices.pdf", "application/pdf", content);
        var sent = shop.tony.post(
                "/messages",
                Json.write(Map.of("cid", PaperShop.cid(), "chat", chat, "text", "", "files", List.of(file))));
        assertEquals(202, sent.status(), sent.toString());
        Hub.await(2, () -> program.taken("messages").size());

        var told = program.taken("messages").getLast();
        assertEquals("document", told.path("type").asString());
        assertFalse(told.has("text"));
        var link = told.path("contentUri").asString();
        assertEquals("%PDF-1.4 a price list", fetch(link).body());
        assertEquals(404, fetch(link.replaceFirst("t=\\d", "t=3")).statusCode());
        assertEquals(404, fetch(link.replaceFirst("[?]", "?c=" + chat + "&")).statusCode());
        shop.hub.later(Duration.ofDays(31));
        assertEquals(404, fetch(link).statusCode());
        shop.hub.later(Duration.ofDays(-31));
    }

    private static java.net.http.HttpResponse<String> fetch(String link) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString());
    }

    @Test
    @DisplayName("of two processes one tells, and when it goes the other goes on")
    void twoProcessesTellOnce() {
        var texts = new ArrayList<String>();
        try (var beside = shop.hub.beside()) {
            for (int number = 0; number < 40; number++) {
                var text = "number " + number;
                shop.post.clientWrites(number % 2 == 0 ? shop.hub : beside, shop.key, "Boris", text);
                texts.add(text);
            }
            Hub.await(40, () -> program.texts().size());
        }
        shop.post.clientWrites(shop.hub, shop.key, "Boris", "the last");
        texts.add("the last");

        Hub.await(texts.size(), () -> program.texts().size());
        assertEquals(texts, program.texts());
    }

    @Test
    @DisplayName("after a new secret both sign for a day")
    void bothSecretsSign() {
        var renewed = shop.hub.owner().post("/webhooks/" + webhook + "/secret", "{}");
        assertTrue(renewed.json().path("secret").asString().startsWith("whsec_"), renewed.toString());
        shop.post.clientWrites(shop.hub, shop.key, "Gleb", "today");
        Hub.await(List.of("today"), program::texts);
        assertEquals(2, signatures());
        shop.hub.later(Duration.ofHours(25));
        shop.post.clientWrites(shop.hub, shop.key, "Gleb", "tomorrow");
        Hub.await(List.of("today", "tomorrow"), program::texts);
        assertEquals(1, signatures());
        shop.hub.later(Duration.ofHours(-25));
    }

    private int signatures() {
        return program.all.getLast().headers().get("webhook-signature").split(" ").length;
    }

    @Test
    @DisplayName("what the feed has forgotten is not told, and the log says so; everything else goes on")
    void theForgottenIsSaid() {
        program.status = 503;
        shop.post.clientWrites(shop.hub, shop.key, "Vera", "one");
        Hub.await(1, () -> log().size());
        for (var text : List.of("two", "three", "four")) {
            shop.post.clientWrites(shop.hub, shop.key, "Vera", text);
            // What is worked off together has one position in the feed: then nothing of it could be forgotten alone.
            Hub.await(true, () -> shop.tony.reads("Vera").contains(text));
        }
        shop.hub.inItsDatabase(tx -> tx.execute("DELETE FROM feed WHERE position < (SELECT max(position) FROM feed)"));
        program.status = 200;
        shop.hub.later(Duration.ofMinutes(1));
        Hub.await(1, () -> lost().size());
        var lost = lost().getFirst();
        assertEquals("dead", lost.path("state").asString());
        assertTrue(lost.path("problem").asString().startsWith("forgotten: "), lost.toString());
        shop.post.clientWrites(shop.hub, shop.key, "Vera", "five");

        Hub.await("five", () -> program.texts().getLast());
        assertEquals("one", program.texts().getFirst());
        assertFalse(program.texts().contains("two"));
    }
}
