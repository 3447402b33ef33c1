package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Crm.Acceptance;
import parley.crm.Crm.Change;
import parley.crm.Crm.Found;
import parley.crm.Crm.Note;
import parley.crm.Crm.NoteTarget;
import parley.rules.StageKind;

/// What every CRM keeps to. Each CRM's test says how things are done in the CRM itself.
public interface CrmContract {

    Instant AT = Instant.parse("2026-11-24T09:15:00Z");

    Crm crm();

    /// Two active employees or more.
    List<EmployeeId> employees();

    /// Somebody moves the deal on the CRM's own page.
    void movedInCrm(DealId deal, StageRef stage);

    void deletedInCrm(ContactId contact);

    void mergedInCrm(ContactId stays, ContactId goes);

    void leavesTheCompany(EmployeeId employee);

    /// Texts that stand in the deal's timeline, seen by somebody who may see all.
    List<String> notesOf(DealId deal);

    @Test
    default void loadedTwiceEmployeesAndPipelinesAreTheSame() {
        assertEquals(crm().catalogue(), crm().catalogue());
        for (var pipeline : crm().catalogue().pipelines()) {
            var kinds = pipeline.stages().stream().map(Catalogue.Stage::kind).toList();
            assertEquals(1, kinds.stream().filter(StageKind.WON::equals).count());
            assertEquals(1, kinds.stream().filter(StageKind.LOST::equals).count());
        }
    }

    @Test
    default void whoHasLeftIsInactiveAndKeepsHisName() {
        var leaver = employees().getLast();
        var name = employee(leaver).name();

        leavesTheCompany(leaver);

        assertEquals(name, employee(leaver).name());
        assertTrue(!employee(leaver).active());
    }

    @ParameterizedTest(name = "R31, R52: {0} is found")
    @ValueSource(strings = {"8 (916) 456-98-12", "+7 916 456 98 12", "79164569812", "89164569812", "916 456-98-12"})
    default void aPhoneIsFoundInWhateverSpellingTheCrmHoldsIt(String typed) {
        var contact = contact("Anna", List.of(typed), "spelling-" + typed);

        var found = crm().findByPhone(new Phone("+79164569812"));

        assertTrue(found.stream().anyMatch(card -> card.id().equals(contact)));
        assertEquals(List.of(typed), card(contact).phones(), "R53: kept as typed");
    }

    @Test
    default void twoContactsWithOneNumberAreBothFound() {
        var one = contact("Anna", List.of("8 916 000-00-01"), "twin-1");
        var two = contact("Boris", List.of("+79160000001"), "twin-2");

        var found = crm().findByPhone(new Phone("+79160000001")).stream()
                .map(Contact::id)
                .toList();

        assertTrue(found.containsAll(List.of(one, two)));
    }

    @Test
    default void aContactWithoutPhoneIsFoundByItsAddress() {
        var telegram = new ChatType("telegram");
        var address = new MessengerAddress(telegram, "1001", "anna");
        var contact = crm().createContact(new NewContact("Anna", null, List.of(), List.of(address), null), "addressed");

        assertEquals(
                contact, crm().findByAddress(telegram, "1001", null).getFirst().id());
        assertEquals(
                contact,
                crm().findByAddress(telegram, "other", "ANNA").getFirst().id());
        assertEquals(List.of(), crm().findByAddress(new ChatType("whatsapp"), "1001", null));
        assertNull(card(contact).responsible());
    }

    @Test
    default void anAddressIsAddedOnceAndPhonesStayAsTheyWere() {
        var contact = contact("Anna", List.of("8 916 000-00-02"), "add-address");
        var address = new MessengerAddress(new ChatType("vk"), "77", null);

        crm().addAddress(contact, address);
        crm().addAddress(contact, address);

        assertEquals(List.of(address), card(contact).addresses());
        assertEquals(List.of("8 916 000-00-02"), card(contact).phones());
    }

    @Test
    default void createdTwiceWithOneKeyIsOneRecord() {
        var contact = contact("Anna", List.of(), "once");

        assertEquals(contact, contact("Anna", List.of(), "once"));
        assertEquals(deal(contact, "deal-once"), deal(contact, "deal-once"));
        assertEquals(1, crm().deals(contact).size());
    }

    @Test
    default void twentyWhoCreateAtOnceWithOneKeyGetOneRecord() throws Exception {
        var contacts = atOnce(20, () -> contact("Anna", List.of("+79160000003"), "race"));

        assertEquals(1, new HashSet<>(contacts).size());
        assertEquals(1, crm().findByPhone(new Phone("+79160000003")).size());
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
    default void ofTwentyWhoAcceptALeadOneWins() throws Exception {
        var lead = lead("lead-race").deal();
        var people = employees().subList(0, 2);
        var turns = IntStream.range(0, 20).iterator();

        var answers = atOnce(20, () -> {
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

        var contacts = new HashSet<>(atOnce(100, new Callable<ContactId>() {
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

    @Test
    default void aDeletedContactIsGoneAndItsDealStays() {
        var contact = contact("Anna", List.of("+79160000004"), "deleted");
        var deal = deal(contact, "deal-of-deleted");

        deletedInCrm(contact);

        assertEquals(new Found.Gone<>(null), crm().contact(contact));
        assertEquals(List.of(), crm().findByPhone(new Phone("+79160000004")));
        assertInstanceOf(Found.Present.class, crm().deal(deal));
    }

    @Test
    default void aMergedContactSaysWhereItIsNow() {
        var stays = contact("Anna", List.of(), "stays");
        var goes = contact("Ann", List.of("8 916 000-00-05"), "goes");
        var deal = deal(goes, "deal-of-merged");

        mergedInCrm(stays, goes);

        assertEquals(new Found.Gone<>(stays.value()), crm().contact(goes));
        assertEquals(List.of(stays), card(deal).contacts());
        assertEquals(
                stays, crm().findByPhone(new Phone("+79160000005")).getFirst().id());
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

    private Catalogue.Employee employee(EmployeeId id) {
        return crm().catalogue().employees().stream()
                .filter(employee -> employee.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private long cursor() {
        long cursor = 0;
        for (var piece = crm().changesSince(0, 1000);
                !piece.changes().isEmpty();
                piece = crm().changesSince(cursor, 1000)) {
            cursor = piece.cursor();
        }
        return cursor;
    }

    private Crm.Lead lead(String key) {
        var pipeline = crm().catalogue().pipelines().getFirst().id();
        return crm().createLead(new NewContact("Client", null, List.of(), List.of(), null), pipeline, "Lead", key);
    }

    private ContactId contact(String name, List<String> phones, String key) {
        return crm().createContact(new NewContact(name, null, phones, List.of(), null), key);
    }

    private DealId deal(ContactId contact, String key) {
        return crm().createDeal(new NewDeal("Kitchen", contact, employees().getFirst(), stage(StageKind.OPEN)), key);
    }

    private StageRef stage(StageKind kind) {
        var pipeline = crm().catalogue().pipelines().getFirst();
        var stage = pipeline.stages().stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .orElseThrow();
        return new StageRef(new PipelineId(pipeline.id().value()), stage.id());
    }

    private Contact card(ContactId id) {
        return crm().contact(id).present().orElseThrow();
    }

    private Deal card(DealId id) {
        return crm().deal(id).present().orElseThrow();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, times)
                    .mapToObj(_ -> threads.submit(call))
                    .toList();
            var answers = new java.util.ArrayList<T>();
            for (Future<T> one : asked) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
