package parley.crm.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static parley.crm.api.ApiCompany.sentContact;
import static parley.crm.api.ApiCompany.sentDeal;
import static parley.crm.api.ApiCompany.sentEmployee;
import static parley.crm.api.ApiCompany.telegram;
import static parley.crm.api.ApiCompany.whatsapp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.Phone;
import parley.crm.Crm;
import parley.crm.Crm.Change;
import parley.crm.CrmContract;
import parley.crm.CrmTrouble;
import parley.crm.NewContact;
import parley.crm.ReceivingCrm;
import parley.crm.Uploads;
import parley.crm.Uploads.Kept;
import parley.rules.StageKind;

/// A CRM that uploads keeps to what every CRM keeps to.
class ApiCrmTest implements CrmContract {

    private final ReceivingCrm there = new ReceivingCrm();
    private final ApiCompany company = new ApiCompany();
    private final Uploads uploads = company.uploads;

    ApiCrmTest() {
        company.address = there.uri();
    }

    @AfterEach
    void close() {
        there.close();
    }

    @Override
    public Crm crm() {
        return company.crm;
    }

    @Override
    public List<EmployeeId> employees() {
        return crm().catalogue().employees().stream().map(one -> one.id()).toList();
    }

    /// A phone stands where these CRMs have phones: at WhatsApp.
    @Override
    public ContactId contact(String name, List<String> phones, String key) {
        if (phones.isEmpty()) {
            return crm().createContact(new NewContact(name, null, phones, List.of(), null), key);
        }
        uploads.contacts().put(List.of(ApiCompany.sentContact(key, null, whatsapp(phones.getFirst()))));
        return new ContactId(key);
    }

    @Override
    public void deletedInCrm(ContactId contact) {
        assertEquals(List.of(), uploads.contacts().remove(List.of(contact.value())));
    }

    @Override
    public void leavesTheCompany(EmployeeId employee) {
        assertEquals(List.of(), uploads.employees().remove(List.of(employee.value())));
    }

    @Test
    void anUploadIsWhatItWasAndTakesThePlaceOfTheOneBefore() {
        var first = sentContact("c-101", "u-1", whatsapp("8 916 456-98-12"), telegram(null, "anna", "+7 916 111"));
        uploads.contacts().put(List.of(first, sentContact("c-102", "gone", whatsapp("79160000000"))));

        assertEquals(first, uploads.contacts().find("c-101").orElseThrow());
        assertEquals(2, uploads.contacts().list(0, 1).count());
        assertEquals(
                List.of("c-102"),
                uploads.contacts().list(1, 100).entities().stream()
                        .map(Uploads.Contact::id)
                        .toList());

        var second = sentContact("c-101", "u-2", telegram("7", null, null));
        uploads.contacts().put(List.of(second));

        assertEquals(second, uploads.contacts().find("c-101").orElseThrow());
        assertEquals(List.of(), crm().findByPhone(new Phone("+79164569812")));
        assertEquals(List.of("x"), uploads.contacts().remove(List.of("x", "c-101")));
    }

    @Test
    void whatIsTheSameIsNoNews() {
        var batch = List.of(sentContact("c-1", "u-1", whatsapp("79160000001")));
        uploads.contacts().put(batch);
        uploads.deals().put(List.of(sentDeal("d-1", "c-1", false)));
        var cursor = cursor();

        uploads.contacts().put(batch);
        uploads.deals().put(List.of(sentDeal("d-1", "c-1", false)));

        assertEquals(cursor, crm().changesSince(cursor, 10).cursor());
    }

    @Test
    void aDealTellsOfWhoeverItBelongsToAndBelongedTo() {
        uploads.deals().put(List.of(sentDeal("d-1", "c-1", false)));
        var cursor = cursor();

        uploads.deals().put(List.of(sentDeal("d-1", "c-2", false)));

        assertEquals(
                List.of(
                        new Change.OfContact(new ContactId("c-1")),
                        new Change.OfDeal(new DealId("d-1"), List.of(new ContactId("c-2")))),
                crm().changesSince(cursor, 10).changes());
        assertEquals(List.of(), crm().deals(new ContactId("c-1")));
    }

    @Test
    void aDealIsClosedWhenItIsSaidToBeAndReopened() {
        uploads.deals().put(List.of(sentDeal("d-1", "c-1", true)));
        var closedAt = card(new DealId("d-1")).closedAt();
        company.now = company.now.plusSeconds(60);
        uploads.deals().put(List.of(new Uploads.Deal("d-1", "u-2", "Doors", null, List.of("c-1"), true)));

        assertEquals(StageKind.CLOSED, card(new DealId("d-1")).kind());
        assertNotNull(closedAt);
        assertEquals(closedAt, card(new DealId("d-1")).closedAt(), "closed when it was closed first");

        uploads.deals().put(List.of(sentDeal("d-1", "c-1", false)));
        assertNull(card(new DealId("d-1")).closedAt());
        assertEquals(StageKind.OPEN, card(new DealId("d-1")).kind());
    }

