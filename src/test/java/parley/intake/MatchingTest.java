package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.intake.Shop.phone;
import static parley.intake.Shop.user;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.Inbound;
import parley.crm.MessengerAddress;

/// Whom the CRM knows, in whatever spelling it holds him.
class MatchingTest {

    private final Shop shop = new Shop("a", "b");

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @DisplayName("R31, R52, R54: whom the CRM knows")
    @CsvSource(delimiter = '|', textBlock = """
        R52 | 8 (916) 123-45-67 | true  | known
        R52 | +7 916 123 45 67  | true  | known
        R31 | 916 123-45-67     | true  | known
        R31 | 8 926 123-45-67   | true  | new
        R52 | +8 916 123 45 67  | true  | new
        R54 | 8 (916) 123-45-67 | false | new
        R54 | +7 916 123 45 67  | false | known
        """)
    void phones(String rule, String held, boolean eightIsSeven, String expected) {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(document -> document.put("eightIsSeven", eightIsSeven));
        shop.crm.typesContact("Anna", "b", held);
        var anna = phone("Ann", "+79161234567");

        shop.writes(anna, "Hello");
        shop.settle();

        assertEquals(expected.equals("known") ? "b" : "a", shop.responsible(anna));
        assertEquals(List.of(held), shop.crm.contacts().getFirst().phones(), "R53");
        assertEquals(expected.equals("known") ? 1 : 2, shop.crm.contacts().size());
    }

    @Test
    @DisplayName("R31: a phone that only the client himself claims to have matches nobody")
    void unverifiedPhone() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.crm.typesContact("Anna", "b", "+79161234567");
        var stranger = new Inbound.Client(
                new Address(new ChatType("telegram"), "66", "+79161234567", null), "Ann", null, false);

        shop.writes(stranger, "I am Anna");
        shop.settle();

        assertEquals("a", shop.responsible(stranger));
        assertEquals(List.of(), shop.crm.contacts().getLast().phones());
    }

    @Test
    @DisplayName("R31: a client whose username or id the CRM holds is known")
    void addresses() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var telegram = new ChatType("telegram");
        shop.crm.addsAddress(shop.crm.typesContact("Anna", "b"), new MessengerAddress(telegram, "unknown", "ANNA"));
        shop.crm.addsAddress(shop.crm.typesContact("Boris", "b"), new MessengerAddress(telegram, "2", null));

        shop.writes(user("Anna", "1"), "Hello");
        shop.writes(user("Boris", "2"), "Hello");
        shop.settle();

        assertEquals("b", shop.responsible(user("Anna", "1")));
        assertEquals("b", shop.responsible(user("Boris", "2")));
        assertEquals(List.of("address 1 of Anna"), shop.log(), "R3; R32c: no deal by itself");
        assertEquals("keep", shop.decisions(user("Anna", "1")).getFirst().kind());
    }
}
