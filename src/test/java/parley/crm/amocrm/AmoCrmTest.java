package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Crm;
import parley.crm.FullCrmContract;
import tools.jackson.databind.node.ObjectNode;

class AmoCrmTest implements FullCrmContract {

    private final AmoAccount account = new AmoAccount();

    @AfterEach
    void close() {
        account.close();
        assertEquals(List.of(), account.amo.flaws());
    }

    @Override
    public Crm crm() {
        return account.crm;
    }

    @Override
    public boolean tellsOfMerging() {
        return false;
    }

    @Override
    public boolean wakes() {
        return false;
    }

    @Override
    public List<EmployeeId> employees() {
        return account.crm.catalogue().employees().stream()
                .map(Catalogue.Employee::id)
                .toList();
    }

    @Override
    public void movedInCrm(DealId deal, StageRef stage) {
        account.amo.happens(() -> {
            long id = number(deal.value());
            if (!account.amo.incoming.declinedByHand(id)) {
                account.amo.cards.move(
                        account.amo.book.leads.get(id),
                        number(stage.pipeline().value()),
                        number(stage.stage().value()));
            }
        });
    }

    @Override
    public void deletedInCrm(ContactId contact) {
        account.amo.happens(() -> {
            card(number(contact.value())).put("is_deleted", true);
            account.amo.book.event("contact_deleted", "contact", number(contact.value()));
        });
    }

    /// The phones of both are kept; the one that goes leaves no trace.
    @Override
    public void mergedInCrm(ContactId stays, ContactId goes) {
        account.amo.happens(() -> {
            var kept = card(number(stays.value()));
            var gone = card(number(goes.value()));
            gone.path("custom_fields_values")
                    .valueStream()
                    .filter(field -> field.path("field_code").asString("").equals("PHONE"))
                    .forEach(kept.withArray("custom_fields_values")::add);
            gone.put("is_deleted", true);
            account.amo.book.leads.values().stream()
                    .flatMap(lead -> lead.path("_embedded").path("contacts").valueStream())
                    .filter(link -> link.path("id").asString().equals(goes.value()))
                    .forEach(link -> ((ObjectNode) link).put("id", number(stays.value())));
            account.amo.book.event("entity_merged", "contact", number(stays.value()));
        });
    }

    @Override
    public void leavesTheCompany(EmployeeId employee) {
        account.amo.happens(() -> ((ObjectNode)
                        account.amo.book.users.get(number(employee.value())).path("rights"))
                .put("is_active", false));
    }

    @Override
    public List<String> notesOf(DealId deal) {
        return account.amo.notes("leads/" + deal);
    }

    private ObjectNode card(long contact) {
        return account.amo.book.contacts.get(contact);
    }

    private static long number(String id) {
        return Long.parseLong(id);
    }
}
