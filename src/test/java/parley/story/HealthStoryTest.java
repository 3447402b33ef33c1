package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
}
