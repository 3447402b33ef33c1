package parley.crm.builtin;

import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.crm.Crm.Lead;
import parley.crm.CrmTrouble;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.rules.StageKind;

/// Makes contacts, deals and leads; the same key twice is one record.
final class Creations {

    private final Tables tables;

    Creations(Tables tables) {
        this.tables = tables;
    }

    ContactId contact(Writing w, NewContact contact, String key) {
        var responsible =
                contact.responsible() == null ? null : contact.responsible().value();
        var card =
                new Contacts.Card(contact.name(), responsible, contact.phones(), contact.email(), contact.addresses());
        long id = tables.contacts()
                .insert(w, card, key)
                .or(() -> tables.contacts().byKey(w.tx(), key))
                .orElseThrow();
        return new ContactId(Long.toString(id));
    }

    DealId deal(Writing w, NewDeal deal, String key) {
        var existing = tables.deals().byKey(w.tx(), key);
        if (existing.isPresent()) {
            return new DealId(Long.toString(existing.get()));
        }
        var stage = deal.stage();
        if (stage == null) {
            throw refused("a deal without a stage");
        }
        mustBeActive(w.tx(), deal.responsible());
        var contact = liveContact(w.tx(), deal.contact());
        var place = new Deals.Place(stage.pipeline().value(), stage.stage().value());
        return insert(
                w,
                new Deals.Card(
                        deal.name(), place, deal.responsible().value(), null, List.of(Long.toString(contact.id()))),
                key);
    }

    Lead lead(Writing w, NewContact contact, PipelineId pipeline, String name, String key) {
        var place = unsorted(w, pipeline);
        var contactId = contact(w, contact, key);
        return new Lead(contactId, insert(w, new Deals.Card(name, place, null, null, List.of(contactId.value())), key));
    }

    DealId lead(Writing w, ContactId contact, PipelineId pipeline, String name, String key) {
        var existing = tables.deals().byKey(w.tx(), key);
        if (existing.isPresent()) {
            return new DealId(Long.toString(existing.get()));
        }
        var place = unsorted(w, pipeline);
        var known = Long.toString(liveContact(w.tx(), contact).id());
        return insert(w, new Deals.Card(name, place, null, null, List.of(known)), key);
    }

    private Deals.Place unsorted(Writing w, PipelineId pipeline) {
        return tables.pipelines()
                .find(w.tx(), pipeline.value())
                .flatMap(row -> row.first(StageKind.UNSORTED))
                .map(stage -> new Deals.Place(pipeline.value(), stage.id()))
                .orElseThrow(() -> refused("the pipeline has no stage for leads"));
    }

    private DealId insert(Writing w, Deals.Card card, String key) {
        var stage = tables.pipelines()
                .find(w.tx(), card.place().pipeline())
                .flatMap(row -> row.stage(card.place().stage()))
                .orElseThrow(() -> refused("there is no such stage"));
        long id = tables.deals()
                .insert(w, card, stage.kind().closed(), key)
                .or(() -> tables.deals().byKey(w.tx(), key))
                .orElseThrow();
        return new DealId(Long.toString(id));
    }

    void mustBeActive(Handle tx, EmployeeId employee) {
        if (!tables.employees().isActive(tx, employee.value())) {
            throw refused("no active employee " + employee.value());
        }
    }

    Contacts.Row liveContact(Handle tx, ContactId contact) {
        return tables.contacts()
                .lock(tx, Rows.number(contact.value()))
                .filter(row -> !row.gone())
                .orElseThrow(() -> gone("the contact is gone"));
    }

    static CrmTrouble refused(String why) {
        return new CrmTrouble(CrmTrouble.Kind.REFUSED, why);
    }

    static CrmTrouble gone(String why) {
        return new CrmTrouble(CrmTrouble.Kind.GONE, why);
    }
}
