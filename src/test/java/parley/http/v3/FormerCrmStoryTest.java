package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.story.Hub;
import parley.story.PaperPost;
import parley.story.Person;
import tools.jackson.databind.node.ObjectNode;

/// A company takes another CRM: what is called `1` in both is not the same.
class FormerCrmStoryTest {

    private static final String ANNA = "79011112233";

    private final PaperPost post = new PaperPost(PaperPost.able("yes", null), "whatsapp");

    @Test
    void theIdsOfTheFormerCrmMeanNothingInTheNewOne() {
        try (var hub = Hub.start(post)) {
            var key = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                    .path("key")
                    .asString();
            var tony = hub.person("Tony");
            agree(hub, tony.employee(), "1");
            post.clientWrites(hub, key, ANNA, "Hello");
            Hub.await(List.of(ANNA), tony::clients);
            Hub.await("1", () -> contact(tony));

            assertEquals(
                    204,
                    hub.owner().delete("/integrations/" + hub.integration()).status());
            assertEquals(List.of(ANNA), tony.clients(), "R12a: who sees what stays");
            connect(hub, "api");
            var crm = Crm.of(hub, "full");
            crm.post("/v3/users", "[{\"id\":\"%s\",\"name\":\"Eve\"}]".formatted(tony.employee()));
            crm.post(
                    "/v3/pipelines",
                    "[{\"id\":\"1\",\"name\":\"Sales\",\"stages\":[{\"id\":\"2\",\"name\":\"New\"}]}]");
            crm.post("/v3/contacts", """
                [{"id":"1","responsibleUserId":"2","name":"Zed","contactData":[{"chatType":"vk","chatId":"5"}]}]
                """);
            refresh(hub);
            agree(hub, tony.employee(), "1");
            var eve = hub.invite("Eve", tony.employee());

            assertEquals(List.of(), eve.clients(), "Tony's client is not Eve's because their ids are the same");
            assertTrue(tony.get("/chats").status() != 200 || tony.clients().isEmpty(), "nor are her clients Tony's");

            assertEquals(0, rehearsed(hub), "R82: nor did anybody of this CRM ever get her");
            post.clientWrites(hub, key, ANNA, "Hello again");
            Hub.await(List.of(ANNA), eve::clients);
            assertEquals(1, rehearsed(hub));
            assertEquals("", contact(eve), "Anna is not Zed");
            assertEquals(List.of(), tony.get("/chats").status() == 200 ? tony.clients() : List.of());
        }
    }

    /// By turn to this one alone.
    private static void agree(Hub hub, String seller, String pipeline) {
        hub.agree(document -> {
            document.putObject("defaultChannel");
            document.path("channels").forEach(one -> give((ObjectNode) one, seller, pipeline));
        });
    }

    private static void give(ObjectNode channel, String seller, String pipeline) {
        channel.put("ticked", channel.path("name").asString().equals("Shop"));
        channel.putObject("roles").putObject(seller).put("role", "seller").put("receivesNewClients", true);
        channel.putObject("access").put(seller, "WRITE");
        ((ObjectNode) channel.path("newClients"))
                .put("pipeline", pipeline)
                .put("stage", "2")
                .put("algorithm", "BY_TURN");
    }

    /// How many clients a dry run finds.
    private static int rehearsed(Hub hub) {
        var run = hub.owner()
                .post(
                        "/integrations/" + hub.integration() + "/dry-run",
                        "{\"document\":%s,\"days\":7}".formatted(hub.settings()));
        assertEquals(200, run.status(), run.toString());
        return run.json().path("totals").path("clients").asInt(-1);
    }

    private static String contact(Person who) {
        var card = who.get("/chats/" + who.chat(ANNA).path("id").asString() + "/card")
                .json();
        return card.path("contact").path("id").asString("");
    }

    private static void connect(Hub hub, String crm) {
        assertEquals(
                200,
                hub.owner()
                        .post("/integrations", "{\"crm\":\"" + crm + "\",\"fields\":{}}")
                        .status());
    }

    private static void refresh(Hub hub) {
        assertEquals(
                200,
                hub.owner()
                        .post("/integrations/" + hub.integration() + "/refresh", "{}")
                        .status());
    }
}