    @Test
    void aContactWithAUserNameOnlyIsFoundByIt() {
        uploads.contacts().put(List.of(sentContact("c-1", "u-1", telegram(null, "Anna", null))));

        var found = crm().findByAddress(new ChatType("telegram"), "1001", "anna");

        assertEquals(
                List.of(new ContactId("c-1")),
                found.stream().map(one -> one.id()).toList());
    }

    @Test
    void anAddressLearnedSurvivesAnUploadAndIsNotShownToTheCrm() {
        var sent = sentContact("c-1", "u-1", whatsapp("79160000001"));
        uploads.contacts().put(List.of(sent));
        crm().addAddress(new ContactId("c-1"), new parley.crm.MessengerAddress(new ChatType("vk"), "77", null));
        assertEquals(sent, uploads.contacts().find("c-1").orElseThrow());

        uploads.contacts().put(List.of(sentContact("c-1", "u-2", whatsapp("79160000001"))));

        assertEquals(1, crm().findByAddress(new ChatType("vk"), "77", null).size());
    }

    @Test
    void employeesAreLimitedAndTheirPhonesTheirOwn() {
        var taken = new Uploads.Employee("u-8", "Eve", "79160000009");
        assertEquals(new Kept.All(), uploads.employees().put(List.of(taken)));
        assertEquals(
                new Kept.PhoneTaken(1),
                uploads.employees()
                        .put(List.of(sentEmployee("u-9", "Sam"), new Uploads.Employee("u-10", "Pia", "79160000009"))));
        assertEquals(true, uploads.employees().find("u-9").isEmpty(), "whole or not at all");

        // The phone changes hands within one batch.
        assertEquals(
                new Kept.All(),
                uploads.employees()
                        .put(List.of(sentEmployee("u-8", "Eve"), new Uploads.Employee("u-10", "Pia", "79160000009"))));
        assertEquals(
                "79160000009", uploads.employees().find("u-10").orElseThrow().phone());

        var many = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(n -> sentEmployee("many-" + n, "Employee"))
                .toList();
        assertEquals(new Kept.TooMany(1_000), uploads.employees().put(many));
    }

    @Test
    void pipelinesComeAllAtOnceAndOneWithoutStagesCanBeChosen() {
        var shown = crm().catalogue().pipelines();
        assertEquals(
                List.of("New", "Repairs"),
                shown.stream().map(one -> one.stages().getFirst().name()).toList());

        uploads.pipelines(List.of());

        assertEquals(List.of(), crm().catalogue().pipelines());
    }

    @Test
    void changesAreForgottenAWeekAfterTheyWereRead() {
        uploads.contacts().put(List.of(sentContact("c-1", "u-1", whatsapp("79011112233"))));
        var read = crm().changesSince(0, 100).cursor();
        uploads.contacts().put(List.of(sentContact("c-2", "u-1", whatsapp("79011112244"))));
        assertEquals(0, forgets(read), "not before a week is over");

        company.now = company.now.plus(Duration.ofDays(8));
        assertEquals(read, forgets(read));
        assertEquals(0, forgets(read));
        assertEquals(
                List.of(new Change.OfContact(new ContactId("c-2"))),
                crm().changesSince(0, 100).changes(),
                "what nobody has read stays");
    }

    private int forgets(long read) {
        return ApiCompany.database()
                .inTransaction(tx -> company.type.forget(tx, company.account, new IntegrationId(1), read));
    }

    @Test
    void thereAreNoLeadsAndNoTimeline() {
        assertEquals(new Crm.Capabilities(false, false, true, 0), crm().capabilities());
        var note = new Crm.Note("text", null, AT);
        var target = new Crm.NoteTarget(new ContactId("c-1"), null);
        var trouble = assertThrows(CrmTrouble.class, () -> crm().addNote(target, note, "key"));
        assertEquals(CrmTrouble.Kind.REFUSED, trouble.kind());
        assertInstanceOf(Crm.Found.Gone.class, crm().contact(new ContactId("c-1")));
    }

    /// One request at a time: whoever asks meanwhile waits for its record.
    @Override
    @Test
    public void twentyWhoCreateAtOnceWithOneKeyGetOneRecord() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 20; n++) {
                threads.submit(() -> contact("Anna", List.of(), "race"));
            }
        }
        assertEquals(List.of("createContact"), there.kinds());
        assertEquals(new ContactId("101"), contact("Anna", List.of(), "race"));
    }
}
