package parley.crm.builtin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parley.base.Page;
import parley.crm.PhoneIndex;
import parley.platform.PageAnswer;

/// The list of contacts and the card.
final class ContactPages {

    private static final int PAGE = 50;

    private final Room room;
    private final Tables tables;

    ContactPages(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    Page<Views.ContactRow> list(Asked asked) {
        var query = asked.query("q");
        var after = asked.query("after");
        return room.ledger().read(tx -> {
            var before = after == null ? Long.MAX_VALUE : Rows.number(after);
            var found = tables.contacts().search(tx, query == null ? "" : query, before, PAGE + 1);
            var shown = found.subList(0, Math.min(PAGE, found.size()));
            var views = new Views(tx, tables);
            var next = found.size() > PAGE ? Long.toString(shown.getLast().id()) : null;
            return new Page<>(shown.stream().map(views::row).toList(), next);
        });
    }

    Views.ContactCard card(String id) {
        return room.ledger().read(tx -> {
            var row = tables.contacts().find(tx, Rows.number(id)).orElseThrow(Refused::notFound);
            mustLive(row);
            return new Views(tx, tables).card(row);
        });
    }

    /// Contacts that hold a number, for the hint beside a field.
    Page<Views.Person> duplicates(Asked asked) {
        var phone = asked.query("phone");
        return room.ledger()
                .read(tx -> new Page<>(
                        phone == null
                                ? List.of()
                                : new Views(tx, tables).sameNumber(List.of(phone), Rows.number(asked.query("except"))),
                        null));
    }

    Views.ContactCard create(Asked asked) {
        var form = asked.form();
        return room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            var card = card(w, form, null);
            form.check();
            long id = tables.contacts().insert(w, card, null).orElseThrow();
            return shown(w, id);
        });
    }

    /// The second of two editors is told and gets the current card.
    Views.ContactCard change(Asked asked, String id) {
        var form = asked.form();
        return room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            var row = live(w, id);
            var version = form.version();
            var card = card(w, form, row.responsible());
            form.check();
            if (version != row.version()) {
                throw Refused.stale(new Views(w.tx(), tables).card(row));
            }
            tables.contacts().update(w, row, card);
            return shown(w, row.id());
        });
    }

    PageAnswer delete(Asked asked, String id) {
        room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            tables.contacts().remove(w, live(w, id), null);
            return null;
        });
        return PageAnswer.empty(204);
    }

    /// Takes the other contact in: its phones, addresses, deals and notes; its old id leads here.
    Views.ContactCard merge(Asked asked, String id) {
        var form = asked.form();
        var other = form.text("with");
        form.check();
        return room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            if (Rows.number(other) == Rows.number(id)) {
                throw Refused.invalid(List.of(new Refused.Mistake("with", "same")));
            }
            // Locked in the order of ids, so that two merges do not wait for each other.
            var first = Rows.number(id) < Rows.number(other) ? id : other;
            live(w, first);
            live(w, first.equals(id) ? other : id);
            merge(w, live(w, id), live(w, other));
            return shown(w, Rows.number(id));
        });
    }

    private void merge(Writing w, Contacts.Row stays, Contacts.Row goes) {
        var phones = new LinkedHashSet<>(stays.phones());
        phones.addAll(goes.phones());
        var addresses = Stream.concat(stays.addresses().stream(), goes.addresses().stream())
                .distinct()
                .toList();
        var responsible = stays.responsible() == null ? goes.responsible() : stays.responsible();
        var email = stays.email() == null ? goes.email() : stays.email();
        var goesId = Long.toString(goes.id());
        var staysId = Long.toString(stays.id());
        for (var deal : tables.deals().ofContact(w.tx(), goes.id())) {
            var contacts = new LinkedHashSet<String>();
            deal.contacts().forEach(contact -> contacts.add(contact.equals(goesId) ? staysId : contact));
            var place = new Deals.Place(deal.pipeline(), deal.stage());
            tables.deals()
                    .update(
                            w,
                            deal,
                            new Deals.Card(
                                    deal.name(), place, deal.responsible(), deal.amount(), List.copyOf(contacts)));
        }
        tables.notes().move(w.tx(), goes.id(), stays.id());
        tables.contacts().remove(w, goes, stays.id());
        tables.contacts()
                .update(w, stays, new Contacts.Card(stays.name(), responsible, List.copyOf(phones), email, addresses));
    }

    private Contacts.Card card(Writing w, Form form, @org.jspecify.annotations.Nullable String known) {
        var name = form.text("name");
        var responsible = form.optional("responsible");
        // Somebody who has left may stay on a card, but cannot be put on one.
        if (responsible != null
                && !responsible.equals(known)
                && !tables.employees().isActive(w.tx(), responsible)) {
            form.mistake("responsible", "unknown_employee");
        }
        var phones = new ArrayList<>(form.texts("phones"));
        for (int place = 0; place < phones.size(); place++) {
            if (PhoneIndex.readings(List.of(phones.get(place))).isEmpty()) {
                form.mistake("phones." + place, "phone");
            }
        }
        var email = form.optional("email");
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
            form.mistake("email", "email");
        }
        return new Contacts.Card(name, responsible, phones, email, form.addresses());
    }

    private Contacts.Row live(Writing w, String id) {
        var row = tables.contacts().lock(w.tx(), Rows.number(id)).orElseThrow(Refused::notFound);
        mustLive(row);
        return row;
    }

    private static void mustLive(Contacts.Row row) {
        if (row.gone()) {
            var into = row.mergedInto();
            throw Refused.with(
                    410,
                    "gone",
                    "The contact was deleted or merged.",
                    into == null ? Map.of() : Map.of("mergedInto", into));
        }
    }

    private Views.ContactCard shown(Writing w, long id) {
        return new Views(w.tx(), tables).card(tables.contacts().find(w.tx(), id).orElseThrow());
    }
}
