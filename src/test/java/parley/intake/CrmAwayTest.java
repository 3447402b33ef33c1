package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;
import static parley.intake.Shop.user;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.Inbound;
import parley.crm.CrmTrouble;
import parley.rules.ChatFacts;

/// The CRM is down, slow to answer, or the process dies between deciding and acting.
class CrmAwayTest {

    private final Shop shop = new Shop("a", "b");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    @DisplayName("R76: while the CRM is down chats go on; when it is back everything is done once")
    void downForAWhile() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(document -> document.put("timeline", "EACH"));
        shop.crm.trouble(CrmTrouble.Kind.TEMPORARY);
        shop.writes(anna, "Hello");
        shop.writes(anna, "Are you there?");
        shop.writes(user("Boris", "1"), "Hi");
        Shop.await(
                "messages are there",
                () -> shop.find(user("Boris", "1")).isPresent()
                        && shop.find(anna).filter(chat -> chat.seq() == 2).isPresent());
        assertEquals(2, shop.chat(anna).unanswered());
        assertEquals(ChatFacts.Client.UNROUTED, shop.chat(anna).client());

        shop.crm.trouble(null);
        shop.settlePatiently();

        assertEquals("a", shop.responsible(anna));
        assertEquals(2, shop.crm.contacts().size());
        assertEquals(2, shop.crm.deals().size());
        assertEquals(
                List.of("Hello", "Are you there?"),
                shop.crm.notes().stream()
                        .map(note -> note.note().text().replaceAll("(?s).*: ", ""))
                        .filter(text -> !text.equals("Hi"))
                        .toList());
    }

    @Test
    @DisplayName("R76: when it is back nobody waits for pauses that have grown while it was away")
    void backAfterLong() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(document -> document.put("timeline", "EACH"));
        shop.writes(anna, "Hello");
        shop.settle();
        shop.crm.goesAway(new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "nobody answers"));
        shop.writes(anna, "Are you there?");
        for (int tries = 1; tries <= 8; tries++) {
            int times = tries;
            Shop.await("tried again", () -> attempts() >= times);
            shop.later(Duration.ofMinutes(10));
        }
        Shop.await("tried once more, and put off for minutes", () -> attempts() >= 9);

        shop.crm.comesBack();
        shop.writes(user("Boris", "1"), "Hi");

        Shop.await(
                "Anna's words are there",
                () -> shop.crm.notes().stream()
                        .anyMatch(note -> note.note().text().endsWith("Are you there?")));
    }

    /// Of the note that waits to be tried again.
    private int attempts() {
        return shop.read(tx -> tx.createQuery("""
            SELECT coalesce(max(attempts), 0) FROM job WHERE kind = 'note' AND state = 'due'
            """).mapTo(Integer.class).one());
    }

    @Test
    @DisplayName("R30, R76: however much a client writes meanwhile, he is looked for once when the CRM is back")
    void isLookedForOnce() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.crm.trouble(CrmTrouble.Kind.TEMPORARY);
        shop.writes(anna, "Hello");
        Shop.await("it was tried", () -> shop.jobError("route") != null);
        for (int further = 1; further <= 8; further++) {
            shop.writes(anna, "And " + further);
        }
        Shop.await("messages are there", () -> shop.chat(anna).seq() == 9);
        var waiting = shop.read(
                tx -> tx.createQuery("SELECT count(*) FROM job WHERE kind = 'route' AND state IN ('due', 'running')")
                        .mapTo(Integer.class)
                        .one());
        // A second one only if the first was just being tried again.
        assertTrue(waiting <= 2, waiting + " jobs wait");

        shop.crm.trouble(null);
        shop.settlePatiently();
        assertEquals(1, shop.crm.deals().size());
    }

    @Test
    @DisplayName("R76, R80: decided while it was there, carried out when it is back: the decision is the same")
    void downAfterTheDecision() {
        shop.sell(Shop.FIRST, "a", "b");
        shop.writes(anna, "Hello");
        shop.settle();
        shop.crm.trouble(CrmTrouble.Kind.TEMPORARY);
        assertTrue(shop.claims(anna, "b"));
        assertEquals("b", shop.responsible(anna), "he has the client at once");
        assertNotNull(shop.chat(anna).pending());
        shop.writes(anna, "Thanks");
        Shop.await("the message is there", () -> shop.messages(anna).size() == 2);

        shop.crm.trouble(null);
        shop.settlePatiently();

        assertEquals(List.of("contact Anna for b", "deal Anna · Shop at new for b"), shop.log());
        assertNull(shop.chat(anna).pending());
        assertEquals(2, shop.decisions(anna).size());
    }

    @ParameterizedTest
    @DisplayName("R30: an answer that is lost, wherever that happens, makes nothing twice")
    @ValueSource(strings = {"contact Anna", "deal Anna", "lead Anna"})
    void theAnswerIsLost(String entry) {
        shop.sell(entry.startsWith("lead") ? Shop.UNSORTED : Shop.BY_TURN, "a", "b");
        shop.crm.loseAnswerAfter(done -> done.startsWith(entry));

        shop.writes(anna, "Hello");
        shop.settlePatiently();
        if (entry.startsWith("lead")) {
            shop.claims(anna, "a");
            shop.settlePatiently();
        }

        assertEquals(1, shop.crm.contacts().size());
        assertEquals(1, shop.crm.deals().size());
        assertEquals("a", shop.responsible(anna));
        assertEquals("a", shop.crm.deals().getFirst().responsible().value());
    }

    @Test
    @DisplayName("R30, R80: killed between deciding and acting: the turn has moved once, the same employee gets him")
    void killedInBetween() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.crm.breaksDownAt("createContact");
        shop.writes(anna, "Hello");
        Shop.await(
                "it was decided",
                () -> shop.find(anna).filter(chat -> chat.pending() != null).isPresent());
        assertEquals(List.of(), shop.log());

        shop.crm.breaksDownAt("");
        shop.restart();
        shop.settlePatiently();

        assertEquals(List.of("contact Anna for a", "deal Anna · Shop at new for a"), shop.log());
        assertEquals("a", shop.turn(shop.whatsapp));
        assertEquals(1, shop.decisions(anna).size());
    }

    @Test
    @DisplayName("What the CRM refuses is not repeated by itself; the client's next message tries it again")
    void refused() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.crm.employees.put("a", false);
        shop.writes(anna, "Hello");
        shop.settle();
        assertTrue(shop.jobError("route").startsWith("REFUSED"));
        assertEquals("a", shop.responsible(anna));
        assertNotNull(shop.chat(anna).pending());

        shop.crm.employees.put("a", true);
        shop.writes(anna, "Hello?");
        shop.settle();

        assertNull(shop.chat(anna).pending());
        assertEquals(1, shop.crm.deals().size());
        assertEquals("a", shop.turn(shop.whatsapp));
    }

    /// The same person in another messenger, which vouches for the phone as well.
    private final Inbound.Client annaElsewhere = Inbound.Client.of(
            new Address(new ChatType("telegram"), "77", anna.address().phone(), null), "Anna");

    private void refusedInOneChatAndWaitingInAnother() {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.crm.employees.put("a", false);
        shop.writes(anna, "Hello");
        shop.settle();
        assertTrue(shop.jobError("route").startsWith("REFUSED"));
        shop.writes(annaElsewhere, "Me again");
        shop.settle();
    }

    @Test
    @DisplayName("R30, R80: whoever waits for what the CRM refused in his other chat is looked at ever less often, and"
            + " his job says why")
    void waitingForWhatWasRefused() {
        refusedInOneChatAndWaitingInAnother();
        long before = shop.attempts("route");

        for (int seconds = 0; seconds < 200; seconds += 2) {
            shop.later(Duration.ofSeconds(2));
            shop.settle();
        }

        long looks = shop.attempts("route") - before;
        assertTrue(looks < 25, looks + " looks in 200 seconds");
        assertEquals("the same client is being routed in another chat", shop.jobError("route"));
        assertEquals(ChatFacts.Client.UNROUTED, shop.chat(annaElsewhere).client());
    }

    @Test
    @DisplayName("R30: when the CRM takes what it refused, the client's other chat goes on at once")
    void goingOnAfterWhatWasRefused() {
        refusedInOneChatAndWaitingInAnother();
        shop.settlePatiently();
        shop.crm.employees.put("a", true);

        shop.writes(anna, "Hello?");
        shop.settle();

        assertEquals("a", shop.responsible(anna));
        assertEquals("a", shop.responsible(annaElsewhere));
        assertEquals(1, shop.crm.contacts().size());
        assertEquals(1, shop.crm.deals().size());
    }
}
