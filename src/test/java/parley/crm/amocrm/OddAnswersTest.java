package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Crm.Acceptance;
import parley.crm.Crm.Change;
import parley.crm.Crm.Note;
import parley.crm.Crm.NoteTarget;
import parley.crm.CrmTrouble;
import parley.crm.NewContact;
import parley.crm.NewDeal;

/// What the account's server does when it does not answer as one would wish.
class OddAnswersTest {

    private static final EmployeeId TONY = new EmployeeId(Long.toString(FakeBook.TONY));
    private static final EmployeeId SCROOGE = new EmployeeId(Long.toString(FakeBook.SCROOGE));
    private static final PipelineId SALES = new PipelineId("31");
    private static final StageRef NEW = new StageRef(SALES, new StageId("301"));

    private final AmoAccount account = new AmoAccount();

    @AfterEach
    void close() {
        account.close();
        assertEquals(List.of(), account.amo.flaws());
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"LOST", "UNREADABLE"})
    @DisplayName("A creation whose answer is lost is looked for before anything is made again, by another process too")
    void lostCreations(Misbehaviour wrong) {
        account.amo.next("POST /contacts", wrong);
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, trouble(() -> anna("anna")));
        var anna = anna("anna");
        assertEquals(anna, create(account.open(), "anna"));

        account.amo.next("POST /leads", wrong);
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, trouble(() -> deal(anna, "deal")));
        assertEquals(List.of(deal(anna, "deal")), ids(anna));

        account.amo.next("POST /leads/unsorted/forms", wrong);
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, trouble(() -> lead("lead")));
        lead("lead");
        assertEquals(1, account.amo.calls("POST /leads/unsorted/forms"));
    }

    @Test
    @DisplayName("What the search does not know yet is waited for, not made twice")
    void searchLagsBehind() {
        account.amo.next("POST /contacts", Misbehaviour.LOST);
        trouble(() -> anna("anna"));
        account.amo.happens(() -> account.amo.book.unindexed.addAll(account.amo.book.contacts.keySet()));

        var again = assertThrows(CrmTrouble.class, () -> anna("anna"));
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, again.kind());
        assertTrue(again.retryAfter() != null && again.retryAfter().compareTo(Duration.ofSeconds(30)) <= 0);
        account.amo.happens(account.amo.book.unindexed::clear);

        anna("anna");
        assertEquals(1, account.amo.calls("POST /contacts"));
    }

    @Test
    @DisplayName("R50: a note whose answer is lost is found in the timeline and not written again")
    void lostNote() {
        var anna = anna("anna");
        var deal = deal(anna, "deal");
        account.amo.next("POST /leads/" + deal + "/notes", Misbehaviour.LOST);
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, trouble(() -> note(anna, deal)));

        note(anna, deal);
        note(anna, deal);

        assertEquals(List.of("Hello"), account.amo.notes("leads/" + deal));
        assertEquals(List.of("Hello"), account.amo.notes("contacts/" + anna));
    }

    @Test
    @DisplayName("R50: a note goes to what is left of its cards; the words of someone who has left are kept")
    void noteWithoutDeal() {
        var anna = anna("anna");
        var target = new NoteTarget(anna, new DealId("999999"));
        account.crm.addNote(target, new Note("Hello", new EmployeeId("77"), AmoAccount.START), "note");

        assertEquals(List.of("Hello"), account.amo.notes("contacts/" + anna));
        var nowhere = new NoteTarget(null, new DealId("999999"));
        assertEquals(
                CrmTrouble.Kind.GONE,
                trouble(() -> account.crm.addNote(nowhere, new Note("Hello", null, AmoAccount.START), "other")));
    }

    @ParameterizedTest(name = "{0}: {1}, {2} s")
    @CsvSource({"TOO_MANY, TEMPORARY, 1", "BLOCKED, TEMPORARY, 300"})
    void whoeverAsksTooOftenIsToldHowLongToWait(Misbehaviour wrong, CrmTrouble.Kind kind, int seconds) {
        account.amo.next("GET /contacts/7", wrong);

        var trouble = assertThrows(CrmTrouble.class, () -> account.crm.contact(new ContactId("7")));

        assertEquals(kind, trouble.kind());
        assertEquals(Duration.ofSeconds(seconds), trouble.retryAfter());
    }

    @Test
    void aBrokenProxyIsWaitedFor() {
        account.amo.next("GET /users", Misbehaviour.BAD_GATEWAY);
        assertEquals(CrmTrouble.Kind.TEMPORARY, trouble(account.crm::catalogue));
        account.amo.next("GET /leads/pipelines", Misbehaviour.UNREADABLE);
        assertEquals(CrmTrouble.Kind.TEMPORARY, trouble(account.crm::catalogue));
    }

    @Test
    @DisplayName("R26: whoever accepts in amoCRM itself is named, and nobody takes it from him")
    void acceptedByHand() {
        var lead = lead("lead");
        account.amo.happens(() -> account.amo.incoming.acceptedByHand(Long.parseLong(lead.value()), FakeBook.SCROOGE));

        assertEquals(new Acceptance.TakenBy(SCROOGE), account.crm.acceptLead(lead, TONY, null));
        assertEquals(
                FakeBook.SCROOGE,
                account.amo.lead(lead.value()).path("responsible_user_id").asLong());
    }

    @Test
    @DisplayName("An acceptance whose answer is lost is finished for him who asked")
    void lostAcceptance() {
        var lead = lead("lead");
        account.amo.next("POST /leads/unsorted/", Misbehaviour.LOST);
        trouble(() -> account.crm.acceptLead(lead, TONY, null));

        assertEquals(new Acceptance.Won(lead), account.crm.acceptLead(lead, TONY, null));
        assertEquals(new Acceptance.TakenBy(TONY), account.crm.acceptLead(lead, SCROOGE, null));
        assertEquals(
                FakeBook.TONY,
                account.amo.lead(lead.value()).path("responsible_user_id").asLong());
    }

    @Test
    @DisplayName("A process that was started anew finds the lead that it has to accept among those that wait")
    void acceptedAfterARestart() {
        var lead = lead("lead");

        assertEquals(
                new Acceptance.Won(lead),
                account.open().acceptLead(lead, TONY, new StageRef(SALES, new StageId("302"))));
        assertEquals(302, account.amo.lead(lead.value()).path("status_id").asLong());
    }

    @Test
    void aKnownContactIsLinkedWhereTheLeadDoesNotTakeIt() {
        account.amo.incoming.takesKnownContacts = false;
        var anna = anna("anna");

        var lead = account.crm.createLead(anna, SALES, "Lead", "lead");

        assertEquals(
                List.of(anna), account.crm.deal(lead).present().orElseThrow().contacts());
    }

    @Test
    @DisplayName("R32b: a card that was made for nobody is nobody's until somebody is named, be it who calls")
    void nobodys() {
        var anna =
                account.crm.createContact(new NewContact("Anna", null, List.of("+79161112233"), List.of(), null), "x");
        assertNull(account.crm.contact(anna).present().orElseThrow().responsible());

        account.crm.setResponsible(anna, new EmployeeId(Long.toString(FakeBook.OWNER)));

        assertEquals(
                Long.toString(FakeBook.OWNER),
                String.valueOf(account.crm.contact(anna).present().orElseThrow().responsible()));
        assertEquals(
                List.of("+79161112233"),
                account.crm.findByPhone(new Phone("+79161112233")).getFirst().phones());
    }

    @Test
    @DisplayName("Lists are read to their end; strangers whom the search finds are left out")
    void manyPages() {
        account.amo.happens(() -> IntStream.range(0, 300)
                .forEach(number -> account.amo.book.contacts.put(
                        90_000L + number,
                        FakeBook.node()
                                .put("id", 90_000L + number)
                                .put("name", "Stranger 9164569812")
                                .put("is_deleted", false))));
        var anna = account.crm.createContact(
                new NewContact("Anna", TONY, List.of("8 916 456-98-12"), List.of(), null), "anna");

        var found = account.crm.findByPhone(new Phone("+79164569812"));

        assertEquals(List.of(anna), found.stream().map(parley.crm.Contact::id).toList());
    }

    @Test
    @DisplayName("Deals are asked for together where the account has paid for that")
    void paidFilters() {
        account.amo.sellFilters();
        var anna = anna("anna");
        var one = deal(anna, "one");
        var two = deal(anna, "two");

        assertEquals(List.of(two, one), ids(anna));
        assertEquals(0, account.amo.calls("GET /leads/" + one));
    }

    @Test
    @DisplayName("R23: an event that the list shows late is heard of, and none twice")
    void lateEvents() {
        var anna = anna("anna");
        var start = account.crm.changesSince(0, 100).cursor();
        account.passes(Duration.ofMinutes(1));
        account.crm.setResponsible(anna, SCROOGE);
        var next = account.crm.changesSince(start, 100);
        assertEquals(List.of(new Change.OfContact(anna)), next.changes());
        var deal = deal(anna, "deal");
        account.amo.happens(
                () -> account.amo.book.events.getLast().put("created_at", AmoAccount.START.getEpochSecond()));

        var late = account.crm.changesSince(next.cursor(), 100);

        assertEquals(List.of(new Change.OfDeal(deal, List.of(anna))), late.changes());
        assertEquals(List.of(), account.crm.changesSince(late.cursor(), 100).changes());
        assertEquals(
                late, account.crm.changesSince(next.cursor(), 100), "whoever could not keep an answer gets it again");
        account.passes(Duration.ofDays(2));
        assertEquals(List.of(), account.crm.changesSince(late.cursor(), 100).changes());
    }

    @Test
    void theAccountIsAskedOnceAnHourToCallUs() {
        var hook = "https://hub.example/hooks/crm/1-1-1-key";
        account.amo.happens(() -> account.amo.book.webhooks.put(
                "https://hub.example/hooks/crm/1-1-0-old",
                FakeBook.node().put("destination", "https://hub.example/hooks/crm/1-1-0-old")));

        account.crm.changesSince(0, 100);
        account.crm.changesSince(0, 100);

        assertEquals(List.of(hook), List.copyOf(account.amo.book.webhooks.keySet()));
        assertEquals(1, account.amo.calls("GET /webhooks"));
        assertEquals(Duration.ofMinutes(1), account.crm.pollEvery());
    }

    private ContactId anna(String key) {
        return create(account.crm, key);
    }

    private static ContactId create(parley.crm.Crm crm, String key) {
        return crm.createContact(new NewContact("Anna", TONY, List.of(), List.of(), null), key);
    }

    private DealId deal(ContactId contact, String key) {
        return account.crm.createDeal(new NewDeal("Kitchen", contact, TONY, NEW), key);
    }

    private List<DealId> ids(ContactId contact) {
        return account.crm.deals(contact).stream().map(parley.crm.Deal::id).toList();
    }

    private DealId lead(String key) {
        return account.crm
                .createLead(new NewContact("Boris", null, List.of(), List.of(), null), SALES, "Lead", key)
                .deal();
    }

    private void note(ContactId contact, DealId deal) {
        account.crm.addNote(new NoteTarget(contact, deal), new Note("Hello", TONY, AmoAccount.START), "note");
    }

    private static CrmTrouble.Kind trouble(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(CrmTrouble.class, call).kind();
    }
}
