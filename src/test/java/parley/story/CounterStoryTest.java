package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

@DisplayName("The counter on a CRM's page: contract, 5.9")
class CounterStoryTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static PaperShop shop;
    private static String key;

    @BeforeAll
    static void open() {
        shop = new PaperShop(new PaperPost());
        key = newKey("full").path("secret").asString();
    }

    private static JsonNode newKey(String scope) {
        var made = shop.hub.owner().post("/api-keys", "{\"name\":\"CRM\",\"scopes\":[\"%s\"]}".formatted(scope));
        assertEquals(201, made.status(), made.toString());
        return made.json();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static HttpResponse<String> ask(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(shop.hub.address() + path));
        return HTTP.send(
                (body == null ? request.GET() : request.POST(BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
    }

    private static CounterPage page(String transports, String with, Person person) {
        return new CounterPage(shop.hub.address(), transports, with, person.employee());
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket,polling", "polling,websocket", "polling", "websocket"})
    @DisplayName("the real client shows what waits, and what changes, by any of its ways (R55–R58)")
    void whatWaitsIsShown(String transports) {
        var client = "Anna by " + transports;
        try (var tonys = page(transports, key, shop.tony)) {
            Hub.await("0 null", tonys::shows);
            var chat = shop.offered(client);
            Hub.await("1 red", tonys::shows);
            shop.post.clientWrites(shop.hub, shop.key, client, "Are you there?");
            Hub.await("2 red", tonys::shows);
            shop.sends(shop.tony, chat, "Yes");
            Hub.await("0 null", tonys::shows);
            assertEquals(1, tonys.all("ack").size());
            assertEquals(
                    transports.equals("polling,websocket") ? 1 : 0,
                    tonys.all("upgrade").size());
        }
    }

    @Test
    @DisplayName("everybody has his own number and colour: R57, R56, R15")
    void everybodyHasHisOwn() {
        var client = "Boris";
        var chat = shop.offered(client);
        try (var tonys = page("websocket", key, shop.tony);
                var auditors = page("websocket", key, shop.auditor);
                var strangers = page("websocket", key, shop.stranger)) {
            Hub.await("1 red", tonys::shows);
            Hub.await("1 grey", auditors::shows);
            Hub.await("0 null", strangers::shows);
            shop.sends(shop.tony, chat, "Good day");
            Hub.await("0 null", auditors::shows);
            assertEquals(1, strangers.all("counterUpdate").size(), "told once: nothing has changed for him");
        }
    }

    @ParameterizedTest
    @CsvSource({"websocket, wrong", "polling, wrong", "websocket, limited"})
    @DisplayName("a key that may not is disconnected by the server")
    void aWrongKeyIsDisconnected(String transports, String which) {
        var wrong = which.equals("limited") ? newKey("limited").path("secret").asString() : "0".repeat(32);
        try (var page = page(transports, wrong, shop.tony)) {
            Hub.await(1, () -> page.all("disconnect").size());

            assertEquals(
                    "io server disconnect",
                    page.all("disconnect").getFirst().path("reason").asString());
            assertTrue(page.all("counterUpdate").isEmpty());
        }
    }

    @Test
    @DisplayName("a key that is revoked loses its counters")
    void aRevokedKey() {
        var made = newKey("full");
        try (var page = page("websocket", made.path("secret").asString(), shop.tony)) {
            Hub.await(true, () -> !page.shows().isEmpty());
            shop.hub.owner().delete("/api-keys/" + made.path("key").path("id").asString());
            Hub.await(1, () -> page.all("disconnect").size());
        }
    }

    @Test
    @DisplayName("however many keys there are, the one that works keeps its counters")
    void oneOfManyKeys() {
        shop.hub.inItsDatabase(tx -> tx.execute("""
            INSERT INTO api_key (account_id, hash, label, name, scopes, created_at)
            SELECT 1, sha256(n::text::bytea), 'many', 'many', '{metrics}', now() FROM generate_series(1, 200) AS n
            """));
        var made = newKey("full");
        var revoked = newKey("full");
        try (var page = page("websocket", made.path("secret").asString(), shop.tony);
                var other = page("websocket", revoked.path("secret").asString(), shop.tony)) {
            Hub.await(true, () -> !page.shows().isEmpty() && !other.shows().isEmpty());
            shop.hub
                    .owner()
                    .delete("/api-keys/" + revoked.path("key").path("id").asString());
            Hub.await(1, () -> other.all("disconnect").size());
            assertEquals(0, page.all("disconnect").size(), "both were judged at the same moment");
        }
    }

    @Test
    @DisplayName("the host is told to whoever has the key, and pages of others may ask")
    void theHost() throws Exception {
        var told = ask("/counters/ws_host/api_v3/" + key, null);

        assertEquals(
                "127.0.0.1:" + shop.hub.port(),
                Json.tree(told.body()).path("host").asString().replace("localhost", "127.0.0.1"));
        assertEquals(
                "*", told.headers().firstValue("access-control-allow-origin").orElse(""));
        assertEquals(401, ask("/counters/ws_host/api_v3/nobody", null).statusCode());
    }

    @Test
    @DisplayName("long polls by hand: handshake, messages, limits, unknown sessions")
    void longPollsByHand() throws Exception {
        var base = "/ws-counters/?EIO=4&transport=polling";
        var opened = ask(base, null);
        assertTrue(opened.body().matches("0\\{.*\"pingInterval\":25000,\"pingTimeout\":20000,.*}"), opened.body());
        var sid = Json.tree(opened.body().substring(1)).path("sid").asString();
        assertEquals("ok", ask(base + "&sid=" + sid, "40").body());
        assertTrue(ask(base + "&sid=" + sid, null).body().matches("40\\{\"sid\":\"[^\"]+\"}"));
        assertEquals(
                "ok",
                ask(base + "&sid=" + sid, "40/admin,\u001e427[\"nothing\"]").body());
        assertEquals(
                "44/admin,{\"message\":\"Invalid namespace\"}\u001e437[]",
                ask(base + "&sid=" + sid, null).body());

        assertEquals(413, ask(base + "&sid=" + sid, "4".repeat(20_000)).statusCode());
        assertEquals("1", ask(base + "&sid=" + sid, null).body());
        assertEquals(400, ask(base + "&sid=" + sid, null).statusCode());
        assertEquals(400, ask(base + "&sid=unknown", null).statusCode());
        assertEquals(400, ask("/ws-counters/?EIO=3&transport=polling", null).statusCode());
        assertEquals(
                400, ask("/ws-counters?EIO=4&transport=carrier-pigeon", null).statusCode());
    }

    @Test
    @DisplayName("what is no packet ends the session, and no other")
    void nonsense() throws Exception {
        var base = "/ws-counters/?EIO=4&transport=polling";
        for (var nonsense :
                new String[] {"", "9", "b64", "4", "48", "42{}", "42[\"early\"]", "40\u001e42[7]", "2probe"}) {
            var sid = Json.tree(ask(base, null).body().substring(1)).path("sid").asString();
            ask(base + "&sid=" + sid, nonsense);
            assertTrue(ask(base + "&sid=" + sid, null).body().endsWith("1"), nonsense);
        }
    }
}
