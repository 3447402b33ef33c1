package parley.crm.amocrm;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which answer belongs to which call.
final class FakeRoutes {

    private final FakeBook book;
    private final FakeCards cards;
    private final FakeUnsorted incoming;
    private final List<String> flaws;
    boolean filters;

    FakeRoutes(FakeBook book, FakeCards cards, FakeUnsorted incoming, List<String> flaws) {
        this.book = book;
        this.cards = cards;
        this.incoming = incoming;
        this.flaws = flaws;
    }

    record Asked(String method, String path, Map<String, List<String>> query, JsonNode body) {

        String first(String name, String otherwise) {
            return query.getOrDefault(name, List.of(otherwise)).getFirst();
        }
    }

    record Reply(int status, JsonNode body) {

        static final Reply NOTHING = new Reply(204, Json.tree("null"));
        static final Reply NOT_THERE = new Reply(404, Json.tree("{\"title\":\"Not found\",\"status\":404}"));

        static Reply invalid(String path, String detail) {
            var body = FakeBook.node().put("title", "Bad Request").put("status", 400);
            body.putArray("validation-errors")
                    .addObject()
                    .put("request_id", "0")
                    .putArray("errors")
                    .addObject()
                    .put("code", "NotSupportedChoice")
                    .put("path", path)
                    .put("detail", detail);
            return new Reply(400, body);
        }
    }

    Reply answer(Asked asked) {
        var parts = asked.path().substring(1).split("/");
        return switch (asked.method() + " " + shape(parts)) {
            case "GET account" -> account();
            case "GET users" -> page(asked, "users", book.users.values().stream());
            case "GET leads/pipelines" -> new Reply(200, book.pipelines);
            case "GET contacts/custom_fields", "GET leads/custom_fields" ->
                page(asked, "custom_fields", book.fields.getOrDefault(parts[0], List.of()).stream());
            case "POST contacts/custom_fields", "POST leads/custom_fields" -> field(parts[0], only(asked));
            case "GET contacts" -> search(asked, "contacts", book.contacts);
            case "GET leads" -> search(asked, "leads", book.leads);
            case "GET contacts/#" -> card(book.contacts.get(Long.parseLong(parts[1])));
            case "GET leads/#" -> card(book.leads.get(Long.parseLong(parts[1])));
            case "POST contacts" -> made("contacts", contact(only(asked)));
            case "POST leads" -> made("leads", lead(only(asked)));
            case "PATCH contacts/#" -> change(book.contacts.get(Long.parseLong(parts[1])), asked.body(), false);
            case "PATCH leads/#" -> change(book.leads.get(Long.parseLong(parts[1])), asked.body(), true);
            case "POST leads/#/link" -> link(Long.parseLong(parts[1]), only(asked));
            case "GET leads/unsorted" -> unsorted(asked);
            case "POST leads/unsorted/forms" -> made("unsorted", incoming.create(only(asked)));
            case "POST leads/unsorted/*/accept" ->
                incoming.accept(parts[2], asked.body()) ? new Reply(200, FakeBook.node()) : Reply.NOT_THERE;
            case "GET contacts/#/notes", "GET leads/#/notes" -> notes(asked, parts[0] + "/" + parts[1]);
            case "POST contacts/#/notes", "POST leads/#/notes" -> note(parts[0] + "/" + parts[1], only(asked));
            case "GET events" -> events(asked);
            case "GET webhooks" -> page(asked, "webhooks", book.webhooks.values().stream());
            case "POST webhooks" -> subscribe(asked.body());
            case "DELETE webhooks" -> unsubscribe(asked.body());
            default -> {
                flaws.add("no such call: " + asked.method() + " " + asked.path());
                yield new Reply(405, FakeBook.node());
            }
        };
    }

    /// Ids as `#`, uids as `*`.
    private static String shape(String... parts) {
        return String.join(
                "/",
                Stream.of(parts)
                        .map(part -> part.matches("\\d+") ? "#" : part.matches("[0-9a-f]{32}") ? "*" : part)
                        .toList());
    }

