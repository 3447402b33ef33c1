package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Exempt;
import parley.channel.PaperMessenger;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An administrator sets a hub up over the API.
@Exempt(because = "one hub, set up once, serves all these stories")
class SettingsStoryTest {

    private static final String TOKEN = "batman-secret-7f3a";

    private final PaperMessenger paper = new PaperMessenger();
    private Hub hub;

    @BeforeEach
    void start() {
        hub = Hub.start(paper);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private String settings() {
        return "/integrations/" + hub.integration() + "/settings";
    }

    private JsonNode connect() {
        return hub.connect("paper", "Shop", "{\"token\":\"" + TOKEN + "\",\"greeting\":\"Hello\"}");
    }

    private static List<String> paths(JsonNode refusal) {
        return StreamSupport.stream(refusal.path("fields").spliterator(), false)
                .map(one -> one.path("path").asString() + " " + one.path("code").asString())
                .sorted()
                .toList();
    }

    private static ObjectNode channel(ObjectNode document, String id) {
        for (var channel : document.withArray("channels")) {
            if (channel.path("id").asString().equals(id)) {
                return (ObjectNode) channel;
            }
        }
        throw new AssertionError("no channel " + id + " in " + document);
    }

    /// The channel ticked, with the owner as its manager.
    private void tick(String channel) {
        var bruce = hub.owner().employee();
        hub.agree(document -> {
            var pipeline = hub.settings().path("pipelines").path(0);
            var form = channel(document, channel);
            form.put("ticked", true);
            form.withObject("roles").set(bruce, Json.tree("{\"role\":\"manager\",\"receivesNewClients\":true}"));
            form.withObject("access").put(bruce, "WRITE");
            form.withObject("newClients")
                    .put("pipeline", pipeline.path("id").asString())
                    .put("stage", pipeline.path("stages").path(0).path("id").asString());
        });
    }

    @Test
    void aHubThatWasJustSetUpHasItsCrm() {
        var shown = hub.settings();

        assertEquals("builtin", shown.path("crm").asString());
        assertTrue(shown.path("connected").asBoolean());
        assertEquals("Bruce", shown.path("employees").path(0).path("name").asString());
        assertEquals(
                "UNSORTED",
                shown.path("pipelines")
                        .path(0)
                        .path("stages")
                        .path(0)
                        .path("kind")
                        .asString());
        assertEquals("EACH", shown.path("timeline").asString(), "R51a");
        assertTrue(shown.path("capabilities").path("unsorted").asBoolean());
        assertEquals(200, hub.owner().get("/crm/setup").status());
        assertEquals(
                "builtin",
                hub.owner()
                        .get("/crm-types")
                        .json()
                        .path("rows")
                        .path(0)
                        .path("type")
                        .asString());
    }

    @Test
    @DisplayName("R9: a channel that was just connected is not ticked; ticking it is a version")
    void aChannelIsTickedInTheSettings() {
        var id = connect().path("id").asString();
        assertFalse(channel(hub.settings(), id).path("ticked").asBoolean());
        assertTrue(hub.owner()
                .get("/channels/" + id)
                .json()
                .path("row")
                .path("integration")
                .isNull());

        tick(id);

        assertTrue(channel(hub.settings(), id).path("ticked").asBoolean());
        var row = hub.owner().get("/channels/" + id).json().path("row");
        assertEquals(hub.integration(), row.path("integration").asString());
        var versions = hub.owner()
                .get("/integrations/" + hub.integration() + "/versions")
                .json();
        assertEquals("Bruce", versions.path("rows").path(0).path("by").asString());
        var last = versions.path("rows").path(0).path("n").asLong();
        var version = hub.owner().get("/integrations/" + hub.integration() + "/versions/" + last);
        assertEquals(last, version.json().path("version").asLong());
    }

    @Test
    @DisplayName("R11: all mistakes at once, each at its path")
    void allMistakesAtOnce() {
        var id = connect().path("id").asString();
        var document = hub.settings();
        document.put("timeline", "YEARLY").put("surprise", 1);
        var form = channel(document, id);
        form.put("name", "");
        form.put("ticked", true);
        form.withObject("access").put("nobody", "READ");

        var refusal = hub.owner().put(settings(), Json.write(document));

        assertEquals(422, refusal.status());
        var place = "/channels/" + id;
        assertEquals(
                List.of(
                        place + "/access/nobody unknown_employee",
                        place + "/name channel_name",
                        place + "/newClients/stage stage_missing",
                        "/surprise unknown_field",
                        "/timeline unknown_word"),
                paths(refusal.json()));
        assertEquals(
                400,
                hub.owner().put(settings(), "{\"version\":1,\"version\":2}").status(),
                "a doubled field has no meaning");
    }

    @Test
    @DisplayName("R11: the second of two savers is told who was first and what changed")
    void theSecondSaverIsTold() {
        var mine = hub.settings();
        hub.agree(document -> document.put("eightIsSeven", false));

        var stale = hub.owner().put(settings(), Json.write(mine.put("notifyManagers", true)));

        assertEquals(409, stale.status());
        assertEquals("stale", stale.json().path("error").asString());
        assertEquals("Bruce", stale.json().path("by").asString());
        assertEquals("/eightIsSeven", stale.json().path("changed").path(0).asString());
        assertFalse(stale.json().path("current").path("eightIsSeven").asBoolean(true));
        assertEquals(
                mine.path("version").asLong() + 1,
                stale.json().path("current").path("version").asLong());
    }

    @Test
    void secretsNeverComeBack() {
        var row = connect();
        var id = row.path("id").asString();

        var answers = new ArrayList<String>();
        answers.add(row.toString());
        for (var path : List.of("/channels", "/channels/" + id, "/channel-types", settings(), "/health", "/audit")) {
            answers.add(hub.owner().get(path).text());
        }
        answers.forEach(answer -> assertFalse(answer.replace("@" + TOKEN, "").contains("secret-7f3a"), answer));
        var fields = hub.owner().get("/channels/" + id).json().path("row").path("fields");
        assertEquals("{\"set\":true,\"ends\":\"7f3a\"}", fields.path("token").toString());
        assertTrue(fields.path("hook")
                .asString()
                .endsWith("/hooks/" + row.path("key").asString()));
        assertTrue(fields.path("hook").asString().startsWith("http://"));
    }

    @Test
    void aConnectFormTellsAllItsMistakes() {
        var refusal = hub.owner().post("/channels", """
            {"type": "paper", "name": "", "fields": {"token": "X", "colour": "red"}}\
            """);

        assertEquals(422, refusal.status());
        assertEquals(
                List.of("fields.colour unknown_field", "fields.token pattern", "name channel_name"),
                paths(refusal.json()));
        assertEquals(404, hub.owner().post("/channels", """
            {"type": "pigeon", "name": "Shop", "fields": {}}\
            """).status());
        assertEquals(400, hub.owner().post("/channels", "{\"kind\": \"paper\"}").status());
    }

    @Test
    void aChannelIsRenamedSwitchedOffAndRemoved() {
        var id = connect().path("id").asString();
        var taken = hub.owner().post("/channels", """
            {"type": "paper", "name": "Other", "fields": {"token": "batman-2"}}\
            """);
        assertEquals(409, taken.status());
        assertEquals("Shop", taken.json().path("args").path("channel").asString());

        assertEquals(
                200,
                hub.owner().patch("/channels/" + id, "{\"name\":\"Store\"}").status());
        assertEquals("Store", channel(hub.settings(), id).path("name").asString());
        var off = hub.owner().post("/channels/" + id + "/actions/disable", "{}");
        assertEquals("disabled", off.json().path("row").path("state").asString());
        assertEquals(
                404,
                hub.owner().post("/channels/" + id + "/actions/explode", "{}").status());
        var past = hub.owner().get("/channels/" + id).json().path("past");
        assertEquals("disabled", past.path(0).path("state").asString());
        assertEquals(204, hub.owner().delete("/channels/" + id).status());
        assertEquals(404, hub.owner().get("/channels/" + id).status());
        var audit = hub.owner().get("/audit").text();
        for (var action : List.of("channel_connected", "channel_changed", "channel_disable", "channel_removed")) {
            assertTrue(audit.contains(action), action);
        }
    }

    @Test
    @DisplayName("R8: an employee of the CRM appears with a refresh and loses everything when he leaves")
    void employeesComeAndGoWithARefresh() {
        var id = connect().path("id").asString();
        tick(id);
        var tony = hub.person("Tony").employee();
        hub.agree(document -> channel(document, id).withObject("access").put(tony, "READ"));

        var left = hub.owner()
                .put(
                        "/crm/employees/" + tony,
                        "{\"name\":\"Tony\",\"email\":\"tony@example.com\",\"admin\":false,\"active\":false}");
        assertEquals(200, left.status(), left.text());
        assertEquals(
                "READ", channel(hub.settings(), id).path("access").path(tony).asString());
        var refreshed = hub.owner().post("/integrations/" + hub.integration() + "/refresh", "{}");

        assertEquals("Tony", refreshed.json().path("left").path(0).asString(), refreshed.text());
        assertTrue(channel(hub.settings(), id).path("access").path(tony).isMissingNode());
    }

    @Test
    @DisplayName("R12a: deleting the integration disconnects the CRM and keeps the settings")
    void theIntegrationIsDeletedOnceAndConnectedAgain() {
        var id = connect().path("id").asString();
        tick(id);
        var integration = hub.integration();

        assertEquals(204, hub.owner().delete("/integrations/" + integration).status());
        assertEquals(404, hub.owner().delete("/integrations/" + integration).status());
        assertFalse(hub.settings().path("connected").asBoolean());
        assertTrue(channel(hub.settings(), id).path("ticked").asBoolean());
        Hub.await(404, () -> hub.owner().get("/crm/setup").status());
        assertEquals(
                200, hub.owner().post("/integrations", "{\"crm\":\"builtin\"}").status());
        assertTrue(hub.settings().path("connected").asBoolean());
        assertEquals(
                409, hub.owner().post("/integrations", "{\"crm\":\"builtin\"}").status());
    }

    @Test
    void onlyAdministratorsGetHere() {
        var tony = hub.person("Tony");
        for (var path : List.of("/channels", "/channel-types", "/integrations", settings(), "/health")) {
            assertEquals(403, tony.get(path).status(), path);
        }
        assertEquals(403, tony.put(settings(), "{}").status());
        assertEquals(200, tony.get("/crm/setup").status());
    }

    @Test
    void healthShowsChannelsAndWhatWaits() {
        connect();

        var health = hub.owner().get("/health").json();

        var shop = StreamSupport.stream(health.path("channels").spliterator(), false)
                .filter(one -> one.path("name").asString().equals("Shop"))
                .findFirst()
                .orElseThrow();
        assertEquals("connected", shop.path("state").asString());
        assertEquals(0, health.path("failedWork").asLong());
        assertEquals(0, health.path("stuck").size());
        assertNotEquals(0, health.path("server").path("total").asLong());
        assertEquals(404, hub.owner().post("/health/jobs/77/redeliver", "{}").status());
        var silent = hub.owner().post("/health/jobs/77/discard", "{\"reason\":\" \"}");
        assertEquals(List.of("reason required"), paths(silent.json()));
    }
}
