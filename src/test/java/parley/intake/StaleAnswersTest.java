package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Address;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.channel.Inbound;
import parley.crm.MessengerAddress;
import parley.crm.PaperCrm;
import parley.rules.ChatFacts;

/// Between what the CRM has answered and what Parley writes down, people go on working there, and in other chats.
class StaleAnswersTest {

    private final Shop shop = new Shop("a", "b", "c");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private ContactId known() {
        var contact = shop.crm.typesContact("Anna", null, "+79161234567");
        shop.crm.addsAddress(contact, new MessengerAddress(new ChatType("whatsapp"), "79161234567", null));
        return contact;
    }

    private void meanwhile(Runnable what) {
        shop.crm.whileAnAnswerIsOnItsWay(() -> {
            what.run();
            shop.settleChanges();
        });
    }

    @Test
    @DisplayName("R22, R26: a lead accepted in the CRM while it is decided to whom it is offered is not"
            + " offered any more")
    void acceptedBeforeTheDecision() {
        shop.sell(Shop.UNSORTED, "a", "b", "c");
        var lead = shop.crm.typesDeal(known(), PaperCrm.UNSORTED, null);
        shop.settle();

        meanwhile(() -> shop.crm.acceptLead(lead, new EmployeeId("c"), null));
        shop.writes(anna, "Hello");
        shop.settle();

        assertEquals("c", shop.responsible(anna));
        assertEquals(ChatFacts.Client.KNOWN, shop.chat(anna).client());
    }

    @Test
    @DisplayName("R23: somebody else is made responsible while Parley writes down what it has done")
    void givenAwayAfterItWasCarriedOut() {
        shop.sell(Shop.BY_TURN, "a", "b");

        meanwhile(() -> {
            shop.crm.gives(shop.crm.contacts().getFirst().id(), "c");
            shop.crm.moves(shop.crm.deals().getFirst().id(), PaperCrm.TALKS, "c");
        });
        shop.writes(anna, "Hello");
        shop.settle();

        assertEquals("c", shop.responsible(anna));
    }

    @Test
    @DisplayName("R32b: a common client whom somebody takes in the CRM meanwhile is not given away by turn")
    void takenBeforeTheTurn() {
        var contact = known();
        shop.sell(Shop.FIRST, "a", "b");
        shop.writes(anna, "Hello");
        shop.settle();
        assertEquals("", shop.responsible(anna));
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(shop.whatsapp, form -> form.withObject("newClients").put("algorithm", "FIRST_RESPONDER"));
        shop.settle();

        shop.agree(shop.whatsapp, form -> form.withObject("newClients").put("algorithm", "BY_TURN"));
        shop.settle();
        meanwhile(() -> shop.crm.gives(contact, "c"));
        shop.writes(anna, "Hello?");
        shop.settlePatiently();

        assertEquals("c", shop.responsible(anna));
        assertEquals(List.of(), shop.log());
        assertEquals("-", shop.turn(shop.whatsapp));
    }

    @Test
    @DisplayName(
            "R26, R30, R37: a chat that waits is answered when the client has got somebody in another:" + " one deal")
    void anotherChatWasFaster() {
        shop.sell(Shop.BY_TURN, "b");
        shop.agree(
                shop.whatsapp, form -> form.withObject("roles").withObject("b").put("receivesNewClients", false));
        shop.writes(anna, "Hello");
        shop.settle();
        assertEquals(ChatFacts.Client.WAITING, shop.chat(anna).client());
        var address = new Address(new ChatType("telegram"), "55", "+79161234567", null);
        var telegram = new Inbound.Client(address, "Anna", null, true);

        shop.whileTheCrmIsUnwatched(() -> {
            shop.writes(telegram, "Anybody here?");
            Shop.await(
                    "given to b",
                    () -> shop.find(telegram)
                            .filter(chat -> chat.pending() == null
                                    && !chat.responsible().isEmpty())
                            .isPresent());
            assertTrue(shop.claims(anna, "a"));
            Shop.await("carried out", () -> shop.chat(anna).pending() == null);
        });
        shop.settle();

        assertEquals(
                List.of("contact Anna for b", "deal Anna · Bot at new for b", "address 79161234567 of Anna"),
                shop.log());
        assertEquals("b", shop.responsible(telegram));
        assertEquals("b", shop.responsible(anna));
        assertEquals("b", shop.chat(anna).claim().by().value());
        assertEquals(shop.crm.deals().getFirst().id(), shop.chat(anna).deal());
    }
}
