package parley.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.EmployeeId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.PaperCrm;
import parley.intake.Shop;

/// The dialogue in the CRM's timeline.
class NotesTest {

    private final Shop shop = new Shop("a", "b");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private void mode(String mode) {
        shop.sell(Shop.BY_TURN, "a", "b");
        shop.agree(document -> document.put("timeline", mode));
    }

    private List<String> texts() {
        return shop.crm.notes().stream().map(note -> note.note().text()).toList();
    }

    @ParameterizedTest(name = "{0}: {1} notes")
    @DisplayName("R50: five messages within an hour")
    @CsvSource({"EACH, 5", "HOURLY, 1", "DAILY, 1", "OFF, 0"})
    void fiveMessages(String mode, int expected) {
        mode(mode);
        for (int number = 1; number <= 5; number++) {
            shop.writes(anna, "Number " + number);
            shop.later(Duration.ofMinutes(5));
        }
        shop.settle();
        assertEquals(mode.equals("EACH") ? 5 : 0, shop.crm.notes().size(), "before the hour is over");

        shop.later(Duration.ofHours(1));
        shop.settle();
        shop.later(Duration.ofHours(24));
        shop.settle();

        assertEquals(expected, shop.crm.notes().size());
        var said = String.join("\n", texts());
        for (int number = 1; number <= 5 * Math.min(1, expected); number++) {
            assertEquals(1, said.split("Number " + number, -1).length - 1, "never twice, never lost");
        }
    }

    @Test
    @DisplayName("R50: order, authors, times and files as links; to the deal and the contact")
    void whatANoteSays() {
        mode("HOURLY");
        shop.writes(anna, "How much?");
        shop.settle();
        shop.later(Duration.ofMinutes(1));
        shop.sends(anna, "Ten roubles", DeliveryStatus.SENT);
        shop.later(Duration.ofMinutes(1));
        shop.sends(anna, "This never arrived", DeliveryStatus.FAILED);
        shop.settle();
        shop.later(Duration.ofHours(1));
        shop.settle();

        var note = shop.crm.notes().getFirst();
        assertEquals("""
            2026-11-24
            09:00 Anna: How much?
            09:01 Tony: Ten roubles\
            """, note.note().text());
        assertEquals(Instant.parse("2026-11-24T10:00:00Z"), note.note().at());
        var chat = shop.chat(anna);
        assertEquals(new Crm.NoteTarget(chat.contact(), chat.deal()), note.target());
    }

    @Test
    @DisplayName("R50: files are links that open the chat for whoever may see it; a deleted message says no more")
    void filesAndDeletions() {
        mode("HOURLY");
        var file = new Content.Attachment("gone", "price.pdf", null, 0, null, null, null);
        var content = new Content(Content.Kind.FILE, "Is this right?", List.of(file), Map.of());
        shop.deliver(new Inbound.Message(anna, "f1", shop.now(), content, null, null));
        var oops = shop.writes(anna, "Oops");
        shop.deliver(new Inbound.Deleted(anna, oops, shop.now()));
        shop.settle();
        shop.later(Duration.ofHours(1));
        shop.settle();

        var chat = shop.chat(anna).id();
        assertEquals("""
            2026-11-24
            09:00 Anna: Is this right?
            price.pdf: https://parley.example/app/chats/%s?message=%s
            09:00 Anna: (message deleted)\
            """.formatted(chat, shop.messages(anna).getFirst().id()), texts().getFirst());
    }

    @Test
    @DisplayName("R50: in EACH an employee's message is his note")
    void whoseNote() {
        mode("EACH");
        shop.writes(anna, "How much?");
        shop.settle();
        shop.sends(anna, "Ten roubles", DeliveryStatus.SENT);
        shop.settle();

        assertEquals(
                java.util.Arrays.asList(null, new EmployeeId("a")),
                shop.crm.notes().stream().map(note -> note.note().author()).toList());
    }

