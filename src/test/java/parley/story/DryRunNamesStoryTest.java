package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import parley.platform.Json;

class DryRunNamesStoryTest {

    /// R15, R42: an administrator without a role sees no chat, and a dry run does not tell him who writes there.
    @Test
    void whoeverDoesNotSeeAChatIsNotToldItsName() {
        try (var shop = new PaperShop(new PaperPost())) {
            shop.offered("Anna");
            var form = shop.hub.settings();
            form.putObject("defaultChannel");
            var told = shop.hub
                    .owner()
                    .post(
                            "/integrations/" + shop.hub.integration() + "/dry-run",
                            "{\"document\":%s,\"days\":7}".formatted(Json.write(form)));
            assertEquals(1, told.json().path("totals").path("clients").asInt(), told.toString());
            assertFalse(told.text().contains("Anna"), told.text());
        }
    }
}
