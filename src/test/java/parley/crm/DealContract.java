package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm.Acceptance;
import parley.crm.Crm.Change;
import parley.crm.Crm.Note;
import parley.crm.Crm.NoteTarget;
import parley.rules.StageKind;

/// Deals, leads, notes and the news of them, as every CRM keeps them.
interface DealContract extends CrmUnderTest {

    @Test
    default void aLeadIsADealWithoutResponsibleAndItsKeyMakesOneOfIt() {
        var first = lead("lead-once");
        var second = lead("lead-once");

        assertEquals(first, second);
        assertEquals(StageKind.UNSORTED, card(first.deal()).kind());
        assertNull(card(first.deal()).responsible());
    }

    @Test
    default void aLeadOfAContactThatIsThereTakesNoOther() {
        var contact = contact("Anna", List.of("+79160000008"), "lead-of-known");
        var pipeline = crm().catalogue().pipelines().getFirst().id();

        var first = crm().createLead(contact, pipeline, "Lead", "known-lead");
        var second = crm().createLead(contact, pipeline, "Lead", "known-lead");

        assertEquals(first, second);
        assertEquals(List.of(contact), card(first).contacts());
        assertEquals(StageKind.UNSORTED, card(first).kind());
        assertNull(card(first).responsible());
    }

    @Test
    default void ofTwentyWhoAcceptALeadOneWins() throws Exception {
        var lead = lead("lead-race").deal();
        var people = employees().subList(0, 2);
        var turns = IntStream.range(0, 20).iterator();

        var answers = CrmUnderTest.atOnce(20, () -> {
            int turn;
            synchronized (turns) {
                turn = turns.next();
            }
            return crm().acceptLead(lead, people.get(turn % 2), null);
        });

        var winner = card(lead).responsible();
        assertNotNull(winner);
        assertEquals(StageKind.OPEN, card(lead).kind());
        // Whoever asks again after he has won is told so again.
        assertEquals(
                10, answers.stream().filter(Acceptance.Won.class::isInstance).count());
        assertEquals(
                10,
                answers.stream().filter(new Acceptance.TakenBy(winner)::equals).count());
    }

    @Test
    default void aLeadDeclinedInTheCrmIsGone() {
        var lead = lead("declined").deal();

        movedInCrm(lead, stage(StageKind.LOST));

        assertInstanceOf(
                Acceptance.Gone.class, crm().acceptLead(lead, employees().getFirst(), null));
        assertInstanceOf(
                Acceptance.Gone.class,
                crm().acceptLead(new DealId("999999"), employees().getFirst(), null));
    }

    @Test
    default void aChangeIsHeardOfByPollAndTheOneWhoListensIsWoken() throws Exception {
        var contact = contact("Anna", List.of(), "polled");
        var deal = deal(contact, "polled-deal");
        var cursor = cursor();
        var woken = new java.util.concurrent.CountDownLatch(1);
        crm().listen(woken::countDown);

        crm().setResponsible(deal, employees().get(1));

        var changes = crm().changesSince(cursor, 100);
        assertEquals(List.of(new Change.OfDeal(deal, List.of(contact))), changes.changes());
        assertTrue(woken.await(10, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(List.of(), crm().changesSince(changes.cursor(), 100).changes());
    }

    @Test
    default void manyChangesAtOnceAreAllHeardOf() throws Exception {
        var cursor = cursor();

        var contacts = new HashSet<>(CrmUnderTest.atOnce(100, new Callable<ContactId>() {
            private int number;

            @Override
            public ContactId call() {
                int mine;
                synchronized (this) {
                    mine = number++;
                }
                return contact("Client", List.of(), "mass-" + mine);
            }
        }));

        var heard = new HashSet<Change>();
        for (var piece = crm().changesSince(cursor, 7);
                !piece.changes().isEmpty();
                piece = crm().changesSince(piece.cursor(), 7)) {
            heard.addAll(piece.changes());
        }
        assertEquals(100, contacts.size());
        contacts.forEach(contact -> assertTrue(heard.contains(new Change.OfContact(contact))));
    }

    @Test
    default void aDealIsMovedWonLostAndReopened() {
        var deal = deal(contact("Anna", List.of(), "moved"), "moved-deal");

        movedInCrm(deal, stage(StageKind.WON));
        var closedAt = card(deal).closedAt();
        assertNotNull(closedAt);
        movedInCrm(deal, stage(StageKind.LOST));
        assertEquals(StageKind.LOST, card(deal).kind());
        movedInCrm(deal, stage(StageKind.OPEN));

        assertEquals(StageKind.OPEN, card(deal).kind());
        assertNull(card(deal).closedAt());
    }

    @Test
    default void aLostDealStaysAmongTheDealsOfItsContact() {
        var contact = contact("Anna", List.of(), "lost");
        var deal = deal(contact, "lost-deal");

        movedInCrm(deal, stage(StageKind.LOST));

        assertEquals(deal, crm().deals(contact).getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 4_000})
    default void aNoteIsWrittenOnceAndAsItIs(int length) {
        var deal = deal(contact("Anna", List.of(), "noted-" + length), "noted-deal-" + length);
        var text = ("<b>\"Quote\"</b> & 🙂 ' " + "x".repeat(length)).substring(0, length);
        var target = new NoteTarget(card(deal).contacts().getFirst(), deal);

        crm().addNote(target, new Note(text, null, AT), "note-" + length);
        crm().addNote(target, new Note(text, null, AT), "note-" + length);

        assertEquals(List.of(text), notesOf(deal));
    }
}
