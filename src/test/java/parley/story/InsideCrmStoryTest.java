package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Windows inside a CRM (UX 16, section 5.8 of the API's contract): one link, one window; a card narrows, and nothing
/// widens.
class InsideCrmStoryTest extends WindowShop {

    private static final String NOTHING = "{}";

    @Test
    @DisplayName("A link opens one window; the same browser may load it again, nobody else")
    void aLinkOpensOneWindow() {
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        var link = crm.link(everything(tony));

        var opened = crm.opens(link);

        assertEquals(200, opened.status(), opened.text());
        assertEquals("global", opened.json().path("scope").asString());
        assertEquals(
                tony.employee(),
                opened.json().path("boot").path("me").path("employee").asString());
        assertEquals(200, crm.get("/chats").status());
        var set = opened.whole().headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(set.contains("SameSite=None") && set.contains("Partitioned") && set.contains("HttpOnly"), set);

        var stranger = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        assertEquals(401, stranger.opens(link).status());
        assertTrue(hub.owner().get("/audit").text().contains("frame_link_reused"));
        assertEquals(200, crm.beside().opens(link).status());
    }

    @Test
    @DisplayName("A link that nobody opened in time opens nothing; a token ends, and the cookie goes on")
    void timeEndsLinksAndTokens() {
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        var late = crm.link(everything(tony));
        var opened = crm.opens(crm.link(everything(tony))).json();
        var first = crm.cookie;

        hub.later(Duration.ofMinutes(16));

        assertEquals(401, crm.opens(late).status());
        assertEquals(401, crm.get("/chats").status());
        var frame = "{\"frame\":\"%s\",\"boot\":false}"
                .formatted(opened.path("frame").asString());
        assertEquals(200, crm.proves(frame).status());
        assertEquals(200, crm.get("/chats").status());
        assertFalse(first.equals(crm.cookie), "the cookie has turned");

        hub.later(Duration.ofMinutes(2));
        var thief = crm.beside();
        thief.cookie = first;
        assertEquals(401, thief.proves(frame).status(), "a worn-out cookie");
        assertEquals(401, crm.get("/chats").status(), "ends the windows of its browser");
        assertEquals(401, crm.proves(frame).status());
    }

    @Test
    @DisplayName("R42: a card narrows what is seen, counted, searched, told and written to")
    void aCardNarrows() {
        client("Card Anna");
        var boris = client("Card Boris");
        var anna = tony.chat("Card Anna");
        var other = tony.chat("Card Boris").path("id").asString();
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));

        var opened = crm.opens(crm.link(card(tony, anna))).json();

        assertEquals("card", opened.path("scope").asString());
        assertEquals(List.of("Card Anna"), names(opened.path("boot").path("chats")));
        assertEquals(
                anna.path("id").asString(), opened.path("thread").path("chat").asString());
        assertEquals(1, opened.path("thread").path("page").path("rows").size());
        assertEquals(1, opened.path("boot").path("counters").path("red").asInt());
        assertEquals(List.of("Card Anna"), names(crm.get("/chats").json()));
        assertEquals(List.of("Card Anna"), names(crm.get("/chats?q=Card").json()));
        assertEquals(
                0, crm.get("/search?q=Boris&in=messages").json().path("rows").size());
        for (var path : List.of("", "/messages", "/card", "/access", "/decisions")) {
            assertEquals(404, crm.get("/chats/" + other + path).status(), path);
        }
        assertEquals("not_in_card", refused(crm, write(other)));
        assertEquals(
                202,
                crm.ask("POST", "/messages", write(anna.path("id").asString())).status());
    }

    @Test
    @DisplayName("The line of a card tells of its chats alone")
    void theLineTellsOfTheCardAlone() {
        client("Line Anna");
        var boris = client("Line Boris");
        var anna = tony.chat("Line Anna").path("id").asString();
        var other = tony.chat("Line Boris").path("id").asString();
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        var opened = crm.opens(crm.link(card(tony, tony.chat("Line Anna")))).json();
        var ticket = crm.ask("POST", "/stream/tickets", NOTHING)
                .json()
                .path("ticket")
                .asString();

        try (var line = new LiveLine(hub, null)) {
            line.hello(ticket, opened.path("boot").path("pos").asString(), anna, other);
            Hub.await("the stream begins", () -> !line.of("ready").isEmpty());
            boris.writes("for other eyes");
            tony.writes(anna, "Hello, Anna", UUID.randomUUID().toString());
            Hub.await("Anna is told of", () -> !line.ops("messages").isEmpty());

            assertEquals(
                    List.of(anna),
                    line.ops("messages").stream()
                            .map(op -> op.path("row").path("chat").asString())
                            .distinct()
                            .toList());
            assertEquals(
                    List.of(anna),
                    line.ops("chats").stream()
                            .map(op -> op.path("row").path("id").asString())
                            .distinct()
                            .toList());
        }
    }

    @Test
    @DisplayName("R13: a card never widens; whoever does not see a chat sees it nowhere")
    void aCardNeverWidens() {
        client("Wide Anna");
        var anna = tony.chat("Wide Anna");
        assertEquals(202, scrooge.replies("Wide Anna", "Mine").status());
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));

        var opened = crm.opens(crm.link(card(tony, anna))).json();

        assertEquals(List.of(), names(opened.path("boot").path("chats")));
        assertEquals(
                0, opened.path("boot").path("counters").path("unansweredChats").asInt());
        assertEquals(403, crm.get("/chats/" + anna.path("id").asString()).status());
    }

    @Test
    @DisplayName("A window has no right but its employee's")
    void aWindowAdministratesNothing() {
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        crm.opens(crm.link(everything(hub.owner())));

        for (var path :
                List.of("/channels", "/integrations", "/api-keys", "/audit", "/me/sessions", "/crm/employees")) {
            assertEquals(403, crm.get(path).status(), path);
        }
        assertEquals(403, crm.ask("PUT", "/me/preferences", NOTHING).status());
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '~', textBlock = """
        BODY                                                                                | CODE
        {"scope":"global"}                                                                  | INVALID_USER
        {"user":{"id":"nobody","name":"New"},"scope":"global"}                              | INVALID_USER
        {"user":{"id":"$me"}}                                                               | VALIDATION_ERROR
        {"user":{"id":"$me"},"scope":"card"}                                                | VALIDATION_ERROR
        {"user":{"id":"$me"},"scope":"card","filter":[]}                                    | VALIDATION_ERROR
        {"user":{"id":"$me"},"scope":"card","filter":[{"chatType":"whatsapp"}]}             | VALIDATION_ERROR
        {"user":{"id":"$me"},"scope":"card","filter":[{"chatType":"carrier pigeon","chatId":"1"}]}| VALIDATION_ERROR
        {"user":{"id":"$me"},"scope":"global","activeChat":{"channelId":"x","chatType":"vk","chatId":"1"}} | VALIDATION_ERROR
        []                                                                                  | VALIDATION_ERROR
        """)
    @DisplayName("R2: a wish that cannot be understood makes nobody, and is refused in the nested shape")
    void aWishIsRead(String body, String code) {
        var crm = CrmPage.of(hub, CrmPage.key(hub, CrmPage.SITE));
        var before = hub.settings().path("employees").size();

        var answer = crm.asks(body.replace("$me", tony.employee()));

        assertEquals(400, answer.status(), answer.text());
        assertEquals(code, answer.json().path("error").path("code").asString());
        assertFalse(answer.json().path("description").asString().isEmpty());
        assertEquals(before, hub.settings().path("employees").size());
    }

    @Test
    @DisplayName("Only the sites of the key may hold its window; a revoked key ends it")
    void theKeySaysWhoMayHoldTheWindow() {
        var key = CrmPage.key(hub, CrmPage.SITE, "https://crm.example.org:8443");
        var crm = CrmPage.of(hub, key);
        var link = crm.link(everything(tony));
        assertEquals("frame-ancestors https://crm.example.com https://crm.example.org:8443", ancestors(crm.page(link)));
        assertEquals("frame-ancestors 'none'", ancestors(crm.page(hub.address() + "/embed/999999")));
        assertEquals("frame-ancestors 'none'", ancestors(crm.page(hub.address() + "/app/chats")));
        crm.opens(link);
        assertEquals(200, crm.get("/boot").status());

        assertEquals(204, hub.owner().delete("/api-keys/" + key.id()).status());

        assertEquals(401, crm.get("/boot").status());
        assertEquals("frame-ancestors 'none'", ancestors(crm.page(link)));
    }

    private static String everything(Person who) {
        return "{\"user\":{\"id\":\"%s\"},\"scope\":\"global\"}".formatted(who.employee());
    }

    private static String card(Person who, JsonNode chat) {
        return """
            {"user":{"id":"%s"},"scope":"card","filter":{"chatType":"%s","chatId":"%s","name":null,"phone":null}}\
            """.formatted(
                        who.employee(),
                        chat.path("network").asString(),
                        chat.path("address").path("id").asString());
    }

    private static String write(String chat) {
        return "{\"cid\":\"%s\",\"chat\":\"%s\",\"text\":\"Hello\"}".formatted(UUID.randomUUID(), chat);
    }

    private static String refused(CrmPage crm, String message) {
        var answer = crm.ask("POST", "/messages", message);
        assertEquals(403, answer.status(), answer.text());
        return answer.text().contains("not_in_card") ? "not_in_card" : answer.text();
    }

    private static List<String> names(JsonNode page) {
        var names = new ArrayList<String>();
        page.path("rows").forEach(row -> names.add(row.path("name").asString("")));
        return names;
    }

    private static String ancestors(CrmPage.Answer page) {
        var policy =
                page.whole().headers().firstValue("Content-Security-Policy").orElse("");
        return policy.replaceFirst(".*(frame-ancestors[^;]*).*", "$1");
    }
}
