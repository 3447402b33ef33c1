package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.story.Hub;

/// Roles by program, what waits for whom, and the channels: sections 5.1, 5.9 and 7 of the contract.
class RolesTest {

    private MessengerShop shop;

    @BeforeEach
    void open() {
        shop = new MessengerShop(List.of());
        // What the first save sends to be answered (R62).
        Hub.await("the test message is there", () -> shop.mary.clients().contains("Test client"));
        shop.mary.replies("Test client", "Works");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theTickedChannelsAreListedOldestFirst() {
        var rows = shop.crm.get("/v3/channels").json();

        assertEquals("web", rows.path(0).path("transport").asString());
        assertEquals(6, rows.size(), rows.toString());
        assertTrue(
                rows.toString()
                        .contains(
                                "{\"channelId\":\"%s\",\"transport\":\"tgapi\",\"plainId\":\"@tgapi\",\"name\":\"The tgapi\",\"state\":\"active\"}"
                                        .formatted(shop.id("tgapi"))),
                rows.toString());
        shop.hub.owner().post("/channels/" + shop.number("tgapi") + "/actions/disable", "{}");
        assertTrue(shop.crm.get("/v3/channels").text().contains("\"state\":\"disabled\""));
        assertEquals(
                "CHANNEL_BLOCKED",
                shop.send("tgapi", "telegram", ",\"chatId\":\"1\",\"text\":\"a\"")
                        .error());
    }

    @Test
    void eachSeesWhatWaitsForHimInOneColour() {
        shop.clientWrites("telegram", "Anna", "Hello");
        shop.clientWrites("telegram", "Anna", "Are you there?");

        Hub.await("red 2", () -> waits(shop.tony.employee()));
        assertEquals("grey 2", waits(shop.mary.employee()));
        assertEquals("grey 2", waits(shop.konstantin.employee()));
        assertEquals("null 0", waits(shop.sam.employee()));
        assertEquals("null 0", waits("nobody%20knows%20him"));

        shop.crm.patch("/settings", "{\"pushInputOutputMessageEventsForManagers\":true}");
        assertEquals("red 2", waits(shop.mary.employee()));
        shop.sends("telegram", "telegram", "Anna", "Yes");
        assertEquals("null 0", waits(shop.mary.employee()));
    }

    @Test
    void whatIsOlderThanAWeekDoesNotWait() {
        shop.clientWrites("telegram", "Anna", "Hello");
        Hub.await("red 1", () -> waits(shop.tony.employee()));

        shop.hub.later(Duration.ofDays(8));

        assertEquals("null 0", waits(shop.tony.employee()));
    }

    private String waits(String employee) {
        var answer = shop.crm.get("/v3/unanswered/" + employee);
        assertEquals(200, answer.status(), answer.toString());
        var json = answer.json();
        var nothing = json.path("counterV2").asInt() == 0;
        assertEquals(nothing, json.path("lastMsgDateTime").isNull(), answer.toString());
        assertTrue(
                nothing || json.path("lastMsgDateTime").asString().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z"),
                answer.toString());
        return json.path("type").asString("null") + " " + json.path("counterV2").asInt();
    }

    @Test
    void aListOfRolesTakesThePlaceOfTheWholeOne() {
        var before = shop.crm.get("/settings").json();
        assertEquals(18, before.path("userRoles").size(), before.toString());

        var answer = shop.crm.patch("/settings/", """
            {"userRoles":[{"channelId":"%s","userId":"%s","role":"seller","allowGetNewClients":true},
                          {"channelId":"%s","userId":"%s","role":"auditor","allowGetNewClients":"true"}]}\
            """.formatted(
                        shop.id("telegram"), shop.sam.employee(), shop.id("telegram"), shop.konstantin.employee()));

        assertEquals(200, answer.status(), answer.toString());
        assertEquals(2, answer.json().path("userRoles").size());
        assertEquals(answer.json(), shop.crm.get("/settings").json());
        shop.post("telegram").clientWrites(shop.hub, shop.key("telegram"), "Anna", "Hello");
        Hub.await("it waits", () -> waits(shop.sam.employee()).endsWith("1"));
        Hub.await("red 1", () -> waits(shop.sam.employee()));
        assertEquals("null 0", waits(shop.tony.employee()));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '`', textBlock = """
        ENTRY                                                          | FIELD
        {"channelId":"CHANNEL","userId":"TONY","role":"boss"}          | userRoles[0].role
        {"channelId":"CHANNEL","userId":"nobody","role":"seller"}      | userRoles[0].userId
        {"channelId":"unknown","userId":"TONY","role":"seller"}        | userRoles[0].channelId
        {"channelId":"CHANNEL","userId":"TONY"}                        | userRoles[0].role
        5                                                              | userRoles[0]
        """)
    void aWrongRoleIsNamedAndChangesNothing(String entry, String field) {
        var before = shop.crm.get("/settings").text();
        var answer = shop.crm.patch(
                "/settings",
                "{\"userRoles\":["
                        + entry.replace("CHANNEL", shop.id("telegram")).replace("TONY", shop.tony.employee()) + "]}");

        assertEquals(400, answer.status(), answer.toString());
        assertEquals("VALIDATION_ERROR", answer.error());
        assertEquals(
                "[\"" + field + "\"]", answer.json().path("data").path("fields").toString());
        assertEquals(before, shop.crm.get("/settings").text());
    }

    @Test
    void aLimitedKeyReachesNeither() {
        var limited = Crm.of(shop.hub, "limited");

        for (var path : List.of("/settings", "/v3/unanswered/1")) {
            assertEquals(403, limited.get(path).status());
            assertEquals("FORBIDDEN", limited.get(path).error());
        }
    }
}
