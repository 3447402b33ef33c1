package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;
import static parley.intake.Shop.user;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.auth.Viewer;
import parley.base.Address;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.channel.Inbound;
import parley.chat.Trace;
import parley.crm.PaperCrm;
import parley.rules.ChatFacts;

/// New clients, through the doors of the house.
class NewClientsTest {

    private final Shop shop = new Shop("a", "b", "c", "d");

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @DisplayName("R28, R29: clients who write one after the other")
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
        R28 |                         | a b c d a b c d a
        R29 | "weights":{"a":1,"c":2} | a b c c d a b c c
        """)
    void byTurn(String rule, String weights, String expected) {
        var rules = weights == null
                ? Shop.BY_TURN
                : "{'pipeline':'sales','stage':'new','algorithm':'BY_TURN','useWeights':true," + weights + "}";
        shop.sell(rules, "a", "b", "c", "d");

        var got = new ArrayList<String>();
        for (int client = 0; client < 9; client++) {
            var address = user("Client" + client, Integer.toString(1000 + client));
            shop.writes(address, "Hello");
            shop.settle();
            got.add(shop.responsible(address));
        }

        assertEquals(expected, String.join(" ", got));
        assertEquals(9, shop.crm.deals().size());
        assertTrue(shop.crm.deals().stream().allMatch(deal -> deal.stage().equals(PaperCrm.NEW)), "R24");
    }

    @Test
    @DisplayName("R27, R80: contact and deal are his, and the chat says why")
    void theTraceOfATurn() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var anna = phone("Anna", "+79161234567");

        shop.writes(anna, "Hello");
        shop.settle();

        assertEquals(List.of("contact Anna for a", "deal Anna · Shop at new for a"), shop.log());
        var chat = shop.chat(anna);
        assertEquals(ChatFacts.Client.KNOWN, chat.client());
        assertEquals(shop.crm.deals().getFirst().id(), chat.deal());
        assertEquals(1, chat.openDeals());
        assertNull(chat.pending());
        var decision = shop.decisions(anna).getFirst();
        var trace = decision.read();
        assertEquals("assign", decision.kind());
        assertTrue(decision.carriedOutAt() != null);
        assertEquals(List.of("R31", "R24", "R27", "R28"), trace.rules());
        assertEquals(List.of("whatsapp 79161234567", "+79161234567"), trace.addresses());
        assertEquals(Trace.Client.NEW, trace.client());
        assertNull(trace.before());
        assertEquals("a", trace.after().last().value());
    }

    @Test
    @DisplayName("R30: further messages, duplicates and repeated jobs neither move the turn nor create anything")
    void onceOnly() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var anna = phone("Anna", "+79161234567");
        shop.deliver("same", message(anna, "one"));
        shop.deliver("same", message(anna, "one"));
        shop.deliver("other", message(anna, "one"));
        shop.writes(anna, "Are you there?");
        shop.settle();

        shop.again("route");
        shop.restart();
        shop.writes(anna, "Hello?");
        shop.settle();
        shop.writes(phone("Boris", "+79160000007"), "Hi");
        shop.settle();

        assertEquals(3, shop.messages(anna).size(), "R70");
        assertEquals(1, shop.decisions(anna).size());
        assertEquals(
                List.of(
                        "contact Anna for a",
                        "deal Anna · Shop at new for a",
                        "contact Boris for b",
                        "deal Boris · Shop at new for b"),
                shop.log());
    }

    private Inbound message(Inbound.Client client, String id) {
        return new Inbound.Message(client, id, shop.now(), parley.channel.Content.text("Hello"), null, null);
    }

    @Test
    @DisplayName("R30: a client who writes on two channels at once becomes one contact and gets one deal")
    void twoChannelsAtOnce() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var whatsapp = phone("Anna", "+79161234567");
        var telegram = new Inbound.Client(
                new Address(new ChatType("telegram"), "55", "+79161234567", null), "Anna", null, true);

        for (int round = 0; round < 5; round++) {
            shop.deliver(message(whatsapp, "w" + round));
            shop.deliver(message(telegram, "t" + round));
        }
        shop.settlePatiently();

        assertEquals(1, shop.crm.contacts().size());
        assertEquals(1, shop.crm.deals().size());
        assertEquals(2, shop.crm.contacts().getFirst().addresses().size(), "R3");
        assertEquals("a", shop.responsible(whatsapp));
        assertEquals("a", shop.responsible(telegram));
    }

    @Test
    @DisplayName("R32: nobody eligible: they wait, and are given away in order of arrival when somebody is")
    void waiting() {
        shop.sell(Shop.BY_TURN);
        var clients = List.of(user("Anna", "1"), phone("Boris", "+79160000001"), user("Clara", "3"));
        for (var client : clients) {
            shop.writes(client, "Hello");
        }
        shop.settle();
        assertEquals(List.of(), shop.log());
        assertEquals(ChatFacts.Client.WAITING, shop.chat(clients.getFirst()).client());

        shop.writes(clients.get(1), "Anybody?");
        shop.settle();
        assertEquals(1, shop.decisions(clients.get(1)).size(), "who goes on waiting is no new decision");

        shop.sell(Shop.BY_TURN, "a", "b");
        shop.settle();

        assertEquals(
                "a b b",
                shop.responsible(clients.get(0)) + " " + shop.responsible(clients.get(2)) + " "
                        + shop.turn(shop.telegram));
        assertEquals("a", shop.responsible(clients.get(1)), "the other channel has its own turn");
        assertEquals(3, shop.crm.deals().size());
    }

    @Test
    @DisplayName("R32: many who wait are given away in order")
    void manyWait() {
        shop.sell(Shop.BY_TURN);
        for (int client = 0; client < 12; client++) {
            shop.writes(user("Client" + client, Integer.toString(client)), "Hello");
        }
        shop.settle();

        shop.sell(Shop.BY_TURN, "a", "b", "c");
        shop.settle();

        var got = new ArrayList<String>();
        for (int client = 0; client < 12; client++) {
            got.add(shop.responsible(user("Client" + client, Integer.toString(client))));
        }
        assertEquals("a b c a b c a b c a b c", String.join(" ", got));
    }

    @Test
    @DisplayName("R32a: the turn survives a restart and keeps its place when the list changes")
    void theTurnKeepsItsPlace() {
        shop.sell(Shop.BY_TURN, "a", "b", "c");
        shop.writes(user("Anna", "1"), "Hello");
        shop.settle();

        shop.restart();
        shop.agree(
                shop.telegram,
                form -> form.withObject("newClients").set("order", parley.platform.Json.tree("[\"c\",\"a\",\"b\"]")));
        shop.writes(user("Boris", "2"), "Hello");
        shop.settle();

        assertEquals("b", shop.responsible(user("Boris", "2")));
    }

    @Test
    @DisplayName("R32b: a common client is given away by turn; what the CRM has is not created again")
    void common() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var contact = shop.crm.typesContact("Anna", null, "8 916 123 45 67");
        var deal = shop.crm.typesDeal(contact, PaperCrm.TALKS, null);
        var anna = phone("Ann", "+79161234567");

        shop.writes(anna, "Hello");
        shop.settle();

        assertEquals(List.of("deal " + deal + " to a", "contact Anna to a", "address 79161234567 of Anna"), shop.log());
        assertEquals("a", shop.responsible(anna));
        assertEquals(deal, shop.chat(anna).deal());
        assertEquals(PaperCrm.TALKS, shop.crm.deals().getFirst().stage());
    }

    @Test
    @DisplayName("R9: a message on an unticked channel creates nothing; R12a: nor does one without a CRM")
    void unticked() {
        var anna = phone("Anna", "+79161234567");
        shop.writes(anna, "Hello");
        shop.settle();
        assertEquals(List.of(), shop.log());
        assertEquals(1, shop.messages(anna).size());

        shop.sell(Shop.BY_TURN, "a");
        shop.desk.delete(
                Shop.owner(), shop.desk.current(Shop.COMPANY).orElseThrow().integration(), "127.0.0.1");
        shop.writes(anna, "Hello?");
        shop.settle();

        assertEquals(List.of(), shop.log());
        assertEquals(2, shop.messages(anna).size());
    }

    @Test
    @DisplayName("R62: the test message creates no deal and does not move the turn")
    void theTestMessage() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var seller = new Viewer(Shop.COMPANY, 2, new EmployeeId("b"), true, "B", "en");
        var agreed = shop.desk.current(Shop.COMPANY).orElseThrow();

        var written = new TestMessage(shop.database, shop.room, shop.channels, shop.clock)
                .write(seller, agreed)
                .orElseThrow();
        shop.settle();

        assertEquals(List.of(), shop.log());
        assertEquals("-", shop.turn(shop.telegram));
        var row = shop.read(tx -> shop.room.chats().find(tx, Shop.COMPANY, written.chat()))
                .orElseThrow();
        assertTrue(row.test());
        assertEquals(1, row.unanswered());
        assertTrue(written.seen());
        assertEquals(
                shop.channels.all(Shop.COMPANY).getFirst().id(),
                written.channel().id(),
                "the channel that was added first");
    }
}
