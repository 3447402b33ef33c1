package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Cards.Proof;
import parley.crm.Cards.Visit;
import parley.crm.Cards.Why;
import parley.crm.CardsContract;
import parley.crm.Catalogue;
import parley.crm.Crm;
import parley.crm.FullCrmContract;
import tools.jackson.databind.node.ObjectNode;

class AmoCrmTest implements FullCrmContract, CardsContract {

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

    private AmoWidget widget() {
        return new AmoWidget(account.clock);
    }

    @Override
    public Proof opensInCrm(EmployeeId employee, DealId deal) {
        return AmoWidget.brings(widget().token(employee.value()), "leads", deal.value());
    }

    @Override
    public List<Proof> wrongProofs(EmployeeId employee, DealId deal) {
        return widget().wrongTokens(employee.value()).stream()
                .map(token -> AmoWidget.brings(token, "leads", deal.value()))
                .toList();
    }

    @Test
    void aCardThatTheAccountHidesIsHiddenHereToo() {
        var deal = deal(contact("Anna", List.of(), "hidden"), "hidden-deal");
        var tony = employees().getFirst();
        account.amo.sight.hides(tony.value(), "leads/" + deal);

        assertEquals(new Visit.Refused(Why.NO_CARD), visit(opensInCrm(tony, deal)));
        assertEquals(
                new Visit.Refused(Why.NO_CARD),
                visit(AmoWidget.brings(widget().token(tony.value()), "companies", "7")));
        assertEquals(
                new Visit.Refused(Why.NOT_SAVED), visit(AmoWidget.brings(widget().token(tony.value()), "leads", "0")));
    }

    @Test
    void withoutTheSecretNobodyIsLetIn() {
        var bare = account.open(Map.of("address", account.amo.address(), "token", FakeAmo.TOKEN));

        assertEquals(
                new Visit.Refused(Why.NOT_SET_UP),
                Objects.requireNonNull(bare.cards()).visit(AmoWidget.brings(widget().token("1"), "leads", "7")));
    }

    private Visit visit(Proof proof) {
        return Objects.requireNonNull(crm().cards()).visit(proof);
    }
}
