package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.crm.amocrm.AmoCrmType;
import parley.crm.amocrm.FakeAmo;
import tools.jackson.databind.node.ObjectNode;

/// A company that works in amoCRM.
class AmoCrmStoryTest {

    private static final String TONY = "502";
    private static final String SCROOGE = "503";

    private final PaperPost post = new PaperPost();
    private final FakeAmo amo = new FakeAmo(InstantSource.system());
    private final HttpClient http = HttpClient.newHttpClient();
    private Hub hub;
    private String channel;
    private Person tony;
    private Person scrooge;

    @BeforeEach
    void open() {
        hub = Hub.knowing(List.of(AmoCrmType.amocrm().faster(1_000)), post);
        channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                .path("key")
                .asString();
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
        var connected = hub.owner()
                .post(
                        "/integrations",
                        "{\"crm\":\"amocrm\",\"fields\":{\"address\":\"%s\",\"token\":\"%s\"}}"
                                .formatted(amo.address(), FakeAmo.TOKEN));
        assertEquals(200, connected.status(), connected.toString());
        firstResponder();
        tony = hub.invite("Tony", TONY);
        scrooge = hub.invite("Scrooge", SCROOGE);
    }

    @AfterEach
    void close() {
        hub.close();
        amo.close();
        http.close();
    }

    @Test
    @DisplayName("R23, R26, R50: lead, acceptance by reply, another responsible in amoCRM, one note for the hour")
    void aClientOfTheShop() throws Exception {
        post.clientWrites(hub, channel, "Anna", "How much?");
        Hub.await(1, amo::waiting);
        Hub.await(List.of("Anna"), tony::clients);
        Hub.await(List.of("Anna"), scrooge::clients);

        assertEquals(202, tony.replies("Anna", "Ten").status());

        Hub.await(0, amo::waiting);
        Hub.await("Tony's", () -> amo.deals().getFirst().endsWith(" at 301 of " + TONY));
        Hub.await(List.of(), scrooge::clients);
        assertEquals(List.of("Anna"), tony.clients());

        var deal = amo.deals().getFirst().split(" ")[0];
        Hub.await("settled", () -> tony.chat("Anna").path("id").asString().length() > 0);
        amo.givesAll(Long.parseLong(SCROOGE));
        assertEquals(204, hook("leads[responsible][0][id]=" + deal + "&account[id]=28654321"));
        hub.later(Duration.ofSeconds(2));

        Hub.await(List.of("Anna"), scrooge::clients);
        Hub.await(List.of(), tony::clients);

        hub.later(Duration.ofHours(1).plusMinutes(1));
        Hub.await(1, () -> amo.notes("leads/" + deal).size());
        hub.later(Duration.ofHours(1));
        var note = amo.notes("leads/" + deal).getFirst();
        assertTrue(note.contains("How much?") && note.contains("Ten"), note);
        assertEquals(List.of(note), amo.notes("leads/" + deal));
        assertEquals(1, amo.deals().size());
        assertEquals(List.of(), amo.flaws());
    }

    private void firstResponder() {
        hub.agree(document -> {
            var shop = (ObjectNode) document.path("channels")
                    .valueStream()
                    .filter(one -> one.path("name").asString().equals("Shop"))
                    .findFirst()
                    .orElseThrow();
            shop.put("ticked", true);
            var roles = shop.putObject("roles");
            var access = shop.putObject("access");
            for (var seller : List.of(TONY, SCROOGE)) {
                roles.putObject(seller).put("role", "seller").put("receivesNewClients", true);
                access.put(seller, "WRITE");
            }
            shop.withObject("newClients")
                    .put("pipeline", "31")
                    .put("stage", "300")
                    .put("algorithm", "FIRST_RESPONDER");
        });
    }

    private int hook(String form) throws IOException, InterruptedException {
        var address = hub.owner()
                .get("/integrations")
                .json()
                .path("rows")
                .path(0)
                .path("fields")
                .path("hook")
                .asString();
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
