package parley.crm.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.crm.api.ApiCompany.sentContact;
import static parley.crm.api.ApiCompany.sentDeal;
import static parley.crm.api.ApiCompany.whatsapp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.crm.ReceivingCrm;
import parley.crm.ReceivingCrm.Reply;
import parley.platform.Json;

/// What a CRM by API is asked to create, and what becomes of its answers (api-v3 6.5).
class CreationsTest {

    private static final EmployeeId TONY = new EmployeeId("u-2");
    private static final StageRef NEW = new StageRef(new PipelineId("p1"), new StageId("s1"));

    private final ReceivingCrm there = new ReceivingCrm();
    private final ApiCompany company = new ApiCompany();
    private final Crm crm = company.crm;

    CreationsTest() {
        company.address = there.uri();
    }

    @AfterEach
    void close() {
        there.close();
    }

    private ContactId anna() {
        var address = new MessengerAddress(new ChatType("whatsapp"), "79011112233", null);
        return crm.createContact(
                new NewContact("Anna", TONY, List.of("+79011112233"), List.of(address), null), "decision:1:contact");
    }

    private DealId deal(ContactId contact) {
        return crm.createDeal(new NewDeal("Anna", contact, TONY, NEW), "decision:1:deal");
    }

    private @Nullable Duration waits(Runnable creation) {
        var trouble = assertThrows(CrmTrouble.class, creation::run);
        assertEquals(CrmTrouble.Kind.UNKNOWN_OUTCOME, trouble.kind());
        return trouble.retryAfter();
    }

    private Duration asksAgain(Runnable creation) {
        var trouble = assertThrows(CrmTrouble.class, creation::run);
        assertEquals(CrmTrouble.Kind.TEMPORARY, trouble.kind());
        return trouble.retryAfter();
    }

    @Test
    void aContactAndThenADealAreAskedForAsTheContractSays() {
        var contact = anna();
        var deal = deal(contact);

        assertEquals(Json.tree("""
            {"createContact":{"responsibleUserId":"u-2","name":"Anna",
             "contactData":[{"chatType":"whatsapp","chatId":"79011112233"}],"source":"auto"}}
            """), there.calls().getFirst().body());
        assertEquals(Json.tree("""
            {"createDeal":{"responsibleUserId":"u-2","contacts":["101"],"source":"auto",
             "pipelineId":"p1","stageId":"s1"}}
            """), there.calls().getLast().body());
        assertEquals("Bearer crm-key", there.calls().getFirst().authorization());
        assertEquals(new ContactId("101"), contact);
        assertEquals(TONY, crm.contact(contact).present().orElseThrow().responsible());
        assertEquals(deal, crm.deals(contact).getFirst().id());
        assertEquals(
                "Anna", company.uploads.deals().find(deal.value()).orElseThrow().name());
    }

    @Test
    void aDealThatAnEmployeeWantsSaysSoAndNeedsNoStage() {
        crm.createDeal(new NewDeal("Anna", new ContactId("c-101"), TONY, null, Crm.Wish.EMPLOYEE), "wish:1");

        assertEquals(Json.tree("""
            {"createDeal":{"responsibleUserId":"u-2","contacts":["c-101"],"source":"byUser"}}
            """), there.calls().getFirst().body());
    }

    @Test
    void aPipelineWithoutStagesIsNamedAlone() {
        var stage = new StageRef(new PipelineId("p2"), new StageId("p2"));
        crm.createDeal(new NewDeal("Anna", new ContactId("c-101"), TONY, stage), "wish:2");

        assertEquals("p2", there.calls().getFirst().deal().path("pipelineId").asString());
        assertTrue(there.calls().getFirst().deal().path("stageId").isMissingNode());
    }

