package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.crm.odoo.RealOdoo;

/// What a company with Odoo sees, in Parley and on Odoo's side.
@ExtendWith(RealOdoo.class)
class OdooStoryTest {

    private static final Duration HOUR = Duration.ofMinutes(61);

    @Test
    @DisplayName("R26, R50: a new client is a lead of nobody; who replies is its salesperson; the talk is noted once")
    void theFirstToReply() {
        try (var shop = new OdooShop(OdooShop::firstAnswers)) {
            shop.writes("Anna", "Is the oak door in stock?");
            var lead = shop.lead("lead", "");
            Hub.await(List.of("Anna"), shop.scrooge::clients);

            assertEquals(202, shop.tony.replies("Anna", "It is.").status());

            var taken = shop.lead("opportunity", "Tony");
            assertEquals(lead.id(), taken.id());
            Hub.await(List.of(), shop.scrooge::clients);
            assertEquals(List.of(), shop.odoo.notes(taken.id()));

            shop.hub.later(HOUR);
            Hub.await("noted", () -> !shop.odoo.notes(taken.id()).isEmpty());
            var client = shop.odoo.contacts().getFirst();
            Hub.await(shop.odoo.notes(taken.id()), () -> shop.odoo.notes(client));
            assertEquals(1, shop.odoo.notes(taken.id()).size());
            var note = shop.odoo.notes(taken.id()).getFirst();
            assertTrue(note.contains("Anna: Is the oak door in stock?"), note);
            assertTrue(note.contains("Tony: It is."), note);
        }
    }

    @Test
    @DisplayName("R23, R27: a turn's deal stands at its stage; who gets it in Odoo sees the chat, by hook and by poll")
    void aDealChangesHands() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Boris", "How much?");
            var deal = shop.lead("opportunity", "Tony");
            assertEquals("Qualified", deal.stage());
            Hub.await(List.of("Boris"), shop.tony::clients);
            var client = shop.odoo.contacts().getFirst();

            shop.odoo.give(client, shop.odoo.employees().getLast());
            shop.odoo.give(deal.id(), shop.odoo.employees().getLast());
            Hub.await(List.of("Boris"), shop.scrooge::clients);
            Hub.await(List.of(), shop.tony::clients);

            shop.odoo.forgetRules();
            shop.odoo.give(client, shop.odoo.employees().getFirst());
            shop.odoo.give(deal.id(), shop.odoo.employees().getFirst());
            Hub.await(List.of("Boris"), shop.tony::clients);
            Hub.await(List.of(), shop.scrooge::clients);
        }
    }

    @Test
    @DisplayName("R36, R37: the client of a lost deal stays in it; where it was agreed so, one new deal is made")
    void theClientOfALostDeal() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Clara", "Hello");
            var lost = shop.lead("opportunity", "Tony");
            Hub.await(List.of("Clara"), shop.tony::clients);
            shop.odoo.lose(lost.id());

            shop.writes("Clara", "Are you there?");
            Hub.await(List.of("Hello", "Are you there?"), () -> shop.tony.reads("Clara"));
            assertEquals(1, shop.odoo.leads().size());
            assertFalse(shop.odoo.leads().getFirst().active());

            shop.hub.agree(document -> OdooShop.shop(document).put("closedDeal", "CREATE"));
            shop.writes("Clara", "I want another one.");
            Hub.await(2, () -> shop.odoo.leads().size());
            shop.writes("Clara", "A blue one.");
            Hub.await(4, () -> shop.tony.reads("Clara").size());
            var another = shop.odoo.leads().getLast();
            assertEquals("Tony Qualified", another.salesperson() + " " + another.stage());
            assertEquals(2, shop.odoo.leads().size());
        }
    }

    @Test
    @DisplayName("R76: while Odoo is away the chat goes on; when it is back everything is done once")
    void odooIsAway() {
        try (var shop = new OdooShop(OdooShop::firstAnswers)) {
            shop.door.away = true;
            shop.writes("Dora", "Hello");
            shop.writes("Dora", "Anybody?");
            Hub.await("asked in vain", () -> shop.door.sentAway() > 1);
            assertEquals(0, shop.odoo.contacts().size());

            shop.door.away = false;
            shop.hub.later(Duration.ofMinutes(15));

            shop.lead("lead", "");
            Hub.await(List.of("Dora"), shop.tony::clients);
            assertEquals(202, shop.tony.replies("Dora", "Here I am.").status());
            shop.lead("opportunity", "Tony");
            assertEquals(1, shop.odoo.contacts().size());
            assertEquals(List.of("Hello", "Anybody?", "Here I am."), shop.tony.reads("Dora"));
        }
    }
}
