package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an administrator is offered after he has saved for the first time (R62, R63).
class FirstSaveStoryTest {

    private static final String TEXT = "This is a test message from Parley. Reply to it to test the chats.";

    private final PaperPost post = new PaperPost(PaperPost.able("yes", null), "telegram");

    /// By turn on the paper channel, between Bruce, who is a manager, and Tony; the web chat is not in the integration.
    private static ObjectNode form(Hub hub, String channel) {
        var tony = hub.person("Tony").employee();
        var bruce = hub.owner().employee();
        var document = hub.settings();
        document.putObject("defaultChannel");
        for (var one : document.withArray("channels")) {
            var form = (ObjectNode) one;
            form.put("ticked", form.path("id").asString().equals(channel));
            form.set("roles", Json.tree("""
                {"%s":{"role":"manager","receivesNewClients":true},"%s":{"role":"seller","receivesNewClients":true}}\
                """.formatted(bruce, tony)));
            form.set("access", Json.tree("{\"%s\":\"WRITE\",\"%s\":\"WRITE\"}".formatted(bruce, tony)));
            var pipeline = document.path("pipelines").path(0);
            form.withObject("newClients")
                    .put("pipeline", pipeline.path("id").asString())
                    .put("stage", pipeline.path("stages").path(1).path("id").asString())
                    .put("algorithm", "BY_TURN")
                    .set("order", Json.tree("[\"%s\",\"%s\"]".formatted(bruce, tony)));
        }
        return document;
    }

    private static JsonNode save(Hub hub, ObjectNode document) {
        var saved = hub.owner().put("/integrations/" + hub.integration() + "/settings", Json.write(document));
        assertEquals(200, saved.status(), saved.toString());
        return saved.json();
    }

    private static JsonNode turn(Hub hub, String channel) {
        return hub.settings().path("turns").path(channel).path("last");
    }

    @Test
    @DisplayName("R62, R63: a test message arrives once, makes no deal, moves no turn, and replies stay in Parley")
    void aTestMessage() {
        try (var hub = Hub.start(post)) {
            var row = hub.connect(PaperPost.TYPE, "Paper shop", "{\"token\":\"shop\"}");
            var channel = row.path("id").asString();
            var bruce = hub.owner();

            var first = save(hub, form(hub, channel)).path("first");

            var test = first.path("test");
            assertEquals(
                    "{\"id\":\"%s\",\"type\":\"paper\",\"name\":\"Paper shop\"}".formatted(channel),
                    test.path("channel").toString());
            assertTrue(test.path("seen").asBoolean());
            assertEquals("[\"managers\"]", first.path("hints").toString(), "R63: nobody has several channels");
            var chat = bruce.chat("Test client");
            assertEquals(test.path("chat"), chat.path("id"));
            assertTrue(chat.path("test").asBoolean());
            assertEquals("RED", chat.path("attention").asString(), "the counter is tested too");
            assertEquals(List.of(TEXT), bruce.reads("Test client"));

            answerIt(hub);

            assertFalse(bruce.get("/crm/board").text().contains("Test client"), "no deal");
            assertTrue(turn(hub, channel).isNull(), "the turn has not moved");
            post.clientWrites(hub, row.path("key").asString(), "Anna", "Hello");
            Hub.await(Json.tree("\"" + bruce.employee() + "\""), () -> turn(hub, channel));
            assertEquals(List.of(), post.texts(), "nothing has left for the messenger");

            var more = hub.settings().put("eightIsSeven", false);
            assertTrue(save(hub, more).path("first").isNull(), "only the first save");
            try (var window = LiveLine.of(
                    hub, bruce, WindowShop.pos(bruce), chat.path("id").asString())) {
                var again = bruce.post("/integrations/" + hub.integration() + "/test-message", "{}");
                assertEquals(chat.path("id"), again.json().path("chat"));
                Hub.await(1, () -> window.ops("messages").size());
                assertEquals(List.of(TEXT, "It works", TEXT), bruce.reads("Test client"));
            }
        }
    }

    /// Bruce replies, also as if by another channel, corrects himself and reacts: the messenger is never asked.
    private void answerIt(Hub hub) {
        var bruce = hub.owner();
        var chat = bruce.chat("Test client").path("id").asString();
        var asked = post.asked.get();
        var sent = bruce.writes(chat, "It woks", PaperShop.cid());
        assertEquals(202, sent.status(), sent.toString());
        assertEquals("sent", sent.json().path("row").path("status").asString());
        assertEquals(0, bruce.chat("Test client").path("unanswered").asInt(-1));
        var id = sent.json().path("row").path("id").asString();
        var edited = bruce.patch("/messages/" + id, "{\"text\":\"It works\"}");
        assertTrue(edited.status() < 300, edited.toString());
        assertTrue(
                bruce.put("/messages/" + id + "/reaction", "{\"emoji\":\"👍\"}").status() < 300);
        assertEquals(List.of(TEXT, "It works"), bruce.reads("Test client"));
        assertEquals(asked, post.asked.get());
    }

    @Test
    @DisplayName("R62: without a channel for it there is no test, and the hints come alone")
    void noChannelForIt() {
        try (var hub = Hub.start(new PaperPost())) {
            var channel = hub.connect(PaperPost.TYPE, "Paper shop", "{\"token\":\"shop\"}")
                    .path("id")
                    .asString();
            var document = form(hub, channel);

            var refused = hub.owner().put("/integrations/" + hub.integration() + "/settings", "{}");
            assertEquals(422, refused.status(), "a refused save is none");
            var first = save(hub, document).path("first");

            assertTrue(first.path("test").isNull(), first.toString());
            assertEquals("[\"managers\"]", first.path("hints").toString());
            var again = hub.owner().post("/integrations/" + hub.integration() + "/test-message", "{}");
            assertEquals(409, again.status());
            assertEquals("no_test_channel", again.json().path("error").asString());
        }
    }
}
