package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.channel.SendResult;
import tools.jackson.databind.node.ObjectNode;

/// What the people who look after the hub see, and what they do about it (UX 12, 13).
class HealthStoryTest {

    @Test
    void aChannelOutlivesItsAdapter() {
        var post = new PaperPost();
        try (var hub = Hub.start(post)) {
            var channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                    .path("id")
                    .asString();

            hub.restartWith();

            var shown = hub.owner().get("/channels/" + channel);
            assertEquals(200, shown.status(), shown.toString());
            assertEquals(
                    "needs_reconnect", shown.json().path("row").path("state").asString());
            assertEquals("adapter_gone", shown.json().path("row").path("reason").asString());
            assertEquals(200, hub.owner().get("/channels").status());
            var health = hub.owner().get("/health");
            assertEquals(200, health.status(), health.toString());
            assertTrue(health.text().contains("adapter_gone"), health.text());
            assertEquals(
                    404,
                    hub.owner()
                            .post("/channels/" + channel + "/actions/check", "{}")
                            .status());

            hub.restartWith(post);

            assertEquals(
                    "connected",
                    hub.owner()
                            .get("/channels/" + channel)
                            .json()
                            .path("row")
                            .path("state")
                            .asString());
            hub.restartWith();
            assertEquals(204, hub.owner().delete("/channels/" + channel).status());
        }
    }

    @Test
    @DisplayName("R72: what did not go, or perhaps did, is counted without names; a reason closes what is stuck")
    void whatDidNotGo() {
        try (var shop = new PaperShop(new PaperPost());
                var line = LiveLine.of(shop.hub, shop.hub.owner(), null)) {
            var owner = shop.hub.owner();
            var chat = shop.tonys("Anna");
            shop.post.then(_ -> new SendResult.Refused("blocked", "", SendResult.Client.REACHABLE));
            shop.sends(shop.tony, chat, "second");
            Hub.await("failed", () -> shop.statusOf(shop.tony, chat, "second").equals("failed"));
            shop.post.then(shop.post::acceptAndLoseTheAnswer);
            shop.sends(shop.tony, chat, "third");
            Hub.await("unknown", () -> shop.statusOf(shop.tony, chat, "third").equals("unknown"));

            Hub.await(
                    "open pages are told",
                    () -> line.of("rows").stream()
                            .anyMatch(frame -> frame.toString().contains("\"put\":\"health\"")));
            // Evidence of what was lost often follows at once, so it is waited for.
            Hub.await(
                    "given up", () -> !owner.get("/health").json().path("stuck").isEmpty());
            var health = owner.get("/health");
            var failed = health.json().path("failed").get(0);
            assertEquals("blocked", failed.path("code").asString());
            assertEquals(1, failed.path("messages").asInt());
            assertEquals(chat, health.json().path("unknown").get(0).path("chat").asString());
            assertFalse(health.text().contains("Anna"), health.text());

            var stuck = health.json().path("stuck").get(0);
            assertEquals("unknown", stuck.path("state").asString());
            var discard = "/health/jobs/" + stuck.path("id").asString() + "/discard";
            assertEquals(422, owner.post(discard, "{\"reason\":\" \"}").status());
            assertEquals(
                    204, owner.post(discard, "{\"reason\":\"Anna has it\"}").status());
            assertTrue(owner.get("/health").json().path("stuck").isEmpty());
            assertTrue(owner.get("/audit").text().contains("Anna has it"));
            assertEquals(403, shop.tony.get("/health").status());
        }
    }

    @Test
    @DisplayName("R71: what could not be read is put aside, and leaves with a reason")
    void whatCouldNotBeRead() {
        var post = new PaperPost();
        try (var hub = Hub.start(post)) {
            var key = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                    .path("key")
                    .asString();
            post.delivers(hub, key, new PaperPost.Event("status", "1", "Anna", "Anna", null, "LOST", Instant.now()));
            var owner = hub.owner();
            Hub.await(
                    "put aside",
                    () -> !owner.get("/health").json().path("aside").isEmpty());

            var aside = owner.get("/health").json().path("aside").get(0);
            var discard = "/health/work/" + aside.path("id").asString() + "/discard";
            assertEquals(422, owner.post(discard, "{\"reason\":\" \"}").status());
            assertEquals(
                    204, owner.post(discard, "{\"reason\":\"Anna called\"}").status());
            assertTrue(owner.get("/health").json().path("aside").isEmpty());
            assertTrue(owner.get("/audit").text().contains("Anna called"));
            assertEquals(404, owner.post(discard, "{\"reason\":\"again\"}").status());
        }
    }

    @Test
    @DisplayName("R32: who waits because nobody can take him, and why not")
    void whoWaitsAndWhy() {
        try (var shop = new PaperShop(new PaperPost())) {
            shop.hub.agree(document -> {
                for (var one : document.path("channels")) {
                    var newClients = (ObjectNode) one.path("newClients");
                    newClients.put("algorithm", "BY_TURN");
                    var stages = shop.hub.settings().path("pipelines").get(0).path("stages");
                    stages.valueStream()
                            .filter(stage -> stage.path("kind").asString().equals("OPEN"))
                            .findFirst()
                            .ifPresent(stage ->
                                    newClients.put("stage", stage.path("id").asString()));
                    one.path("roles").forEach(role -> ((ObjectNode) role).put("receivesNewClients", false));
                }
            });
            shop.post.clientWrites(shop.hub, shop.key, "Boris", "Hello");

            Hub.await(
                    true,
                    () -> shop.hub
                                    .owner()
                                    .get("/health")
                                    .json()
                                    .path("waiting")
                                    .path(0)
                                    .path("clients")
                                    .asInt()
                            == 1);
            var waiting = shop.hub.owner().get("/health").json().path("waiting").get(0);
            assertEquals("Paper shop", waiting.path("channel").asString());
            var why = waiting.path("people")
                    .valueStream()
                    .map(one ->
                            one.path("name").asString() + " " + one.path("why").asString())
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(
                            "Konstantin auditor",
                            "Mary slider_off",
                            "Rita no_write_access",
                            "Scrooge slider_off",
                            "Tony slider_off"),
                    why);
        }
    }
}
