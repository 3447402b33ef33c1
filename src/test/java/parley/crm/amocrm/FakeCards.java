package parley.crm.amocrm;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes and changes contacts and deals, as strictly as the documentation reads.
final class FakeCards {

    private static final Set<String> CONTACT =
            Set.of("name", "responsible_user_id", "custom_fields_values", "request_id");
    private static final Set<String> LEAD = Set.of(
            "name",
            "pipeline_id",
            "status_id",
            "responsible_user_id",
            "created_by",
            "custom_fields_values",
            "tags_to_add",
            "_embedded",
            "closed_at",
            "request_id");

    private final FakeBook book;

    FakeCards(FakeBook book) {
        this.book = book;
    }

    ObjectNode contact(JsonNode asked) {
        known(asked, CONTACT);
        var card = FakeBook.node()
                .put("id", book.next())
                .put("name", asked.path("name").asString(""));
        card.put("responsible_user_id", responsible(asked))
                .put("created_at", book.now())
                .put("is_deleted", false);
        card.set("custom_fields_values", values("contacts", asked));
        book.contacts.put(card.path("id").asLong(), card);
        touch(card);
        return card;
    }

    /// Where nothing else is said, whoever calls is responsible.
    private long responsible(JsonNode asked) {
        var user = asked.path("responsible_user_id");
        if (user.isMissingNode()) {
            return FakeBook.OWNER;
        }
        must(user.isIntegralNumber() && book.users.containsKey(user.asLong()), "responsible_user_id", "no such user");
        return user.asLong();
    }

    private JsonNode values(String entity, JsonNode asked) {
        var values = FakeBook.list(List.of());
        for (var one : asked.path("custom_fields_values")) {
            var given = one.path("values");
            must(given.isArray() && !given.isEmpty(), "custom_fields_values", "no values");
            var copy = FakeBook.node();
            if (one.has("field_code")) {
                must(Set.of("PHONE", "EMAIL").contains(one.path("field_code").asString("")), "field_code", "unknown");
                given.forEach(
                        value -> must(value.path("enum_code").asString("").equals("WORK"), "enum_code", "unknown"));
                copy.put("field_id", one.path("field_code").asString("").equals("PHONE") ? 11 : 12);
                copy.put("field_code", one.path("field_code").asString(""));
            } else {
                long id = one.path("field_id").asLong();
                must(
                        one.path("field_id").isIntegralNumber()
                                && book.fields.getOrDefault(entity, List.of()).stream()
                                        .anyMatch(field -> field.path("id").asLong() == id),
                        "custom_fields_values.0.field_id",
                        "no such field");
                copy.put("field_id", id).putNull("field_code");
            }
            copy.set("values", given);
            values.add(copy);
        }
        return values;
    }

    ObjectNode lead(JsonNode asked) {
        known(asked, LEAD);
        var card = FakeBook.node()
                .put("id", book.next())
                .put("name", asked.path("name").asString(""));
        long pipeline = asked.path("pipeline_id").asLong(31);
        long status = asked.path("status_id").asLong(301);
        must(book.isStatus(pipeline, status), "status_id", "no such status");
        must(status != 300 && status != 310, "status_id", "not among the incoming ones");
        card.put("pipeline_id", pipeline).put("status_id", status).put("price", 0);
        card.put("responsible_user_id", responsible(asked))
                .put("created_at", book.now())
                .put("is_deleted", false);
        card.putNull("closed_at");
        card.set("custom_fields_values", values("leads", asked));
        var contacts = card.putObject("_embedded").putArray("contacts");
        for (var contact : asked.path("_embedded").path("contacts")) {
            must(book.contacts.containsKey(contact.path("id").asLong()), "_embedded.contacts", "no such contact");
            contacts.addObject().put("id", contact.path("id").asLong()).put("is_main", true);
        }
        book.leads.put(card.path("id").asLong(), card);
        touch(card);
        return card;
    }

    void change(ObjectNode card, JsonNode asked, boolean lead) {
        known(asked, lead ? LEAD : CONTACT);
        if (asked.has("responsible_user_id")) {
            long user = responsible(asked);
            if (card.path("responsible_user_id").asLong() != user) {
                card.put("responsible_user_id", user);
                book.event(
                        "entity_responsible_changed",
                        lead ? "lead" : "contact",
                        card.path("id").asLong());
            }
        }
        if (asked.has("status_id")) {
            must(asked.has("pipeline_id"), "pipeline_id", "both ids, please");
            move(
                    card,
                    asked.path("pipeline_id").asLong(),
                    asked.path("status_id").asLong());
        }
        for (var fresh : values(lead ? "leads" : "contacts", asked)) {
            var all = card.withArray("custom_fields_values");
            all.removeIf(old ->
                    old.path("field_id").asLong() == fresh.path("field_id").asLong());
            all.add(fresh);
        }
        touch(card);
    }

    void move(ObjectNode lead, long pipeline, long status) {
        must(book.isStatus(pipeline, status), "status_id", "no such status");
        lead.put("pipeline_id", pipeline).put("status_id", status);
        if (status == 142 || status == 143) {
            lead.put("closed_at", book.now());
        } else {
            lead.putNull("closed_at");
        }
        touch(lead);
        book.event("lead_status_changed", "lead", lead.path("id").asLong());
    }

    void touch(ObjectNode card) {
        card.put("updated_at", book.now());
    }

    static void known(JsonNode asked, Set<String> names) {
        asked.propertyNames().forEach(name -> must(names.contains(name), name, "unknown field"));
    }

    static void must(boolean holds, String path, String detail) {
        if (!holds) {
            throw new Invalid(path, detail);
        }
    }

    /// Refused with 400, as the account words it.
    static final class Invalid extends RuntimeException {

        private static final long serialVersionUID = 1;
        final String path;

        Invalid(String path, String detail) {
            super(detail);
            this.path = path;
        }
    }
}
