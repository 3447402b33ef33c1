package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.EmployeeId;
import parley.channel.Inbound;
import parley.crm.PaperCrm;
import parley.rules.ChatFacts;

/// The first responder.
class ClaimsTest {

    private final Shop shop =
            new Shop(IntStream.range(0, 20).mapToObj(number -> "e" + number).toArray(String[]::new));
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private void written(String rules) {
        shop.sell(rules, IntStream.range(0, 20).mapToObj(number -> "e" + number).toArray(String[]::new));
        shop.writes(anna, "Hello");
        shop.settle();
    }

    @Test
    @DisplayName("R26: nothing is created before the first reply; then contact and deal are his")
    void theFirstReply() {
        written(Shop.FIRST);
        assertEquals(List.of(), shop.log());
        assertEquals(ChatFacts.Client.OFFERED, shop.chat(anna).client());
        shop.writes(anna, "Anybody?");
        shop.settle();

        assertTrue(shop.claims(anna, "e3"));
        assertFalse(shop.claims(anna, "e4"));
        shop.settle();

        assertEquals(List.of("contact Anna for e3", "deal Anna · Shop at new for e3"), shop.log());
        assertEquals("e3", shop.responsible(anna));
        assertEquals(
                List.of("offer", "claim"),
                shop.decisions(anna).stream().map(one -> one.kind()).toList());
        var claim = shop.decisions(anna).getLast().read();
        assertEquals(List.of(new EmployeeId("e4")), claim.lost(), "R80");
        assertEquals("reply", claim.outcome().via());
        assertNull(shop.chat(anna).pending());
    }

    @Test
    @DisplayName("R26: of twenty who reply at the same moment exactly one wins, and there is one deal")
    void twentyAtOnce() throws Exception {
        written(Shop.UNSORTED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 20)
                    .mapToObj(number -> threads.submit(() -> shop.claims(anna, "e" + number)))
                    .toList();
            int winners = 0;
            for (Future<Boolean> one : asked) {
                winners += one.get() ? 1 : 0;
            }
            assertEquals(1, winners);
        }
        shop.settle();

        assertEquals(1, shop.crm.deals().size());
        assertEquals(
                shop.responsible(anna),
                shop.crm.deals().getFirst().responsible().value());
        var claim = shop.decisions(anna).getLast().read();
        assertEquals(19, new HashSet<>(claim.lost()).size());
    }

    @Test
    @DisplayName("R26: the message creates the unsorted lead, the reply accepts it")
    void anUnsortedLead() {
        written(Shop.UNSORTED);
        assertEquals(List.of("contact Anna for null", "lead Anna · Shop at unsorted for null"), shop.log());
        assertEquals(ChatFacts.Client.OFFERED, shop.chat(anna).client());
        assertEquals(shop.crm.deals().getFirst().id(), shop.chat(anna).deal());

        shop.claims(anna, "e5");
        shop.settle();

        assertTrue(shop.log().contains("accepted Anna · Shop for e5"));
        assertEquals("e5", shop.responsible(anna));
        assertEquals("e5", shop.crm.contacts().getFirst().responsible().value());
        assertEquals(PaperCrm.NEW, shop.crm.deals().getFirst().stage());
    }

    @Test
    @DisplayName("R26: whoever accepts the lead in the CRM is responsible, and nobody can claim it any more")
    void acceptedInTheCrm() {
        written(Shop.UNSORTED);

        shop.crm.acceptLead(shop.crm.deals().getFirst().id(), new EmployeeId("e7"), null);
        shop.settle();

        assertEquals("e7", shop.responsible(anna));
        assertEquals(ChatFacts.Client.KNOWN, shop.chat(anna).client());
        assertFalse(shop.claims(anna, "e1"));
        var decision = shop.decisions(anna).getLast();
        assertEquals("claim", decision.kind());
        assertEquals("crm", decision.read().outcome().via());
        assertEquals("e7", shop.chat(anna).claim().by().value());
        assertEquals(1, shop.crm.deals().size());
    }

    @Test
    @DisplayName("R26: somebody was faster in the CRM than the reply was there: the chat follows him")
    void fasterInTheCrm() {
        written(Shop.UNSORTED);
        var lead = shop.crm.deals().getFirst().id();
        shop.whileTheCrmIsUnwatched(() -> {
            shop.crm.acceptLead(lead, new EmployeeId("e7"), null);
            assertTrue(shop.claims(anna, "e1"));
        });
        shop.settle();

        assertEquals("e7", shop.responsible(anna));
        assertEquals("e7", shop.chat(anna).claim().by().value());
        assertEquals(1, shop.crm.deals().size());
    }

    @Test
    @DisplayName("R32b: a common client belongs to the first who replies; contact and deal are updated")
    void common() {
        var contact = shop.crm.typesContact("Anna", null, "+79161234567");
        var deal = shop.crm.typesDeal(contact, PaperCrm.TALKS, null);
        written(Shop.FIRST);
        assertEquals(ChatFacts.Client.KNOWN, shop.chat(anna).client());
        assertTrue(shop.chat(anna).claimable());

        shop.claims(anna, "e2");
        shop.settle();

        assertEquals("e2", shop.responsible(anna));
        assertEquals("e2", shop.crm.deals().getFirst().responsible().value());
        assertEquals("e2", shop.crm.contacts().getFirst().responsible().value());
        assertEquals(1, shop.crm.deals().size());
        assertEquals(deal, shop.chat(anna).deal());
    }

    @Test
    @DisplayName("R32b: a common client at an unsorted stage gets a lead and no second contact")
    void commonUnsorted() {
        shop.crm.typesContact("Anna", null, "+79161234567");
        written(Shop.UNSORTED);
        assertEquals(1, shop.crm.contacts().size());
        assertEquals(1, shop.crm.deals().size());

        shop.claims(anna, "e2");
        shop.settle();

        assertEquals("e2", shop.crm.deals().getFirst().responsible().value());
        assertEquals("e2", shop.responsible(anna));
        assertEquals(1, shop.crm.deals().size());
    }

    @Test
    @DisplayName("R32: a reply to a client who waits for his turn makes him hers, with a deal")
    void aReplyToWhoWaits() {
        shop.sell(Shop.BY_TURN);
        shop.writes(anna, "Hello");
        shop.settle();

        assertTrue(shop.claims(anna, "e9"));
        shop.settle();

        assertEquals(List.of("contact Anna for e9", "deal Anna · Shop at new for e9"), shop.log());
    }

    @Test
    @DisplayName("A lead declined in the CRM leaves a common client; the next reply gets him without a second contact")
    void declined() {
        written(Shop.UNSORTED);
        shop.crm.moves(shop.crm.deals().getFirst().id(), PaperCrm.LOST, null);
        shop.settle();
        assertEquals(ChatFacts.Client.KNOWN, shop.chat(anna).client());
        assertEquals("", shop.responsible(anna));

        shop.writes(anna, "Hello?");
        shop.settle();
        shop.claims(anna, "e1");
        shop.settle();

        assertEquals("e1", shop.responsible(anna));
        assertEquals(1, shop.crm.contacts().size());
    }
}
