package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An administrator tries settings on the clients of the last days before he saves them (R82).
///
/// Six came by turn, to Tony and Scrooge; then two to whoever was first.
class DryRunStoryTest {

    private static final List<String> BY_TURN = List.of("Anna", "Boris", "Vera", "Gleb", "Dora", "Egor");
    private static PaperShop shop;

    @BeforeAll
    static void sixByTurnAndTwoToTheFirst() {
        shop = new PaperShop(new PaperPost());
        save(form -> byTurn(form, shop.tony, shop.scrooge));
        save(form -> watches(form, shop.hub.owner()));
        for (int i = 0; i < BY_TURN.size(); i++) {
            var client = BY_TURN.get(i);
            var next = i % 2 == 0 ? shop.tony : shop.scrooge;
            shop.post.clientWrites(shop.hub, shop.key, client, "Hello");
            Hub.await(true, () -> next.clients().contains(client));
        }
        save(form -> ((ObjectNode) form.path("newClients")).put("algorithm", "FIRST_RESPONDER"));
        shop.offered("Zoe");
        assertEquals(202, shop.scrooge.replies("Zoe", "Mine").status());
        shop.offered("Yuri");
        Hub.await(false, () -> shop.tony.clients().contains("Zoe"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private String before = "";

    @BeforeEach
    void look() {
        before = everything();
    }

    /// The settings, where the turns stand, who waits, which chats there are and whose they are.
    private static String everything() {
        var chats = shop.mary.chats().stream()
                .map(row -> row.path("name").asString() + row.path("responsible") + row.path("unanswered"))
                .toList();
        return shop.hub.settings().toString() + chats;
    }

    private static void byTurn(ObjectNode form, Person... order) {
        var pipeline = shop.hub.settings().path("pipelines").path(0);
        var rules = (ObjectNode) form.path("newClients");
        for (var stage : pipeline.path("stages")) {
            if (stage.path("kind").asString().equals("OPEN")) {
                rules.put("stage", stage.path("id").asString());
            }
        }
        var list = rules.put("algorithm", "BY_TURN").putArray("order");
        for (var person : order) {
            list.add(person.employee());
        }
    }

    private static void watches(ObjectNode form, Person person) {
        ((ObjectNode) form.path("roles"))
                .putObject(person.employee())
                .put("role", "auditor")
                .put("receivesNewClients", false);
        ((ObjectNode) form.path("access")).put(person.employee(), "READ");
    }

    private static ObjectNode changed(Consumer<ObjectNode> change) {
        var document = shop.hub.settings();
        document.putObject("defaultChannel");
        for (var one : document.path("channels")) {
            if (one.path("id").asString().equals(shop.channel)) {
                change.accept((ObjectNode) one);
            }
        }
        return document;
    }

    private static void save(Consumer<ObjectNode> change) {
        var saved = shop.hub
                .owner()
                .put("/integrations/" + shop.hub.integration() + "/settings", Json.write(changed(change)));
        assertEquals(200, saved.status(), saved.toString());
    }

    private static Person.Answer ask(Person person, ObjectNode document, int days) {
        return person.post(
                "/integrations/" + shop.hub.integration() + "/dry-run",
                "{\"document\":%s,\"days\":%d}".formatted(Json.write(document), days));
    }

    private JsonNode rehearsed(Consumer<ObjectNode> change) {
        var answer = ask(shop.hub.owner(), changed(change), 7);
        assertEquals(200, answer.status(), answer.toString());
        assertEquals(before, everything(), "R82: a rehearsal has no effect");
        return answer.json();
    }

    private static JsonNode of(JsonNode run, String list, String name) {
        var key = list.equals("clients") ? "client" : "name";
        return run.path(list)
                .valueStream()
                .filter(one -> one.path(key).asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + run.path(list)));
    }

    private static String counts(JsonNode run, String name) {
        var one = of(run, "employees", name);
        return one.path("got") + " " + one.path("wouldGet") + " " + one.path("couldGet") + ", " + one.path("sees") + " "
                + one.path("wouldSee");
    }

    private static String fate(JsonNode fate) {
        var employee = fate.path("employee").path("name").asString("");
        return employee.isEmpty()
                ? fate.path("how").asString()
                : fate.path("how").asString() + " " + employee;
    }

    private static void slider(ObjectNode form, Person person, boolean on) {
        ((ObjectNode) form.path("roles").path(person.employee())).put("receivesNewClients", on);
    }

    @Test
    @DisplayName("R82: whoever was first would be first again; turns would have gone to anybody of the candidates")
    void theSettingsThatHold() {
        var run = rehearsed(form -> {});

        assertEquals(8, run.path("totals").path("clients").asInt());
        assertEquals(0, run.path("totals").path("elsewhere").asInt());
        assertEquals(1, run.path("totals").path("nobodyNow").asInt(), "nobody has answered Yuri");
        var zoe = of(run, "clients", "Zoe");
        assertEquals("first Scrooge", fate(zoe.path("now")));
        assertEquals("first Scrooge", fate(zoe.path("then")));
        assertFalse(zoe.path("changes").asBoolean());
        assertFalse(of(run, "clients", "Yuri").path("changes").asBoolean());
        var anna = of(run, "clients", "Anna");
        assertEquals("turn Tony", fate(anna.path("now")));
        assertEquals("offered", fate(anna.path("then")));
        assertEquals(2, anna.path("then").path("anyOf").size());
        assertEquals(
                List.of("Yuri", "Zoe"),
                run.path("clients")
                        .valueStream()
                        .limit(2)
                        .map(one -> one.path("client").asString())
                        .toList(),
                "newest first");
        assertEquals("3 0 7, 4 4", counts(run, "Tony"), "Yuri is offered to both");
        assertEquals("4 1 7, 5 5", counts(run, "Scrooge"));
        assertEquals(0, of(run, "employees", "Tony").path("chats").size());
    }

    @Test
    @DisplayName("R82, R27: by turn the clients are given away once more, from where the turn stood, in order")
    void byTurnOnceMore() {
        var run = rehearsed(form -> byTurn(form, shop.tony, shop.scrooge));

        for (var client : BY_TURN) {
            assertFalse(of(run, "clients", client).path("changes").asBoolean(), client);
        }
        assertEquals("turn Tony", fate(of(run, "clients", "Zoe").path("then")));
        assertEquals("turn Scrooge", fate(of(run, "clients", "Yuri").path("then")));
        assertEquals(1, run.path("totals").path("elsewhere").asInt(), "Zoe only: nobody has got Yuri");
        assertEquals(
                "[\"R31\",\"R24\",\"R27\",\"R28\"]",
                of(run, "clients", "Zoe").path("rules").toString());
        assertEquals(
                List.of("new", "by_turn", "turn", "assign"),
                of(run, "clients", "Zoe")
                        .path("why")
                        .valueStream()
                        .map(one -> one.path("code").asString())
                        .toList());

        var weighed = rehearsed(form -> {
            byTurn(form, shop.tony, shop.scrooge);
            ((ObjectNode) form.path("newClients"))
                    .put("useWeights", true)
                    .putObject("weights")
                    .put(shop.scrooge.employee(), 3);
        });
        assertEquals("3 2 0, 4 4", counts(weighed, "Tony"), "T S S S T S S S");
        assertEquals("4 6 0, 5 5", counts(weighed, "Scrooge"));
        assertEquals("turn Scrooge", fate(of(weighed, "clients", "Vera").path("then")));
        assertTrue(of(weighed, "channels", "Paper shop").path("weights").asBoolean());
    }

    @Test
    @DisplayName("R82, R32: with nobody to take them they would have waited, and that is warned of")
    void nobodyToGiveTo() {
        var run = rehearsed(form -> {
            byTurn(form, shop.tony, shop.scrooge);
            slider(form, shop.tony, false);
            slider(form, shop.scrooge, false);
        });

        assertEquals(8, run.path("totals").path("nobody").asInt());
        assertEquals("waiting", fate(of(run, "clients", "Zoe").path("then")), "he could not have answered her");
        assertEquals(
                "nobody_receives", run.path("warnings").path(0).path("code").asString());
        assertEquals("4 3", sees(run, "Tony"), "Yuri is offered no more");
        var yuri = of(run, "employees", "Tony").path("chats").path(0);
        assertEquals("Yuri", yuri.path("client").asString());
        assertFalse(yuri.path("starts").asBoolean());
        assertEquals("new_client", yuri.path("before").path("code").asString());
        assertEquals("receives_no_new_clients", yuri.path("after").path("code").asString());
        assertEquals("roles", yuri.path("after").path("point").path("section").asString());
    }

    private static String sees(JsonNode run, String name) {
        var one = of(run, "employees", name);
        return one.path("sees") + " " + one.path("wouldSee");
    }

    @Test
    @DisplayName("R82, R47: who would start and stop to see which chats, and why")
    void whoWouldSeeWhat() {
        var document = changed(form -> ((ObjectNode) form.path("roles")).remove(shop.tony.employee()));
        ((ObjectNode) document.path("globalChat")).put("mode", "ALL");
        var answer = ask(shop.hub.owner(), document, 30);
        assertEquals(200, answer.status(), answer.toString());
        var run = answer.json();

        var tony = of(run, "employees", "Tony");
        assertEquals("4 0", sees(run, "Tony"));
        assertEquals(4, tony.path("stops").asInt());
        assertEquals(
                "no_role", tony.path("chats").path(0).path("after").path("code").asString());
        var scrooge = of(run, "employees", "Scrooge");
        assertEquals("5 8", sees(run, "Scrooge"));
        assertEquals(3, scrooge.path("starts").asInt());
        var anna = scrooge.path("chats")
                .valueStream()
                .filter(one -> one.path("client").asString().equals("Anna"))
                .findFirst()
                .orElseThrow();
        assertEquals("not_yours", anna.path("before").path("code").asString());
        assertEquals("Tony", anna.path("before").path("args").path("who").asString());
        assertEquals(
                "{\"section\":\"global\",\"channel\":null}",
                anna.path("after").path("point").toString());
    }

    @Test
    @DisplayName("R9, R82: an unticked channel would have taken nobody; mistakes are those of saving")
    void mistakesAndUntickedChannels() {
        var outside = rehearsed(form -> form.put("ticked", false));
        assertEquals(8, outside.path("totals").path("outside").asInt());
        assertEquals("outside", fate(of(outside, "clients", "Anna").path("then")));
        assertEquals("4 0", sees(outside, "Tony"));

        var owner = shop.hub.owner();
        var broken = changed(form -> form.put("name", ""));
        var refusal = ask(owner, broken, 7);
        assertEquals(422, refusal.status());
        assertEquals(
                owner.put("/integrations/" + shop.hub.integration() + "/settings", Json.write(broken))
                        .json()
                        .path("fields"),
                refusal.json().path("fields"));
        assertEquals(422, ask(owner, changed(form -> {}), 8).status());
        assertEquals(403, ask(shop.mary, changed(form -> {}), 7).status());
        assertEquals(
                404,
                owner.post("/integrations/77/dry-run", "{\"document\":{},\"days\":7}")
                        .status());
        assertEquals(
                422,
                owner.post("/integrations/" + shop.hub.integration() + "/dry-run", "{\"days\":7}")
                        .status());
    }
}
