package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import parley.base.ContactId;
import parley.crm.Crm.Change;

/// Deals, leads, notes and the news of them, as every CRM keeps them.
interface DealContract extends CrmUnderTest {

    @Test
    default void aChangeIsHeardOfByPollAndTheOneWhoListensIsWoken() throws Exception {
        var contact = contact("Anna", List.of(), "polled");
        var deal = deal(contact, "polled-deal");
        var cursor = cursor();
        var woken = new java.util.concurrent.CountDownLatch(1);
        listen(woken::countDown);

        crm().setResponsible(deal, employees().get(1));

        var changes = crm().changesSince(cursor, 100);
        assertEquals(List.of(new Change.OfDeal(deal, List.of(contact))), changes.changes());
        assertTrue(!wakes() || woken.await(10, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(List.of(), crm().changesSince(changes.cursor(), 100).changes());
    }

    @Test
    default void manyChangesAtOnceAreAllHeardOf() throws Exception {
        var cursor = cursor();

        var contacts = new HashSet<>(CrmUnderTest.atOnce(100, new Callable<ContactId>() {
            private int number;

            @Override
            public ContactId call() {
                int mine;
                synchronized (this) {
                    mine = number++;
                }
                return contact("Client", List.of(), "mass-" + mine);
            }
        }));

        var heard = new HashSet<Change>();
        for (var piece = crm().changesSince(cursor, 7);
                !piece.changes().isEmpty();
                piece = crm().changesSince(piece.cursor(), 7)) {
            heard.addAll(piece.changes());
        }
        assertEquals(100, contacts.size());
        contacts.forEach(contact -> assertTrue(heard.contains(new Change.OfContact(contact))));
    }
}
