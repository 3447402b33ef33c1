package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.crm.Cards.Proof;
import parley.crm.Cards.Visit;
import parley.crm.Cards.Why;

/// What a CRM keeps to that proves who looks at its cards (UX 16.2).
public interface CardsContract extends CrmUnderTest {

    /// What the browser of somebody brings who has opened the deal's page in the CRM.
    Proof opensInCrm(EmployeeId employee, DealId deal);

    /// The same, wrong in every way that this CRM's proofs can be: forged, over, another account's, none at all.
    List<Proof> wrongProofs(EmployeeId employee, DealId deal);

    private Cards cards() {
        var cards = crm().cards();
        assertNotNull(cards);
        return cards;
    }

    private DealId dealOf(String key) {
        return deal(contact("Anna", List.of("+79160000077"), key), key + "-deal");
    }

    @Test
    default void aProofSaysWhoLooksAtWhichCard() {
        var deal = dealOf("looked-at");

        for (var employee : employees().subList(0, 2)) {
            var visit = assertInstanceOf(Visit.Proven.class, cards().visit(opensInCrm(employee, deal)));

            assertEquals(employee, visit.employee());
            assertEquals(new Cards.Card.OfDeal(deal), visit.card());
        }
    }

    /// Either the CRM refuses it, or the house does, which goes by its name.
    @Test
    default void aProofServesOnce() {
        var deal = dealOf("looked-at-once");
        var proof = opensInCrm(employees().getFirst(), deal);

        var first = assertInstanceOf(Visit.Proven.class, cards().visit(proof));
        var again = cards().visit(proof);
        var other = assertInstanceOf(
                Visit.Proven.class, cards().visit(opensInCrm(employees().getFirst(), deal)));

        assertTrue(
                again.equals(new Visit.Refused(Why.NO_PROOF))
                        || again instanceof Visit.Proven proven && proven.once().equals(first.once()),
                again.toString());
        assertNotEquals(first.once(), other.once());
    }

    @Test
    default void aWrongProofIsRefused() {
        var deal = dealOf("not-looked-at");

        for (var proof : wrongProofs(employees().getFirst(), deal)) {
            assertEquals(new Visit.Refused(Why.NO_PROOF), cards().visit(proof), proof.toString());
        }
    }
}
