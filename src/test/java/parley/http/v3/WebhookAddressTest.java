package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.story.Hub;
import parley.story.PaperProgram;

@DisplayName("The address of the public API that is told what happens: contract, 6.1")
class WebhookAddressTest {

    private static Hub hub;
    private static Crm crm;

    private final PaperProgram program = new PaperProgram();

    @BeforeAll
    static void open() {
        hub = Hub.start(List.of("--webhook-hosts=127.0.0.1"));
        crm = Crm.of(hub, "limited");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private Crm.Answer sets(String subscriptions) {
        return crm.patch(
                "/v3/webhooks",
                "{\"webhooksUri\":\"%s\",\"subscriptions\":%s}".formatted(program.address(), subscriptions));
    }

    @Test
    @DisplayName("it is tried out, kept with its switches in any spelling, and changed by what is named alone")
    void itIsKept() {
        var first = sets("{\"messagesAndStatuses\":\"true\",\"tepmplateStatus\":true}");
        assertTrue(first.json().path("ok").asBoolean(), first.toString());
        assertEquals("{\"test\":true}", program.all.getFirst().body());
        assertFalse(program.all.getFirst().headers().containsKey("authorization"));

        assertEquals(
                200,
                crm.patch(
                                "/v3/webhooks",
                                "{\"subscriptions\":{\"channelsUpdates\":true},\"crmKey\":\"0123456789abcdef\"}")
                        .status());
        var kept = crm.get("/v3/webhooks").json();
        assertEquals(program.address(), kept.path("webhooksUri").asString());
        assertEquals(
                "{\"messagesAndStatuses\":true,\"contactsAndDealsCreation\":false,\"channelsUpdates\":true,"
                        + "\"templateStatus\":false,\"wabaTemplatesStatus\":false}",
                kept.path("subscriptions").toString());
        assertEquals(1, program.all.size(), "without an address in the body nothing is tried out");
        assertEquals("{\"ok\":true}", sets("null").text());
        assertEquals("Bearer 0123456789abcdef", program.all.getLast().headers().get("authorization"));
    }

    @Test
    @DisplayName("one that fails the test leaves everything as it was")
    void itMustPass() {
        sets("{\"messagesAndStatuses\":true}");
        program.status = 204;
        var refused = crm.patch("/v3/webhooks", "{\"webhooksUri\":\"%s2\"}".formatted(program.address()));

        assertEquals("testPostNotPassed", refused.error());
        assertEquals("{\"status\":204}", refused.json().path("data").toString());
        assertEquals(
                program.address(),
                crm.get("/v3/webhooks").json().path("webhooksUri").asString());
        var forbidden = crm.patch("/v3/webhooks", "{\"webhooksUri\":\"http://localhost:1/\"}");
        assertEquals("testPostNotPassed", forbidden.error());
        assertTrue(forbidden.json().path("data").path("status").isNull());
        assertEquals("forbidden", forbidden.json().path("data").path("reason").asString());
    }

    @Test
    @DisplayName("9.4: further addresses stand beside the main one, for full keys alone")
    void furtherAddresses() {
        var full = Crm.of(hub, "full");
        var typed = "{\"uri\":\"%s\",\"subscriptions\":{\"channelsUpdates\":true}}".formatted(program.address());
        var added = full.post("/v3/webhooks/endpoints", typed);
        assertEquals(201, added.status(), added.toString());
        assertTrue(added.json().path("secret").asString().startsWith("whsec_"));
        assertFalse(added.json().path("primary").asBoolean());
        var path = "/v3/webhooks/endpoints/" + added.json().path("id").asString();

        program.status = 500;
        var refused = full.patch(path, "{\"uri\":\"%s2\",\"enabled\":false}".formatted(program.address()));
        assertEquals("testPostNotPassed", refused.error());
        assertTrue(full.get(path).json().path("enabled").asBoolean(), "a refused change changes nothing");
        assertFalse(
                full.patch(path, "{\"enabled\":false}").json().path("enabled").asBoolean());
        assertFalse(full.get("/v3/webhooks/endpoints").text().contains("whsec_"));
        assertTrue(full.post(path + "/rotate-secret", "").text().contains("whsec_"));
        assertEquals(403, crm.get(path).status());
        assertEquals("{}", full.delete(path).text());
        assertEquals(404, full.get(path).status());
    }

    @Test
    @DisplayName("what is no address is refused by its own word")
    void noAddress() {
        for (var wrong : List.of("ftp://x.example", "x.example", "", "https://x.example/" + "x".repeat(200))) {
            var refused = crm.patch("/v3/webhooks", "{\"webhooksUri\":\"%s\"}".formatted(wrong));
            assertEquals("uriNotValid", refused.error(), wrong);
            assertEquals(400, refused.status());
        }
        assertEquals(
                "VALIDATION_ERROR",
                crm.patch("/v3/webhooks", "{\"crmKey\":\"short\"}").error());
    }
}
