package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.ChannelId;
import parley.base.PublicId;
import parley.channel.DeliveryStatus;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

@DisplayName("Other programs are told what happens")
class WebhooksOutStoryTest {

    private static PaperShop shop;
    private static Person owner;

    private final PaperProgram program = new PaperProgram();
    private String webhook;

    @BeforeAll
    static void open() {
        shop = new PaperShop(new PaperPost(), List.of("--webhook-hosts=127.0.0.1"));
        owner = shop.hub.owner();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void subscribe() {
        webhook = subscribe(program, "messagesAndStatuses", "channelsUpdates")
                .path("id")
                .asString();
    }

    @AfterEach
    void leave() {
        owner.delete("/webhooks/" + webhook);
        program.close();
    }

    private static JsonNode subscribe(PaperProgram program, String... kinds) {
        var added = owner.post(
                "/webhooks",
                Json.write(Map.of("url", program.address(), "kinds", List.of(kinds), "crmKey", "0123456789abcdef")));
        assertEquals(201, added.status(), added.toString());
        return added.json();
    }

    private void writes(String client, String text) {
        shop.post.clientWrites(shop.hub, shop.key, client, text);
    }

    private void happens(String what, String id, String text) {
        var event = new PaperPost.Event(what, id, "Anna", "Anna", text, null, Instant.now());
        shop.post.delivers(shop.hub, shop.key, event);
    }

    private List<JsonNode> log(String query) {
        return owner.get("/webhook-deliveries?webhook=" + webhook + query)
                .json()
                .path("rows")
                .valueStream()
                .toList();
    }

    private JsonNode row() {
        return owner.get("/webhooks")
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("id").asString().equals(webhook))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a dialogue is told as it goes: what was said, how far it came, what was edited and taken back")
    void aDialogueIsTold() {
        assertEquals("{\"test\":true}", program.all.getFirst().body());
        var chat = shop.offered("Anna");
        shop.sends(shop.tony, chat, "Good day");
        Hub.await(List.of("Hello", "Good day"), program::texts);
        Hub.await("sent", () -> shop.statusOf(shop.tony, chat, "Good day"));
        var id = PaperPost.name(shop.post.delivered.getLast());
        shop.post.status(shop.hub, shop.key, "Anna", id, DeliveryStatus.READ);
        happens("edited", id, "Good evening");
        happens("deleted", id, null);

        Hub.await(4, () -> program.taken("messages").size());
        var hello = program.taken("messages").getFirst();
        assertEquals(
                PublicId.of(new ChannelId(Long.parseLong(shop.channel))).toString(),
                hello.path("channelId").asString());
        assertEquals("Anna", hello.path("chatId").asString());
        assertEquals("inbound", hello.path("status").asString());
        assertEquals("Anna", hello.path("contact").path("name").asString());
        assertFalse(hello.path("isEcho").asBoolean());
        assertTrue(hello.path("dateTime").asString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertFalse(hello.has("authorName"));
        var reply = program.taken("messages").get(1);
        assertTrue(reply.path("isEcho").asBoolean() && reply.path("sentFromApp").asBoolean());
        assertEquals(shop.tony.employee(), reply.path("authorId").asString());
        var edited = program.taken("messages").get(2);
        assertTrue(edited.path("isEdited").asBoolean());
        assertEquals("Good day", edited.path("oldInfo").path("oldText").asString());
        assertTrue(program.taken("messages").get(3).path("isDeleted").asBoolean());
        Hub.await(
                List.of("sent", "read", "edited"),
                () -> program.taken("statuses").stream()
                        .map(status -> status.path("status").asString())
                        .toList());
    }

    @Test
    @DisplayName("every call is signed and carries the key of the CRM")
    void everyCallIsSigned() {
        writes("Boris", "Hi");
        Hub.await(List.of("Hi"), program::texts);

        for (var heard : program.all) {
            assertEquals("Bearer 0123456789abcdef", heard.headers().get("authorization"));
            assertTrue(heard.headers().get("webhook-id").matches("msg_[0-9a-f]{24}"));
            assertTrue(heard.headers().get("webhook-signature").startsWith("v1,"));
            assertEquals("application/json; charset=utf-8", heard.headers().get("content-type"));
        }
    }

    @Test
    @DisplayName("what is not taken is sent again in order under the same id, and nothing is left out")
    void whatIsNotTakenIsSentAgain() {
        program.status = 503;
        writes("Vera", "one");
        Hub.await("failing", () -> row().path("state").asString());
        writes("Vera", "two");
        writes("Vera", "three");
        program.status = 200;
        shop.hub.later(Duration.ofMinutes(1));

        Hub.await(List.of("one", "two", "three"), program::texts);
        var ids = program.all.stream()
                .filter(heard -> heard.body().contains("\"one\""))
                .map(heard -> heard.headers().get("webhook-id"))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
        Hub.await("on", () -> row().path("state").asString());
    }

    @Test
    @DisplayName("a day later it is a dead letter, everything else goes on, and a person sends it once more")
    void aDeadLetter() {
        program.status = 400;
        program.answer = "{\"error\":\"I do not like it\"}";
        writes("Gleb", "poison");
        for (var attempts = 1; attempts <= 5; attempts++) {
            var least = attempts;
            Hub.await(
                    true,
                    () -> log("").stream()
                            .anyMatch(line -> line.path("attempts").asInt() >= least));
            shop.hub.later(Duration.ofHours(6));
            shop.tony.get("/boot");
        }
        Hub.await(1, () -> log("&state=dead").size());
        var dead = log("&state=dead").getFirst();
        var whole =
                owner.get("/webhook-deliveries/" + dead.path("id").asString()).json();
        assertTrue(whole.path("body").asString().contains("\"text\":\"…\""), "R42: the log shows no words");
        assertEquals(
                "{\"error\":\"I do not like it\"}",
                whole.path("log").path(0).path("answer").asString());

        program.status = 200;
        writes("Gleb", "wholesome");
        Hub.await(List.of("wholesome"), program::texts);
        var again = owner.post("/webhook-deliveries/" + dead.path("id").asString() + "/redeliver", "{}");
        assertEquals(204, again.status());
        Hub.await(List.of("wholesome", "poison"), program::texts);
        Hub.await(List.of(), () -> log("&state=dead"));
    }

    @Test
    @DisplayName("an address that is silent delays no other")
    void theSilentDelayNobody() {
        try (var silent = new PaperProgram()) {
            var other = subscribe(silent, "messagesAndStatuses").path("id").asString();
            silent.answers = false;
            writes("Dina", "one");
            Hub.await(
                    true,
                    () -> silent.all.stream().anyMatch(heard -> heard.body().contains("one")));
            writes("Dina", "two");

            Hub.await(List.of("one", "two"), program::texts);
            owner.delete("/webhooks/" + other);
        }
    }

    @Test
    @DisplayName("410 switches an address off; switched on, it is told what it has missed")
    void goneAndBack() {
        program.status = 410;
        writes("Egor", "one");
        Hub.await("off", () -> row().path("state").asString());
        writes("Egor", "two");
        program.status = 200;
        assertEquals(
                200, owner.patch("/webhooks/" + webhook, "{\"enabled\":true}").status());

        Hub.await(List.of("one", "two"), program::texts);
    }

    @Test
    @DisplayName("the states of channels are told when they change")
    void channelsAreTold() {
        owner.post("/channels/" + shop.channel + "/actions/disable", "{}");
        Hub.await(1, () -> program.taken("channelsUpdates").size());
        owner.post("/channels/" + shop.channel + "/actions/enable", "{}");

        Hub.await(
                List.of("disabled", "active"),
                () -> program.taken("channelsUpdates").stream()
                        .map(update -> update.path("state").asString())
                        .distinct()
                        .filter(state -> !state.equals("init"))
                        .toList());
    }

    @Test
    @DisplayName("an address that does not answer the test with 200 is not taken")
    void theTestMustBePassed() {
        program.status = 202;
        var refused = owner.patch("/webhooks/" + webhook, Json.write(Map.of("url", program.address() + "2")));

        assertEquals(422, refused.status());
        assertEquals(
                "test_not_passed",
                refused.json().path("fields").path(0).path("code").asString(),
                refused.text());
        assertEquals(program.address(), row().path("url").asString());
        for (var wrong : List.of("ftp://x.example", "no address", "https://x.example/" + "x".repeat(200))) {
            assertEquals(
                    422,
                    owner.post("/webhooks", Json.write(Map.of("url", wrong))).status(),
                    wrong);
        }
        var neighbour = owner.post("/webhooks", Json.write(Map.of("url", "http://localhost:1/")));
        assertEquals(
                "forbidden",
                neighbour
                        .json()
                        .path("fields")
                        .path(0)
                        .path("args")
                        .path("reason")
                        .asString());
    }

    @Test
    @DisplayName("only administrators see and change addresses, and nobody sees a key twice")
    void administratorsOnly() {
        assertEquals(403, shop.tony.get("/webhooks").status());
        assertEquals(
                403, shop.tony.post("/webhook-deliveries/1/redeliver", "{}").status());
        assertTrue(row().path("hasCrmKey").asBoolean());
        assertNull(row().path("secret").asString(null));
        assertFalse(row().toString().contains("0123456789abcdef"));
    }

    @Test
    @DisplayName("a hub that starts again goes on where it was")
    void aRestartLosesNothing() {
        program.status = 503;
        writes("Zina", "one");
        Hub.await("failing", () -> row().path("state").asString());
        shop.hub.restart();
        writes("Zina", "two");
        program.status = 200;
        shop.hub.later(Duration.ofMinutes(1));

        Hub.await(List.of("one", "two"), program::texts);
    }
}
