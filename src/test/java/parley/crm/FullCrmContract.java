package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.Phone;
import parley.base.StageRef;
import parley.crm.Crm.Acceptance;
import parley.crm.Crm.Found;
import parley.crm.Crm.Note;
import parley.crm.Crm.NoteTarget;
import parley.rules.StageKind;

/// What a CRM keeps to besides that has stages won and lost, incoming leads, merging and a timeline.
public interface FullCrmContract extends CrmContract {

    /// Somebody moves the deal on the CRM's own page.
    void movedInCrm(DealId deal, StageRef stage);

    void mergedInCrm(ContactId stays, ContactId goes);

    /// Whether a contact that was merged says into which one.
    default boolean tellsOfMerging() {
        return true;
    }

    /// Texts that stand in the deal's timeline, seen by somebody who may see all.
    List<String> notesOf(DealId deal);

    @Test
    default void everyPipelineHasOneStageWonAndOneLost() {
        for (var pipeline : crm().catalogue().pipelines()) {
            var kinds = pipeline.stages().stream().map(Catalogue.Stage::kind).toList();
            assertEquals(1, kinds.stream().filter(StageKind.WON::equals).count());
            assertEquals(1, kinds.stream().filter(StageKind.LOST::equals).count());
        }
    }

    @Test
    default void aMergedContactSaysWhereItIsNow() {
        var stays = contact("Anna", List.of(), "stays");
        var goes = contact("Ann", List.of("8 916 000-00-05"), "goes");
        var deal = deal(goes, "deal-of-merged");

        mergedInCrm(stays, goes);

        assertEquals(new Found.Gone<>(tellsOfMerging() ? stays.value() : null), crm().contact(goes));
        assertEquals(List.of(stays), card(deal).contacts());
        assertEquals(
                stays, crm().findByPhone(new Phone("+79160000005")).getFirst().id());
    }

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