    @Test
    void whatTheAnswerSaysCountsAndTheRestIsAsAskedFor() {
        there.answers = _ -> new Reply(201, "[{\"id\":77,\"responsibleUserId\":\"u-1\",\"uri\":\"https://crm/77\"}]");

        var contact = crm.contact(anna()).present().orElseThrow();

        assertEquals(new ContactId("77"), contact.id());
        assertEquals(new EmployeeId("u-1"), contact.responsible());
        assertEquals("Anna", contact.name());
        assertEquals(List.of("79011112233"), contact.phones());
        assertEquals("https://crm/77", crm.links().contact(contact.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"ok\":true}", "<html>", "[]"})
    void aCrmThatOnlySaysYesIsNotAskedAgainAndItsRecordIsWaitedFor(String yes) {
        there.answers = _ -> new Reply(200, yes);
        waits(this::anna);
        waits(this::anna);
        assertEquals(List.of("createContact"), there.kinds());

        company.uploads.contacts().put(List.of(sentContact("c-5", "u-2", whatsapp("8 901 111-22-33"))));

        assertEquals(new ContactId("c-5"), anna());
        waits(() -> deal(new ContactId("c-5")));
        company.now = company.now.plusSeconds(3);
        company.uploads.deals().put(List.of(sentDeal("d-5", "c-5", false)));
        assertEquals(new DealId("d-5"), deal(new ContactId("c-5")));
        assertEquals(List.of("createContact", "createDeal"), there.kinds());
    }

    @Test
    void aDealThatCameWithTheContactIsNotAskedForAgain() {
        there.answers = _ -> new Reply(200, "{}");
        waits(this::anna);
        company.now = company.now.plusSeconds(3);
        company.uploads.contacts().put(List.of(sentContact("c-5", "u-2", whatsapp("79011112233"))));
        company.uploads.deals().put(List.of(sentDeal("d-5", "c-5", false)));

        assertEquals(new DealId("d-5"), deal(anna()));
        assertEquals(List.of("createContact"), there.kinds());
    }

    @Test
    void aDealThatTheCrmHasClosedMeanwhileIsNotTheNewOne() {
        var contact = anna();
        company.now = company.now.plusSeconds(3);
        company.uploads.deals().put(List.of(sentDeal("d-5", contact.value(), true)));

        crm.createDeal(new NewDeal("Anna", contact, TONY, NEW), "decision:2:deal");

        assertEquals(List.of("createContact", "createDeal"), there.kinds(), "R37");
    }

    @Test
    void whatTheCrmRefusedIsAskedAgainUnderTheSameIdLaterAndLater() {
        there.answers = _ -> new Reply(503, "");
        var first = asksAgain(this::anna);
        var second = asksAgain(this::anna);
        assertTrue(first.compareTo(Duration.ofSeconds(6)) < 0, first.toString());
        assertTrue(second.compareTo(Duration.ofMinutes(4)) > 0, second.toString());

        there.answers = reply -> reply;

        assertEquals(new ContactId("103"), anna());
        assertEquals(3, there.calls().size());
        assertEquals(
                1, there.calls().stream().map(ReceivingCrm.Call::id).distinct().count());
    }

    @Test
    void nobodyAtTheAddressIsAskedAgain() {
        company.address = URI.create("http://127.0.0.1:9/");
        asksAgain(this::anna);
        company.address = there.uri();

        assertEquals(new ContactId("101"), anna());
    }

    @Test
    void anAddressThatWasGivenUpIsAskedOnceItIsBack() {
        company.away = true;
        assertTrue(crm.capabilities().createsDeals(), "R76");
        assertEquals(Duration.ofMinutes(10), asksAgain(this::anna));
        assertEquals(Duration.ofMinutes(10), asksAgain(this::anna), "however often");
        assertEquals(List.of(), there.kinds());

        company.away = false;
        assertEquals(new ContactId("101"), anna());
        assertEquals(List.of("createContact"), there.kinds());
    }

    @Test
    void anAnswerThatGotLostIsNotAskedForAgain() {
        there.answers = _ -> new Reply(0, "");
        waits(this::anna);
        there.answers = reply -> reply;
        waits(this::anna);
        assertEquals(1, there.calls().size());

        company.uploads.contacts().put(List.of(sentContact("c-5", "u-2", whatsapp("79011112233"))));

        assertEquals(new ContactId("c-5"), anna());
    }

    @Test
    void anHourAfterAnAnswerGotLostSomebodyDecidesWhetherItIsSentAgain() {
        there.answers = _ -> new Reply(0, "");
        waits(this::anna);
        company.now = company.now.plus(Duration.ofHours(1));
        assertNull(waits(this::anna), "no job comes again by itself");
        assertEquals(1, there.calls().size());

        there.answers = reply -> reply;
        assertEquals(new ContactId("102"), anna());
        assertEquals(
                1, there.calls().stream().map(ReceivingCrm.Call::id).distinct().count());
        assertEquals(2, there.calls().size());
    }

    @Test
    void whatCameMeanwhileIsNotSentAgain() {
        there.answers = _ -> new Reply(0, "");
        waits(this::anna);
        company.now = company.now.plus(Duration.ofHours(1));
        assertNull(waits(this::anna));
        company.uploads.contacts().put(List.of(sentContact("c-5", "u-2", whatsapp("79011112233"))));

        assertEquals(new ContactId("c-5"), anna());
        assertEquals(1, there.calls().size());
    }

    @Test
    void itWaitsLongerAndLongerForWhatWakesItAnyway() {
        there.answers = _ -> new Reply(200, "{}");
        waits(this::anna);
        company.now = company.now.plus(Duration.ofMinutes(3));
        assertEquals(Duration.ofMinutes(3), waits(this::anna));
        company.now = company.now.plus(Duration.ofHours(3));
        assertEquals(Duration.ofMinutes(10), waits(this::anna));
    }
}