    private static JsonNode only(Asked asked) {
        FakeCards.must(asked.body().isArray() && asked.body().size() == 1, "", "a list of one is what Parley sends");
        return asked.body().path(0);
    }

    private Reply account() {
        return new Reply(
                200,
                FakeBook.node()
                        .put("id", 28654321)
                        .put("name", "Shop")
                        .put("subdomain", "shop")
                        .put("current_user_id", FakeBook.OWNER)
                        .put("is_api_filter_enabled", filters));
    }

    private Reply field(String entity, JsonNode asked) {
        FakeCards.known(asked, Set.of("name", "type"));
        FakeCards.must(Set.of("text", "textarea").contains(asked.path("type").asString("")), "type", "unknown");
        var field = FakeBook.node()
                .put("id", book.next())
                .put("name", asked.path("name").asString(""));
        book.fields.computeIfAbsent(entity, _ -> new ArrayList<>()).add(field);
        return made("custom_fields", field);
    }

    private ObjectNode contact(JsonNode asked) {
        var card = cards.contact(asked);
        book.event("contact_added", "contact", card.path("id").asLong());
        return card;
    }

    private ObjectNode lead(JsonNode asked) {
        var card = cards.lead(asked);
        book.event("lead_added", "lead", card.path("id").asLong());
        return card;
    }

    private static Reply made(String kind, ObjectNode one) {
        var body = FakeBook.node();
        body.putObject("_embedded").putArray(kind).add(one);
        return new Reply(200, body);
    }

    private Reply search(Asked asked, String kind, Map<Long, ObjectNode> cards) {
        var ids = asked.query().getOrDefault("filter[id][]", List.of());
        FakeCards.must(ids.isEmpty() || filters, "filter", "filters are not paid for");
        Predicate<ObjectNode> wanted = ids.isEmpty()
                ? card -> book.isFound(card, asked.first("query", ""))
                : card -> ids.contains(card.path("id").asString());
        return page(
                asked,
                kind,
                cards.values().stream()
                        .filter(card -> !card.path("is_deleted").asBoolean())
                        .filter(card -> !ids.isEmpty()
                                || !book.waits(kind, card.path("id").asLong()))
                        .filter(wanted)
                        .map(this::whole));
    }

    private Reply card(ObjectNode card) {
        return card == null || card.path("is_deleted").asBoolean() ? Reply.NOTHING : new Reply(200, whole(card));
    }

    /// A contact with its deals, a deal with its contacts.
    private ObjectNode whole(ObjectNode card) {
        var copy = card.deepCopy();
        if (book.contacts.containsKey(card.path("id").asLong())) {
            var leads = copy.putObject("_embedded").putArray("leads");
            book.leads.values().stream()
                    .filter(lead -> !lead.path("is_deleted").asBoolean())
                    .filter(lead -> lead.path("_embedded")
                            .path("contacts")
                            .valueStream()
                            .anyMatch(one ->
                                    one.path("id").asLong() == card.path("id").asLong()))
                    .forEach(lead -> leads.addObject().put("id", lead.path("id").asLong()));
        }
        return copy;
    }

    private Reply change(ObjectNode card, JsonNode asked, boolean lead) {
        if (card == null || card.path("is_deleted").asBoolean()) {
            return Reply.NOT_THERE;
        }
        cards.change(card, asked, lead);
        return new Reply(200, FakeBook.node().put("id", card.path("id").asLong()));
    }

    private Reply link(long lead, JsonNode asked) {
        FakeCards.known(asked, Set.of("to_entity_id", "to_entity_type", "metadata"));
        FakeCards.must(asked.path("to_entity_type").asString("").equals("contacts"), "to_entity_type", "unknown");
        ((ObjectNode) book.leads.get(lead).path("_embedded"))
                .withArray("contacts")
                .addObject()
                .put("id", asked.path("to_entity_id").asLong())
                .put("is_main", true);
        return new Reply(200, FakeBook.node());
    }