    @Test
    @DisplayName("R50, R26: what a client said before somebody got him is in the notes of his deal")
    void beforeTheDeal() {
        shop.sell(Shop.BY_TURN.replace("BY_TURN", "FIRST_RESPONDER"), "a", "b");
        shop.agree(document -> document.put("timeline", "EACH"));
        shop.writes(anna, "Hello");
        shop.writes(anna, "Anybody?");
        shop.settle();
        assertEquals(0, shop.crm.notes().size());

        shop.claims(anna, "b");
        shop.settle();

        assertEquals(2, shop.crm.notes().size());
        assertTrue(texts().getFirst().endsWith("Hello"), "in order");
        assertEquals(
                Set.of(shop.crm.deals().getFirst().id()),
                Set.copyOf(shop.crm.notes().stream()
                        .map(note -> note.target().deal())
                        .toList()));
    }

    @Test
    @DisplayName("R36: messages after the deal was closed are notes of the closed deal")
    void closedDeal() {
        mode("EACH");
        shop.writes(anna, "Hello");
        shop.settle();
        var deal = shop.crm.deals().getFirst().id();
        shop.crm.moves(deal, PaperCrm.WON, "a");
        shop.settle();

        shop.writes(anna, "Thank you");
        shop.settle();

        assertEquals(deal, shop.crm.notes().getLast().target().deal());
        assertEquals(1, shop.crm.deals().size());
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @DisplayName("R50: changing the mode midway loses nothing and repeats nothing")
    @CsvSource({"HOURLY, EACH", "HOURLY, DAILY", "DAILY, HOURLY", "DAILY, EACH", "HOURLY, OFF", "EACH, HOURLY"})
    void changedMidway(String before, String after) {
        mode(before);
        shop.writes(anna, "First");
        shop.settle();
        shop.agree(document -> document.put("timeline", after));
        shop.writes(anna, "Second");
        for (int hour = 0; hour < 48; hour++) {
            shop.settle();
            shop.later(Duration.ofHours(1));
        }
        shop.settle();

        var said = String.join("\n", texts());
        assertEquals(1, said.split("First", -1).length - 1);
        assertEquals(after.equals("OFF") ? 0 : 1, said.split("Second", -1).length - 1);
    }

    @Test
    @DisplayName("R50: a crash between the CRM's answer and its being written down makes no second note")
    void crash() {
        mode("EACH");
        shop.writes(anna, "Hello");
        shop.settle();

        shop.again("note");
        shop.crm.loseAnswerAfter("note"::equals);
        shop.writes(anna, "Are you there?");
        shop.settlePatiently();

        assertEquals(2, shop.crm.notes().size());
    }

    @Test
    @DisplayName("R50, R76: while the CRM is down notes wait; then they come once and in order")
    void down() {
        mode("EACH");
        shop.writes(anna, "Zero");
        shop.settle();
        shop.crm.trouble(CrmTrouble.Kind.TEMPORARY);
        for (var text : List.of("One", "Two", "Three")) {
            shop.writes(anna, text);
        }
        Shop.await("three more", () -> shop.chat(anna).seq() == 4);
        shop.crm.trouble(null);
        shop.settlePatiently();

        assertEquals(
                List.of("Zero", "One", "Two", "Three"),
                texts().stream().map(text -> text.replaceAll("(?s).*: ", "")).toList());
    }

    @Test
    @DisplayName("R12a: without a CRM nothing is copied, now or later")
    void disconnected() {
        mode("HOURLY");
        shop.writes(anna, "Hello");
        shop.settle();
        shop.desk.delete(
                Shop.owner(), shop.desk.current(Shop.COMPANY).orElseThrow().integration(), "127.0.0.1");
        shop.later(Duration.ofHours(2));
        shop.settle();

        assertEquals(0, shop.crm.notes().size());
    }

    @Test
    @DisplayName("R42: a note is seen by whoever sees the chat that it was made from")
    void whoSeesANote() {
        mode("EACH");
        shop.writes(anna, "Hello");
        shop.settle();
        var key = shop.crm.noteKeys().getFirst();
        var access = new NoteAccess(shop.database, shop.room.chats(), shop.desk);

        assertEquals(Set.of(key), access.visible(Shop.COMPANY, new EmployeeId("a"), Set.of(key, "note:77:1-1:0")));
        assertEquals(Set.of(), access.visible(Shop.COMPANY, new EmployeeId("b"), Set.of(key)));
    }
}
