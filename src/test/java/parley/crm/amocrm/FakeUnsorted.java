package parley.crm.amocrm;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The account's incoming leads: made as filled forms, accepted once.
final class FakeUnsorted {

    private static final Set<String> FORM =
            Set.of("source_uid", "source_name", "pipeline_id", "created_at", "metadata", "_embedded", "request_id");
    private static final Set<String> METADATA =
            Set.of("form_id", "form_name", "form_page", "form_sent_at", "ip", "referer");

    private final FakeBook book;
    private final FakeCards cards;

    /// Whether whoever accepts is named in the deal at once; the documentation does not say.
    boolean acceptNames;

    /// Whether a known contact is taken along; the documentation does not say.
    boolean takesKnownContacts = true;

    FakeUnsorted(FakeBook book, FakeCards cards) {
        this.book = book;
        this.cards = cards;
    }

    ObjectNode create(JsonNode asked) {
        FakeCards.known(asked, FORM);
        FakeCards.known(asked.path("metadata"), METADATA);
        var key = asked.path("source_uid").asString("");
        FakeCards.must(!key.isEmpty(), "source_uid", "missing");
        METADATA.forEach(name -> FakeCards.must(asked.path("metadata").has(name), "metadata." + name, "missing"));
        FakeCards.must(
                book.unsorted.values().stream()
                        .noneMatch(one -> one.path("source_uid").asString().equals(key)),
                "source_uid",
                "already there");
        long pipeline = asked.path("pipeline_id").asLong();
        FakeCards.must(pipeline == 31, "pipeline_id", "incoming leads are off");

        var contact = contact(asked.path("_embedded").path("contacts").path(0));
        var lead = cards.lead(asked.path("_embedded").path("leads").path(0));
        lead.put("pipeline_id", pipeline).put("status_id", 300);
        if (contact != 0) {
            ((ObjectNode) lead.path("_embedded"))
                    .withArray("contacts")
                    .addObject()
                    .put("id", contact)
                    .put("is_main", true);
        }
        var made = FakeBook.node().put("uid", "%032x".formatted(book.next())).put("source_uid", key);
        made.put("category", "forms")
                .put("pipeline_id", pipeline)
                .put("created_at", asked.path("created_at").asLong());
        var embedded = made.putObject("_embedded");
        embedded.putArray("leads").addObject().put("id", lead.path("id").asLong());
        if (contact != 0) {
            embedded.putArray("contacts").addObject().put("id", contact);
        }
        book.unsorted.put(made.path("uid").asString(), made);
        book.event("lead_added", "lead", lead.path("id").asLong());
        return made;
    }

    private long contact(JsonNode asked) {
        if (!asked.has("id")) {
            return cards.contact(asked).path("id").asLong();
        }
        FakeCards.must(book.contacts.containsKey(asked.path("id").asLong()), "_embedded.contacts", "no such contact");
        return takesKnownContacts ? asked.path("id").asLong() : 0;
    }

    /// Empty for one that is not there any more.
    boolean accept(String uid, JsonNode asked) {
        FakeCards.known(asked, Set.of("user_id", "status_id"));
        var one = book.unsorted.remove(uid);
        if (one == null) {
            return false;
        }
        FakeCards.must(book.users.containsKey(asked.path("user_id").asLong()), "user_id", "no such user");
        var lead = lead(one);
        cards.move(
                lead, one.path("pipeline_id").asLong(), asked.path("status_id").asLong(301));
        if (acceptNames) {
            lead.put("responsible_user_id", asked.path("user_id").asLong());
        }
        return true;
    }

    /// Somebody accepts it on the account's own page.
    void acceptedByHand(long id, long user) {
        book.unsorted.values().removeIf(one -> lead(one).path("id").asLong() == id);
        cards.move(book.leads.get(id), 31, 301);
        var change = FakeBook.node().put("responsible_user_id", user);
        cards.change(book.leads.get(id), change, true);
    }

    /// Somebody turns it down on the account's own page: it goes, with its contact.
    boolean declinedByHand(long id) {
        var gone = book.unsorted.values().removeIf(one -> lead(one).path("id").asLong() == id);
        if (gone) {
            book.leads.get(id).put("is_deleted", true);
            book.event("lead_deleted", "lead", id);
        }
        return gone;
    }

    private ObjectNode lead(JsonNode one) {
        return book.leads.get(
                one.path("_embedded").path("leads").path(0).path("id").asLong());
    }
}
