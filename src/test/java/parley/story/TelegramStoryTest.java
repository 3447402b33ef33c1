package parley.story;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Exempt;
import parley.channel.telegram.BotApiServer;
import parley.channel.telegram.BotClient;
import parley.channel.telegram.Misbehaviour;
import tools.jackson.databind.JsonNode;

/// A company's bot: clients in Telegram on one side, sellers at their windows on the other, and everything between.
@Exempt(because = "one bot with its API server serves all these stories")
class TelegramStoryTest {

    private static final byte[] PICTURE = picture();

    private BotShop shop;
    private BotApiServer telegram;
    private BotClient anna;
    private BotClient boris;
    private Person clark;
    private Person diana;

    @AfterEach
    void close() {
        shop.close();
    }

    private void open(boolean reachable) {
        shop = new BotShop(reachable);
        clark = shop.clark;
        diana = shop.diana;
        telegram = shop.telegram;
        anna = new BotClient(telegram, 5012345678L, "Anna");
        boris = new BotClient(telegram, 6012345678L, "Boris");
    }

    private List<String> there() {
        return telegram.texts(anna.id());
    }

    private List<JsonNode> rows(Person person, String client) {
        var chat = person.chat(client).path("id").asString();
        var rows = person.get("/chats/" + chat + "/messages?limit=60").json().path("rows");
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private JsonNode last(Person person, String client) {
        return rows(person, client).getLast();
    }

    private String status(Person person) {
        return last(person, "Anna").path("status").asString("");
    }

    private void annaIsClarks() {
        anna.writes("Hello, is the blue one there?");
        Hub.await(List.of("Anna"), clark::clients);
    }

    @Test
    @DisplayName(
            "R27, R70: by webhook, the client comes to the seller whose turn it is; twice delivered is once stored")
    void byWebhook() {
        open(true);
        assertEquals(BotShop.PUBLIC + "/hooks/telegram/" + shop.key, telegram.webhook());

        telegram.repeat(1);
        annaIsClarks();
        boris.writes("How much?");
        Hub.await(List.of("Boris"), diana::clients);

        assertEquals(List.of("Anna"), clark.clients());
        assertEquals(List.of("Hello, is the blue one there?"), clark.reads("Anna"));
        // Empty answers, after the commit.
        Hub.await(List.of("200", "200", "200"), telegram::answered);
        assertEquals("1", clark.chat("Anna").path("unanswered").asString());
    }

    @Test
    @DisplayName("R70: without the proof of origin nothing is stored")
    void withoutProof() throws IOException, InterruptedException {
        open(true);
        var forged =
                "{\"update_id\":1,\"message\":{\"message_id\":1,\"chat\":{\"id\":9,\"type\":\"private\",\"first_name\":\"Eve\"},"
                        + "\"date\":1795511700,\"text\":\"Hello\"}}";

        assertEquals(401, knock(forged, "wrong"));
        assertEquals(401, knock(forged, telegram.secret().substring(1)));
        assertEquals(404, knock("/hooks/telegram/nobody", forged, telegram.secret()));
        annaIsClarks();
        assertEquals(200, knock(forged, telegram.secret()));
        Hub.await(List.of("Eve"), diana::clients);
        assertEquals(List.of("Hello"), diana.reads("Eve"), "once: the forged ones were not kept");
    }

    private int knock(String body, String secret) throws IOException, InterruptedException {
        return knock("/hooks/telegram/" + shop.key, body, secret);
    }

    private int knock(String path, String body, String secret) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.hub.port() + path))
                                    .header("X-Telegram-Bot-Api-Secret-Token", secret)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    @DisplayName("R70: on a laptop the bot is asked, and an update is confirmed when it is stored")
    void byAsking() {
        open(false);

        annaIsClarks();
        Hub.await(0, telegram::waiting);
        assertEquals(202, clark.replies("Anna", "Yes, it is.").status());
        Hub.await(List.of("Yes, it is."), this::there);
    }

    @Test
    @DisplayName("R58, R72, R74: an answer, quoting, edits and reactions, both ways")
    void theyTalk() {
        open(true);
        annaIsClarks();
        var question = rows(clark, "Anna").getFirst().path("id").asString();
        var chat = clark.chat("Anna").path("id").asString();
        var answer = clark.post(
                "/messages",
                "{\"cid\":\"%s\",\"chat\":\"%s\",\"text\":\"Yes, it iz.\",\"quote\":\"%s\"}"
                        .formatted(UUID.randomUUID(), chat, question));
        assertEquals(202, answer.status(), answer.toString());

        Hub.await(List.of("Yes, it iz."), this::there);
        Hub.await("SENT", () -> status(clark).toUpperCase(java.util.Locale.ROOT));
        var calls = telegram.calls("sendMessage");
        assertEquals(1, calls.size());
        assertEquals(
                Set.of("chat_id", "text", "reply_parameters"),
                calls.getFirst().parameters().keySet());
        assertEquals("0", clark.chat("Anna").path("unanswered").asString());

        var own = last(clark, "Anna").path("id").asString();
        assertTrue(clark.patch("/messages/" + own, "{\"text\":\"Yes, it is.\"}").status() < 300);
        Hub.await(List.of("Yes, it is."), this::there);
        anna.reacts(telegram.messageId(anna.id(), 0), "❤");
        Hub.await(
                "❤",
                () -> last(clark, "Anna")
                        .path("reactions")
                        .path(0)
                        .path("emoji")
                        .asString(""));
        assertTrue(clark.put("/messages/" + question + "/reaction", "{\"emoji\":\"👍\"}")
                        .status()
                < 300);
        Hub.await(1, () -> telegram.calls("setMessageReaction").size());

        var reply = anna.replies("Great", telegram.messageId(anna.id(), 0), "Yes, it is.");
        Hub.await("Great", () -> last(clark, "Anna").path("text").asString(""));
        assertEquals(own, last(clark, "Anna").path("quote").path("id").asString());
        anna.edits(reply, "Great, two please");
        Hub.await("Great, two please", () -> last(clark, "Anna").path("text").asString(""));

        assertTrue(clark.delete("/messages/" + own).status() < 300);
        Hub.await(List.of(), this::there);
    }

    @Test
    @DisplayName("R74: pictures, both ways")
    void pictures() throws IOException, InterruptedException {
        open(true);
        anna.sendsPhoto("AgAC-y", PICTURE, "Like this one");
        Hub.await(List.of("Anna"), clark::clients);
        Hub.await(
                "ready",
                () -> rows(clark, "Anna")
                        .getFirst()
                        .path("files")
                        .path(0)
                        .path("state")
                        .asString(""));
        var shown = rows(clark, "Anna").getFirst();
        assertEquals("Like this one", shown.path("text").asString());
        assertEquals("image/png", shown.path("files").path(0).path("mime").asString(), "as its bytes are");

        var file = clark.uploads("ours.png", "image/png", PICTURE);
        var sent = clark.post(
                "/messages",
                "{\"cid\":\"%s\",\"chat\":\"%s\",\"text\":\"And this?\",\"files\":[\"%s\"]}"
                        .formatted(
                                UUID.randomUUID(), clark.chat("Anna").path("id").asString(), file));
        assertEquals(202, sent.status(), sent.toString());
        Hub.await(List.of("And this?"), this::there);
        var upload = telegram.calls("sendPhoto").getFirst().uploads().get("photo");
        assertEquals("ours.png", upload.name());
        assertArrayEquals(PICTURE, upload.content());
    }

    @Test
    @DisplayName("R71, R72: told to wait, the chat waits and keeps its order")
    void tooFast() {
        open(true);
        annaIsClarks();
        telegram.next("sendMessage", new Misbehaviour.TooFast(1));
        for (int i = 1; i <= 3; i++) {
            assertEquals(202, clark.replies("Anna", "No. " + i).status());
        }

        Hub.await(List.of("No. 1", "No. 2", "No. 3"), this::there);
        assertEquals(4, telegram.calls("sendMessage").size());
    }

    @Test
    @DisplayName("R72: an answer that was lost leaves the message unknown; it is not repeated until the seller says so")
    void theAnswerIsLost() {
        open(true);
        annaIsClarks();
        telegram.next("sendMessage", new Misbehaviour.CutAfter());
        clark.replies("Anna", "Yes, it is.");

        Hub.await("unknown", () -> status(clark).toLowerCase(java.util.Locale.ROOT));
        shop.restart();
        assertEquals("unknown", status(clark).toLowerCase(java.util.Locale.ROOT));
        assertEquals(1, telegram.calls("sendMessage").size());

        var own = last(clark, "Anna").path("id").asString();
        assertEquals(
                200,
                clark.post("/messages/" + own + "/resolve", "{\"as\":\"sent\"}").status());
        clark.replies("Anna", "Shall I keep it for you?");
        Hub.await(List.of("Yes, it is.", "Shall I keep it for you?"), this::there);
    }

    @Test
    @DisplayName("R72: a client who has blocked the bot is not written to, and the seller is told why")
    void blocked() {
        open(true);
        annaIsClarks();
        telegram.next("sendMessage", new Misbehaviour.Says(403, "Forbidden: bot was blocked by the user"));
        clark.replies("Anna", "Yes, it is.");

        Hub.await(
                "blocked", () -> last(clark, "Anna").path("error").path("code").asString(""));
        var refused = clark.replies("Anna", "Hello?");
        assertEquals(422, refused.status(), refused.toString());
        assertTrue(refused.text().contains("blocked"), refused.text());

        anna.unblocks();
        anna.writes("Sorry, I am back");
        Hub.await("Sorry, I am back", () -> last(clark, "Anna").path("text").asString(""));
        assertEquals(202, clark.replies("Anna", "No harm done").status());
        Hub.await(List.of("No harm done"), this::there);
    }

    /// A whole picture of one pixel.
    private static byte[] picture() {
        return java.util.Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }
}
