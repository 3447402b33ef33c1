package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the pages of a chat answer to those who see it, and to nobody else.
class ChatPagesStoryTest extends WindowShop {

    @Test
    @DisplayName("R42, R60, R80: card, reasons and decisions are for those who see the chat")
    void thePagesOfAChat() {
        client("Emma");
        var chat = "/chats/" + tony.chat("Emma").path("id").asString();
        assertEquals(202, tony.replies("Emma", "Hello Emma").status());
        Hub.await(1, () -> tony.get(chat + "/card").json().path("deals").size());

        var card = tony.get(chat + "/card").json();
        assertEquals("up", card.path("crm").asString());
        assertEquals("Emma", card.path("contact").path("name").asString());
        assertEquals("open", card.path("deals").path(0).path("state").asString());
        assertFalse(card.path("newDealUrl").asString("").isEmpty(), card.toString());
        assertEquals(0, manager.get(chat + "/card").json().path("deals").size(), "R60: only his own");
        assertEquals(403, scrooge.get(chat + "/card").status());
        assertEquals(403, scrooge.get(chat + "/decisions").status());
        assertEquals(403, scrooge.get(chat).status());

        var own = tony.get(chat + "/access").json();
        assertEquals("WRITE", own.path("access").asString());
        assertTrue(own.path("notify").asBoolean());
        assertTrue(own.path("gives").path(0).path("code").asString().startsWith("responsible_for"), own.toString());
        var why = scrooge.get(chat + "/access").json();
        assertEquals("not_yours", why.path("refusals").path(0).path("code").asString());
        assertEquals(
                "Tony", why.path("refusals").path(0).path("args").path("who").asString());
        assertEquals(0, why.path("responsible").size());
        assertEquals(
                403, scrooge.get(chat + "/access?employee=" + tony.employee()).status());
        assertEquals(
                "NONE",
                manager.get(chat + "/access?employee=" + scrooge.employee())
                        .json()
                        .path("access")
                        .asString());

        var seen = manager.get(chat + "/viewers").json();
        assertEquals(
                List.of("Natasha manager_sees_all", "Tony responsible_for_contact"),
                seen.path("rows")
                        .valueStream()
                        .filter(row -> !row.path("access").asString().equals("NONE"))
                        .map(row -> row.path("name").asString() + " "
                                + row.path("gives").path(0).path("code").asString())
                        .toList());
        var bruce = row(seen, "Bruce");
        assertEquals("no_role", bruce.path("refusals").path(0).path("code").asString());
        assertEquals(
                "{\"section\":\"roles\",\"channel\":\"%s\"}"
                        .formatted(tony.chat("Emma").path("channel").asString()),
                bruce.path("refusals").path(0).path("point").toString());
        assertEquals(403, tony.get(chat + "/viewers").status(), "not for sellers");
        assertEquals(200, hub.owner().get(chat + "/viewers").status(), "administrators may ask");

        var lines = tony.get(chat + "/decisions").json().path("rows").toString();
        assertTrue(lines.contains("\"section\":\"new\""), "R80: where the algorithm is chosen");
        for (var code : List.of("claim_reply", "offer", "first_responder", "\"in\"", "out_slider_off", "carried_out")) {
            assertTrue(lines.contains(code), code + " in " + lines);
        }
    }

    @Test
    @DisplayName("R42, R52: search finds what its asker sees, in names and in words")
    void searchFinds() {
        var client = client("Фёдор Достоевский");
        client.writes("Где мой заказ номер 12345?");
        Hub.await(true, () -> found(tony, "messages", "заказ НОМЕР").toString().contains("12345"));
        var hit = found(tony, "messages", "заказ номер").get(0);
        assertEquals("заказ номер", hit.path("snippet").path(1).path("text").asString());
        assertTrue(hit.path("snippet").path(1).path("hit").asBoolean());
        assertEquals("Фёдор Достоевский", hit.path("chat").path("name").asString());
        assertEquals(1, found(tony, "contacts", "достоев").size());
        assertEquals(202, tony.replies("Фёдор Достоевский", "В пути").status());
        Hub.await(0, () -> found(scrooge, "messages", "заказ номер").size());
        assertEquals(0, found(scrooge, "contacts", "достоев").size());
        assertEquals(0, found(hub.owner(), "contacts", "достоев").size(), "no role, no chats");
        assertEquals(1, found(manager, "contacts", "достоев").size());
    }

    private static JsonNode row(JsonNode answer, String name) {
        return answer.path("rows")
                .valueStream()
                .filter(row -> row.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode found(Person person, String in, String q) {
        var query = java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8);
        return person.get("/search?in=" + in + "&q=" + query).json().path("rows");
    }

    @Test
    @DisplayName("A draft and a muted chat are seen in one's own other window, and in nobody else's")
    void draftsFollow() {
        client("Greta");
        var chat = tony.chat("Greta").path("id").asString();
        try (var other = LiveLine.of(hub, tony, pos(tony))) {
            assertEquals(
                    200,
                    tony.put("/chats/" + chat + "/draft", "{\"text\":\"Dear G\",\"rev\":2}")
                            .status());
            Hub.await(
                    true,
                    () -> other.ops("chats").stream()
                            .anyMatch(op -> op.path("row")
                                    .path("draft")
                                    .path("text")
                                    .asString("")
                                    .equals("Dear G")));
        }
        assertEquals(
                409,
                tony.put("/chats/" + chat + "/draft", "{\"text\":\"Older\",\"rev\":1}")
                        .status());
        assertEquals(204, tony.put("/chats/" + chat + "/mute", "{}").status());
        assertTrue(tony.chat("Greta").path("muted").asBoolean());
        assertFalse(tony.get("/chats/" + chat + "/access").json().path("notify").asBoolean());
        assertTrue(scrooge.chat("Greta").path("draft").isNull());
        assertFalse(scrooge.chat("Greta").path("muted").asBoolean());
    }
}
