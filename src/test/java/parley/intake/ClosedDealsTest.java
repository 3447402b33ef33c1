package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.intake.Shop.phone;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.channel.Inbound;
import parley.crm.PaperCrm;

/// The client of a closed deal writes again.
class ClosedDealsTest {

    private final Shop shop = new Shop("a", "b", "c");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    /// Anna's contact is for the first named; her deals are closed, the second one last. A and B sell, C does not.
    @ParameterizedTest(name = "{0}: {1}, {2}, contact of {3} → {4}")
    @CsvSource(delimiter = '|', textBlock = """
        R36 | BY_TURN         | ADD    | a | deal 2, a c
        R35 | FIRST_RESPONDER | CREATE | a | deal 2, a c
        R37 | BY_TURN         | CREATE | a | deal 3 for a, a
        R37 | BY_TURN         | CREATE | c | deal 3 for a, a c
        R37 | BY_TURN         | CREATE | b | deal 3 for b, b
        """)
    void theTable(String rule, String algorithm, String policy, String contactOf, String expected) {
        shop.sell(Shop.BY_TURN.replace("BY_TURN", algorithm), "a", "b");
        shop.agree(shop.whatsapp, form -> form.put("closedDeal", policy));
        var contact = shop.crm.typesContact("Anna", contactOf, "+79161234567");
        shop.crm.typesDeal(contact, PaperCrm.LOST, "b");
        shop.later(java.time.Duration.ofHours(1));
        shop.crm.typesDeal(contact, PaperCrm.WON, "c");

        shop.writes(anna, "Me again");
        shop.settle();
        shop.writes(anna, "Are you there?");
        shop.settle();

        var deal = shop.crm.deals().getLast();
        var words = shop.crm.deals().size() == 2
                ? "deal " + shop.chat(anna).deal()
                : "deal " + shop.chat(anna).deal() + " for " + deal.responsible();
        assertEquals(expected, words + ", " + shop.responsible(anna).replace(",", " "));
    }

    @Test
    @DisplayName("R37: closed, written again, closed again: each time one new deal, without an answer in between")
    void againAndAgain() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(shop.whatsapp, form -> form.put("closedDeal", "CREATE"));
        for (int deals = 1; deals <= 3; deals++) {
            shop.writes(anna, "Hello");
            shop.writes(anna, "Hello?");
            shop.settle();
            assertEquals(deals, shop.crm.deals().size());
            shop.crm.moves(shop.crm.deals().getLast().id(), PaperCrm.WON, "a");
            shop.settle();
            assertEquals(0, shop.chat(anna).openDeals());
        }
        assertEquals("a", shop.turn(shop.whatsapp), "the contact's responsible gets them, and the turn stays");
    }
}
