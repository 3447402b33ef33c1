package parley.crm.amocrm;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything that the account has: two pipelines, four people, and what was made since.
final class FakeBook {

    static final long OWNER = 501;
    static final long TONY = 502;
    static final long SCROOGE = 503;

    final InstantSource clock;
    final Map<Long, ObjectNode> users = new LinkedHashMap<>();
    final Map<Long, ObjectNode> contacts = new LinkedHashMap<>();
    final Map<Long, ObjectNode> leads = new LinkedHashMap<>();

    /// By their uid; gone once they are accepted or declined.
    final Map<String, ObjectNode> unsorted = new LinkedHashMap<>();

    /// By `leads/7`.
    final Map<String, List<ObjectNode>> notes = new LinkedHashMap<>();

    final List<ObjectNode> events = new ArrayList<>();
    final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();

    /// By entity.
    final Map<String, List<ObjectNode>> fields = new LinkedHashMap<>();

    /// What the search does not know yet.
    final Set<Long> unindexed = new LinkedHashSet<>();

    final ObjectNode pipelines;
    private long last = 7000;

    FakeBook(InstantSource clock) {
        this.clock = clock;
        user(OWNER, "Bruce", true);
        user(TONY, "Tony", false);
        user(SCROOGE, "Scrooge", false);
        user(504, "Lena", false);
        pipelines = (ObjectNode) Json.tree("""
            {"_total_items":2,"_embedded":{"pipelines":[
              {"id":31,"name":"Sales","sort":1,"is_main":true,"is_unsorted_on":true,"is_archive":false,
               "_embedded":{"statuses":[
                 {"id":300,"name":"Incoming leads","sort":10,"color":"#c1c1c1","type":1,"pipeline_id":31},
                 {"id":301,"name":"New","sort":20,"color":"#99ccff","type":0,"pipeline_id":31},
                 {"id":302,"name":"Offer","sort":30,"color":"#ffff99","type":0,"pipeline_id":31},
                 {"id":142,"name":"Won","sort":10000,"color":"#ccff66","type":0,"pipeline_id":31},
                 {"id":143,"name":"Lost","sort":11000,"color":"#d5d8db","type":0,"pipeline_id":31}]}},
              {"id":32,"name":"Service","sort":2,"is_main":false,"is_unsorted_on":false,"is_archive":false,
               "_embedded":{"statuses":[
                 {"id":310,"name":"Incoming leads","sort":10,"color":"#c1c1c1","type":1,"pipeline_id":32},
                 {"id":311,"name":"Asked","sort":20,"color":"#99ccff","type":0,"pipeline_id":32},
                 {"id":142,"name":"Won","sort":10000,"color":"#ccff66","type":0,"pipeline_id":32},
                 {"id":143,"name":"Lost","sort":11000,"color":"#d5d8db","type":0,"pipeline_id":32}]}}]}}
            """);
    }

    private void user(long id, String name, boolean admin) {
        var user = node().put("id", id).put("name", name).put("email", name.toLowerCase() + "@shop.example");
        user.putObject("rights").put("is_active", true).put("is_admin", admin).put("is_free", false);
        users.put(id, user);
    }

    static ObjectNode node() {
        return Json.tolerant().createObjectNode();
    }

    static ArrayNode list(Iterable<? extends JsonNode> nodes) {
        var list = Json.tolerant().createArrayNode();
        nodes.forEach(list::add);
        return list;
    }

    long next() {
        return ++last;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    boolean isStatus(long pipeline, long status) {
        return pipelines
                .path("_embedded")
                .path("pipelines")
                .valueStream()
                .filter(one -> one.path("id").asLong() == pipeline)
                .flatMap(one -> one.path("_embedded").path("statuses").valueStream())
                .anyMatch(one -> one.path("id").asLong() == status);
    }

    /// Whether the card still waits in an incoming lead: then the account's search and lists leave it out.
    boolean waits(String kind, long id) {
        return unsorted.values().stream()
                .flatMap(one -> one.path("_embedded").path(kind).valueStream())
                .anyMatch(one -> one.path("id").asLong() == id);
    }

    void event(String type, String entity, long id) {
        events.add(node().put("id", "01hev%08d".formatted(next()))
                .put("type", type)
                .put("entity_id", id)
                .put("entity_type", entity)
                .put("created_by", OWNER)
                .put("created_at", now()));
    }

    /// Everything in a card's fields, as its search sees it.
    static List<String> texts(ObjectNode card) {
        var texts = new ArrayList<String>();
        texts.add(card.path("name").asString(""));
        for (var field : card.path("custom_fields_values")) {
            field.path("values").forEach(value -> texts.add(value.path("value").asString("")));
        }
        return texts;
    }

    /// Strangers are found too: by any part of any text, and by any part of the digits in it.
    boolean isFound(ObjectNode card, String query) {
        return !unindexed.contains(card.path("id").asLong())
                && texts(card).stream()
                        .anyMatch(text -> text.toLowerCase().contains(query.toLowerCase())
                                || query.matches("\\d+")
                                        && text.replaceAll("\\D", "").contains(query));
    }
}
