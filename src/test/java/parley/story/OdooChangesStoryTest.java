package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.odoo.RealOdoo;

/// What people do in Odoo with the clients who write to Parley.
@ExtendWith(RealOdoo.class)
class OdooChangesStoryTest {

    private static final StageRef WON = new StageRef(new PipelineId("1"), new StageId("4"));

    private static EmployeeId tony(OdooShop shop) {
        return shop.odoo.employees().getFirst();
    }

    private static EmployeeId scrooge(OdooShop shop) {
        return shop.odoo.employees().getLast();
    }

    @Test
    @DisplayName("R36, R37: the client of a won deal stays in it; a new one goes to whoever is responsible for him")
    void theClientOfAWonDeal() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Emma", "Hello");
            var won = shop.lead("opportunity", "Tony");
            Hub.await(List.of("Emma"), shop.tony::clients);
            shop.odoo.move(won.id(), WON);
            shop.odoo.give(shop.odoo.contacts().getFirst(), scrooge(shop));
            Hub.await(List.of("Emma"), shop.scrooge::clients);

            shop.writes("Emma", "Thank you!");
            Hub.await(List.of("Hello", "Thank you!"), () -> shop.scrooge.reads("Emma"));
            assertEquals(List.of("Emma"), shop.tony.clients(), "R22: the deal closed last is his");
            assertEquals(1, shop.odoo.leads().size());
            assertEquals("Won", shop.odoo.leads().getFirst().stage());

            shop.hub.agree(document -> OdooShop.shop(document).put("closedDeal", "CREATE"));
            shop.writes("Emma", "One more, please.");
            Hub.await(2, () -> shop.odoo.leads().size());
            var another = shop.odoo.leads().getLast();
            assertEquals("Scrooge Qualified", another.salesperson() + " " + another.stage());
            Hub.await(List.of(), shop.tony::clients);
            shop.writes("Emma", "A red one.");
            Hub.await(4, () -> shop.scrooge.reads("Emma").size());
            assertEquals(2, shop.odoo.leads().size());
        }
    }

    @Test
    @DisplayName("R22, R23: a deal that is lost, archived or opened again in Odoo moves the chat, by hook and by poll")
    void lostAndOpenedAgain() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Boris", "How much?");
            shop.lead("opportunity", "Tony");
            Hub.await(List.of("Boris"), shop.tony::clients);
            var other = shop.odoo.opens(shop.odoo.contacts().getFirst(), scrooge(shop));
            Hub.await(List.of("Boris"), shop.scrooge::clients);

            shop.odoo.lose(other);
            Hub.await(List.of(), shop.scrooge::clients);
            shop.odoo.reopen(other);
            Hub.await(List.of("Boris"), shop.scrooge::clients);

            shop.odoo.forgetRules();
            shop.odoo.archive(other);
            Hub.await(List.of(), shop.scrooge::clients);
            shop.odoo.reopen(other);
            Hub.await(List.of("Boris"), shop.scrooge::clients);
            assertEquals(List.of("Boris"), shop.tony.clients());
        }
    }

    @Test
    @DisplayName("R22, R30: a contact that is merged into another takes the chat along, and is not made anew")
    void merged() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Clara", "Hello");
            shop.lead("opportunity", "Tony");
            Hub.await(List.of("Clara"), shop.tony::clients);
            var stays = shop.odoo.types("Clara Senior", scrooge(shop), "+7 916 000-00-01");

            shop.odoo.merge(stays, shop.odoo.contacts().getFirst());

            Hub.await(List.of("Clara"), shop.scrooge::clients);
            shop.writes("Clara", "Still here?");
            Hub.await(List.of("Hello", "Still here?"), () -> shop.scrooge.reads("Clara"));
            assertEquals(List.of("Clara"), shop.tony.clients(), "R4: the deal is his");
            assertEquals(List.of(stays), shop.odoo.contacts());
            assertEquals(1, shop.odoo.leads().size());
        }
    }

    @Test
    @DisplayName("R31, R52, R32c: a number that was changed in Odoo is the client's; the one he had before is not")
    void anotherPhone() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            var client = shop.odoo.types("Dora", scrooge(shop), "+7 916 555-00-11");
            shop.odoo.phone(client, "8 (916) 555-00-77");

            shop.writes("+79165550077", "Hello");
            Hub.await(1, () -> shop.scrooge.clients().size());
            assertEquals(List.of(client), shop.odoo.contacts());
            assertEquals(List.of(), shop.odoo.leads(), "R32c");

            shop.writes("+79165550011", "Hello");
            shop.lead("opportunity", "Tony");
            Hub.await(1, () -> shop.tony.clients().size());
            assertEquals(2, shop.odoo.contacts().size());
        }
    }

    @Test
    @DisplayName("R8, R32b: a salesperson whose user was archived is nobody after the refresh; who replies takes over")
    void theSalespersonLeaves() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Fred", "Hello");
            shop.lead("opportunity", "Tony");
            Hub.await(List.of("Fred"), shop.tony::clients);
            assertEquals(List.of(), shop.scrooge.clients());

            shop.odoo.leaves(tony(shop));
            var refreshed = shop.hub.owner().post("/integrations/" + shop.hub.integration() + "/refresh", "{}");
            assertEquals(200, refreshed.status(), refreshed.toString());
            Hub.await(List.of("Fred"), shop.scrooge::clients);

            assertEquals(202, shop.scrooge.replies("Fred", "I am with you now.").status());

            shop.lead("opportunity", "Scrooge");
            assertEquals(1, shop.odoo.contacts().size());
        }
    }
}