    private Reply unsorted(Asked asked) {
        FakeCards.must(asked.first("filter[category][]", "").equals("forms"), "filter", "forms are what Parley makes");
        return page(
                asked,
                "unsorted",
                book.unsorted.values().stream()
                        .filter(one ->
                                one.path("pipeline_id").asString().equals(asked.first("filter[pipeline_id]", "")))
                        .sorted(Comparator.comparing((ObjectNode one) ->
                                        one.path("created_at").asLong())
                                .reversed()));
    }

    private Reply notes(Asked asked, String card) {
        FakeCards.must(asked.first("order[id]", "").equals("desc"), "order", "the newest first");
        return page(asked, "notes", book.notes.getOrDefault(card, List.of()).reversed().stream());
    }

    private Reply note(String card, JsonNode asked) {
        FakeCards.known(asked, Set.of("note_type", "params", "created_by", "is_need_to_trigger_digital_pipeline"));
        FakeCards.must(asked.path("note_type").asString("").equals("extended_service_message"), "note_type", "unknown");
        FakeCards.must(
                asked.path("params").has("service") && asked.path("params").has("text"), "params", "missing");
        FakeCards.must(
                !asked.path("is_need_to_trigger_digital_pipeline").asBoolean(true), "is_need…", "sets off automations");
        long author = asked.path("created_by").asLong();
        FakeCards.must(author == 0 || book.users.containsKey(author), "created_by", "no such user");
        var parts = card.split("/");
        var there = (parts[0].equals("leads") ? book.leads : book.contacts).get(Long.parseLong(parts[1]));
        if (there == null || there.path("is_deleted").asBoolean()) {
            return Reply.NOT_THERE;
        }
        var note = ((ObjectNode) asked.deepCopy()).put("id", book.next());
        book.notes.computeIfAbsent(card, _ -> new ArrayList<>()).add(note);
        return made("notes", note);
    }

    private Reply events(Asked asked) {
        long from = Long.parseLong(asked.first("filter[created_at][from]", "0"));
        long to = Long.parseLong(asked.first("filter[created_at][to]", "99999999999"));
        var types = asked.query().getOrDefault("filter[type][]", List.of());
        return page(
                asked,
                "events",
                book.events.reversed().stream()
                        .filter(event -> types.contains(event.path("type").asString()))
                        .filter(event -> event.path("created_at").asLong() >= from
                                && event.path("created_at").asLong() <= to));
    }

    private Reply subscribe(JsonNode asked) {
        FakeCards.known(asked, Set.of("destination", "settings", "sort"));
        var webhook = ((ObjectNode) asked.deepCopy()).put("id", book.next()).put("disabled", false);
        book.webhooks.put(asked.path("destination").asString(""), webhook);
        return new Reply(201, webhook);
    }

    private Reply unsubscribe(JsonNode asked) {
        book.webhooks.remove(asked.path("destination").asString(""));
        return Reply.NOTHING;
    }

    /// An empty page has no body at all.
    private static Reply page(Asked asked, String kind, Stream<ObjectNode> all) {
        int size = Integer.parseInt(asked.first("limit", "50"));
        int page = Integer.parseInt(asked.first("page", "1"));
        var left = all.skip((long) size * (page - 1)).limit(size + 1L).toList();
        if (left.isEmpty()) {
            return Reply.NOTHING;
        }
        var body = FakeBook.node().put("_page", page);
        if (left.size() > size) {
            body.putObject("_links").putObject("next").put("href", "next");
        }
        body.putObject("_embedded").set(kind, FakeBook.list(left.subList(0, Math.min(size, left.size()))));
        return new Reply(200, body);
    }

    static Map<String, List<String>> query(String raw) {
        var query = new LinkedHashMap<String, List<String>>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            query.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), _ -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
