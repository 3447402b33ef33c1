package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.EmployeeId;
import parley.channel.Inbound;
import parley.chat.Feed;
import parley.crm.PaperCrm;
import parley.rules.ChatFacts;

/// What happens in the CRM itself reaches the chats.
class CrmChangesTest {

    private final Shop shop = new Shop("a", "b", "c");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private void assigned() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.writes(anna, "Hello");
        shop.settle();
    }

    @Test
    @DisplayName("R22, R23: a deal given to somebody else adds him; with the contact too, the old one loses the chat")
    void anotherResponsible() {
        assigned();
        shop.crm.moves(shop.crm.deals().getFirst().id(), PaperCrm.TALKS, "b");
        shop.settle();
        assertEquals("a,b", shop.responsible(anna));

        shop.crm.gives(shop.crm.contacts().getFirst().id(), "b");
        shop.settle();

        assertEquals("b", shop.responsible(anna));
        var before = shop.read(tx -> shop.room.feed().between(tx, Shop.COMPANY, 0, Long.MAX_VALUE, 1_000)).stream()
                .map(Feed.Entry::change)
                .filter(Feed.Change.OfChat.class::isInstance)
                .map(Feed.Change.OfChat.class::cast)
                .toList()
                .getLast()
                .before();
        assertEquals(Set.of(new EmployeeId("a"), new EmployeeId("b")), before.responsible());
    }

    @Test
    @DisplayName("R22: with no open deal the responsible of the one closed last sees the chat")
    void closed() {
        assigned();
        shop.crm.moves(shop.crm.deals().getFirst().id(), PaperCrm.WON, "c");
        shop.settle();

        assertEquals("a,c", shop.responsible(anna));
        assertEquals(0, shop.chat(anna).openDeals());
        assertEquals(1, shop.chat(anna).closedDeals());
    }

    @Test
    @DisplayName("A merged contact takes its chats along; a deleted one leaves a client to be looked for anew")
    void mergedAndDeleted() {
        assigned();
        var other = shop.crm.typesContact("Anna Maria", "c");
        shop.crm.merges(other, shop.crm.contacts().getFirst().id());
        shop.settle();
        assertEquals(other, shop.chat(anna).contact());
        assertEquals("a,c", shop.responsible(anna));

        shop.crm.deletes(other);
        shop.settle();
        assertNull(shop.chat(anna).contact());
        assertEquals(ChatFacts.Client.UNROUTED, shop.chat(anna).client());

        shop.writes(anna, "Hello?");
        shop.settle();
        assertEquals("b", shop.responsible(anna));
    }

    @Test
    @DisplayName("R23, R26: a contact typed into the CRM is recognised in the chat of an offered client")
    void recognised() {
        shop.sell(Shop.FIRST, "a", "b");
        shop.writes(anna, "Hello");
        shop.settle();

        shop.crm.typesContact("Anna", "c", "8 916 123-45-67");
        shop.settle();

        assertEquals("c", shop.responsible(anna));
        assertEquals(ChatFacts.Client.KNOWN, shop.chat(anna).client());
        assertEquals(List.of(), shop.log());
    }

    @Test
    @DisplayName("R8: whoever has left the CRM is nobody after the refresh, and his client is common")
    void left() {
        assigned();
        shop.crm.employees.put("a", false);
        shop.desk.refresh(
                Shop.owner(), shop.desk.current(Shop.COMPANY).orElseThrow().integration(), "127.0.0.1");
        shop.settle();
        assertEquals("", shop.responsible(anna));

        shop.writes(anna, "Hello?");
        shop.settle();

        assertTrue(shop.log().contains("contact Anna to b"), "R32b: " + shop.log());
        assertEquals("b", shop.responsible(anna));
        assertEquals(1, shop.crm.deals().size());
    }

    @Test
    @DisplayName("A thousand changes in the CRM that concern no chat are read past")
    void manyChanges() {
        assigned();
        for (int contact = 0; contact < 1_000; contact++) {
            shop.crm.typesContact("Stranger", "c", "+7920" + (1_000_000 + contact));
        }
        shop.crm.gives(shop.crm.contacts().getFirst().id(), "b");
        shop.settle();

        assertEquals("a,b", shop.responsible(anna));
    }
}
