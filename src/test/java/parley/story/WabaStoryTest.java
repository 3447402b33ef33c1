package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.channel.waba.GraphServer;
import parley.channel.waba.Misbehaviour;
import tools.jackson.databind.JsonNode;

/// A company's WhatsApp number: clients on one side, sellers at their windows on the other.
class WabaStoryTest {

    private static final String ANNA = "79161234567";

    private WabaShop shop;
    private GraphServer meta;
    private Hub hub;
    private Person clark;
    private Person quentin;
    private String channel;

    @BeforeEach
    void open() {
        shop = new WabaShop();
        meta = shop.meta;
        hub = shop.hub;
        clark = shop.clark;
        channel = shop.channel;
        quentin = hub.person("Quentin");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private JsonNode last() {
        var chat = clark.chat("Anna").path("id").asString();
        var rows = clark.get("/chats/" + chat + "/messages?limit=60").json().path("rows");
        return StreamSupport.stream(rows.spliterator(), false).toList().getLast();
    }

    private String status() {
        return last().path("status").asString("");
    }

    private Answered sendsTemplate(Person person, String to, String variables) {
        var answer = person.post(
                "/messages",
                "{\"cid\":\"%s\",%s,\"template\":{\"name\":\"order_ready\",\"language\":\"en\",\"variables\":%s}}"
                        .formatted(UUID.randomUUID(), to, variables));
        return new Answered(answer.status(), answer.toString());
    }

    private record Answered(int status, String text) {}

    /// Nobody is signed out for being away.
    private void aDayPasses() {
        for (int third = 0; third < 3; third++) {
            hub.later(Duration.ofHours(9));
            clark.clients();
            quentin.clients();
        }
    }

    private void annaIsClarks() {
        assertEquals(200, shop.writes(ANNA, "Anna", "Hello, is the blue one there?"));
        Hub.await(List.of("Anna"), clark::clients);
    }

    @Test
    @DisplayName("R58, R70, R72: in, answered, delivered, read; twice delivered is once stored")
    void theyTalk() {
        annaIsClarks();
        assertEquals(200, shop.again(ANNA, "Anna", "Hello, is the blue one there?"));
        assertEquals(202, clark.replies("Anna", "Yes, it is.").status());
        Hub.await(List.of("Yes, it is."), () -> meta.texts(ANNA));
        Hub.await("accepted", this::status);

        shop.reports(Map.of("id", meta.id(0), "status", "read", "recipient_id", ANNA));
        Hub.await("read", this::status);
        shop.reports(Map.of("id", meta.id(0), "status", "delivered", "recipient_id", ANNA));
        shop.writes(ANNA, "Anna", "Great");
        Hub.await(List.of("Hello, is the blue one there?", "Yes, it is.", "Great"), () -> clark.reads("Anna"));
    }

    @Test
    @DisplayName("R72: an answer that was lost is settled by the status that brings our own id back")
    void aLostAnswerIsSettled() {
        annaIsClarks();
        meta.next(new Misbehaviour.CutAfter());
        clark.replies("Anna", "Yes, it is.");
        Hub.await("unknown", this::status);

        var ours = meta.sent().getFirst().path("biz_opaque_callback_data").asString();
        shop.reports(
                Map.of("id", "wamid.OUT1", "status", "sent", "recipient_id", ANNA, "biz_opaque_callback_data", ours));
        Hub.await("sent", this::status);
        shop.reports(Map.of("id", "wamid.OUT1", "status", "delivered", "recipient_id", ANNA));
        Hub.await("delivered", this::status);
        clark.replies("Anna", "Shall I keep it?");
        Hub.await(List.of("Yes, it is.", "Shall I keep it?"), () -> meta.texts(ANNA));
    }

    @Test
    @DisplayName("a failure that is told later is shown with its words")
    void aLateFailure() {
        annaIsClarks();
        clark.replies("Anna", "Yes, it is.");
        Hub.await("accepted", this::status);
        shop.reports(Map.of(
                "id",
                meta.id(0),
                "status",
                "failed",
                "recipient_id",
                ANNA,
                "errors",
                List.of(Map.of("code", 139999, "error_data", Map.of("details", "Something new.")))));

        Hub.await("failed", this::status);
        assertEquals("refused", last().path("error").path("code").asString());
        assertEquals(
                "Something new.", last().path("error").path("args").path("text").asString());
    }

    @Test
    @DisplayName(
            "after 24 hours only a template goes; it opens a chat with somebody new as well; R42: not for everybody")
    void theWindowIsClosed() {
        shop.template("order_ready", "APPROVED", "Order {{1}} is ready, {{2}}.");
        shop.template("old", "PAUSED", "Good-bye.");
        annaIsClarks();
        aDayPasses();
        var closed = clark.replies("Anna", "Hello?");
        assertEquals(422, closed.status());
        assertTrue(closed.text().contains("window_closed"), closed.text());

        var offered = clark.get("/channels/" + channel + "/templates");
        var rows = offered.json().path("rows");
        assertEquals(1, rows.size(), "the paused one is not offered: " + offered);
        assertEquals("[\"body.1\",\"body.2\"]", rows.path(0).path("variables").toString());
        assertEquals(404, quentin.get("/channels/" + channel + "/templates").status());

        var chat = "\"chat\":\"" + clark.chat("Anna").path("id").asString() + "\"";
        var missing = sendsTemplate(clark, chat, "{\"body.1\":\"17\"}");
        assertEquals(422, missing.status(), missing.text());
        assertTrue(missing.text().contains("template.body.2"), missing.text());
        assertEquals(
                202,
                sendsTemplate(clark, chat, "{\"body.1\":\"17\",\"body.2\":\"Anna\"}")
                        .status());
        Hub.await(1, () -> meta.sent().size());
        assertEquals("template", meta.sent().getFirst().path("type").asString());
        assertEquals("Order 17 is ready, Anna.", last().path("text").asString());
        assertEquals("template", last().path("kind").asString());

        var first = "\"address\":\"+79167654321\",\"channel\":\"" + channel + "\"";
        assertEquals(
                202,
                sendsTemplate(clark, first, "{\"body.1\":\"18\",\"body.2\":\"Boris\"}")
                        .status());
        Hub.await("79167654321", () -> meta.sent().getLast().path("to").asString(""));
    }

    @Test
    @DisplayName("a revoked token: the channel says so, and what is to be sent waits")
    void theTokenIsRevoked() {
        annaIsClarks();
        meta.revoke();
        clark.replies("Anna", "Yes, it is.");
        Hub.await("needs_reconnect token", () -> {
            var row = hub.owner().get("/channels/" + channel).json().path("row");
            return row.path("state").asString() + " " + row.path("reason").asString("");
        });
        Hub.await("queued", this::status);
    }
}
