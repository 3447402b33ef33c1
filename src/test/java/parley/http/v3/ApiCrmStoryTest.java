package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.crm.ReceivingCrm.Reply;
import parley.story.Hub;
import parley.story.Person;
import tools.jackson.databind.JsonNode;

/// The rules with a CRM that is connected by API, over HTTP from end to end.
class ApiCrmStoryTest {

    private static final String ANNA = "79011112233";
    private static final String BORIS = "79011112244";

    private final ApiShop shop = new ApiShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private void asked(String... kinds) {
        Hub.await(List.of(kinds), shop.there::kinds);
    }

    @Test
    void byTurnTheContactAndTheDealAreAskedForAtTheMessageOnce() {
        shop.byTurn();
        shop.clientWrites(ANNA, "Hello");
        shop.clientWrites(ANNA, "Anybody?");
        asked("createContact", "createDeal");
        shop.clientWrites(BORIS, "Hello");
        asked("createContact", "createDeal", "createContact", "createDeal");

        var contact = shop.there.calls().get(0).contact();
        assertEquals("u-1", contact.path("responsibleUserId").asString(), "R27, R28");
        assertEquals(ANNA, contact.path("contactData").path(0).path("chatId").asString());
        assertEquals("auto", contact.path("source").asString());
        var deal = shop.there.calls().get(1).deal();
        assertEquals(
                List.of("p1", "s1"),
                List.of(deal.path("pipelineId").asString(), deal.path("stageId").asString()));
        assertEquals("Bearer 0123456789abcdef", shop.there.calls().get(1).authorization());
        assertEquals(
                "u-2",
                shop.there.calls().get(2).contact().path("responsibleUserId").asString());
        Hub.await(List.of(ANNA), shop.tony::clients);
        Hub.await(List.of(BORIS), shop.scrooge::clients);

        shop.clientWrites(ANNA, "Still here");
        Hub.await(true, () -> shop.tony.reads(ANNA).contains("Still here"));
        assertEquals(4, shop.there.calls().size(), "R30");
    }

    @Test
    void ofTwentyRepliesTheFirstMakesTheClientHisAndOneDealIsAskedFor() throws Exception {
        shop.toTheFirst();
        shop.clientWrites(ANNA, "Hello");
        Hub.await(
                true,
                () -> shop.tony.clients().contains(ANNA)
                        && shop.scrooge.clients().contains(ANNA));
        assertEquals(List.of(), shop.there.kinds(), "asked for at the reply");
        var chat = shop.tony.chat(ANNA).path("id").asString();

        var statuses = new ArrayList<Future<Person.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 20; n++) {
                var seller = n % 2 == 0 ? shop.tony : shop.scrooge;
                statuses.add(threads.submit(() ->
                        seller.writes(chat, "I am first", UUID.randomUUID().toString())));
            }
        }
        asked("createContact", "createDeal");

        var winner = shop.there
                .calls()
                .getFirst()
                .contact()
                .path("responsibleUserId")
                .asString();
        var loser = winner.equals("u-1") ? shop.scrooge : shop.tony;
        assertTrue(List.of("u-1", "u-2").contains(winner));
        Hub.await(List.of(), loser::clients);
        int won = 0;
        for (var answer : statuses) {
            won += answer.get().status() == 202 ? 1 : 0;
        }
        assertEquals(10, won, "R26: the winner's own replies all go");
        Hub.await(10, () -> shop.post.texts().size());
    }

    @Test
    void theCrmHandsAClientOverByAnUpsert() {
        shop.byTurn();
        shop.sendsContact("c-1", "u-1", "+7 (901) 111-22-33");
        shop.clientWrites(ANNA, "Hello");
        Hub.await(List.of(ANNA), shop.tony::clients);
        assertEquals(List.of(), shop.there.kinds(), "R31, R32c: he is known, and gets no deal");

        shop.sendsContact("c-1", "u-2", ANNA);
        Hub.await(List.of(), shop.tony::clients);
        Hub.await(List.of(ANNA), shop.scrooge::clients);

        // R22: an open deal's responsible sees the client, too; of a closed one only the last counts.
        shop.sendsDeal("d-1", "u-1", "c-1", false);
        Hub.await(List.of(ANNA), shop.tony::clients);
        shop.sendsDeal("d-2", "u-2", "c-1", false);
        shop.sendsDeal("d-1", "u-1", "c-1", true);
        Hub.await(List.of(), shop.tony::clients);
        assertEquals("{}", shop.company.crm.delete("/v3/deals/d-2").text());
        Hub.await(List.of(ANNA), shop.tony::clients);
    }

    @Test
    void theClientOfAClosedDealGetsANewOneWhereTheSettingsSaySo() {
        shop.agree("BY_TURN", "p1", "s1", settings -> settings.put("closedDeal", "CREATE"));
        shop.sendsContact("c-1", "u-2", ANNA);
        shop.sendsDeal("d-1", "u-2", "c-1", true);

        shop.clientWrites(ANNA, "Again");
        asked("createDeal");
        shop.clientWrites(ANNA, "And again");
        Hub.await(true, () -> shop.scrooge.reads(ANNA).contains("And again"));

        var deal = shop.there.calls().getFirst().deal();
        assertEquals("u-2", deal.path("responsibleUserId").asString(), "R37");
        assertEquals("c-1", deal.path("contacts").path(0).asString());
        assertEquals(1, shop.there.calls().size());
    }

    @Test
    void otherwiseHisMessagesGoToTheDealClosedLast() {
        shop.byTurn();
        shop.sendsContact("c-1", "u-2", ANNA);
        shop.sendsDeal("d-1", "u-2", "c-1", true);

        shop.clientWrites(ANNA, "Again");
        Hub.await(List.of(ANNA), shop.scrooge::clients);

        var card =
                shop.scrooge.get("/chats/" + shop.scrooge.chat(ANNA).path("id").asString() + "/card");
        assertEquals("closed", card.json().path("deals").path(0).path("state").asString(), "R36");
        assertEquals(
                "https://crm.example.com/d-1",
                card.json().path("deals").path(0).path("url").asString());
        assertEquals(List.of(), shop.there.kinds());
    }

    @Test
    void withTheSwitchOffTheClientIsHisEmployeesInParleyAlone() {
        shop.byTurn();
        var off = shop.company.crm.patch("/v3/webhooks", "{\"subscriptions\":{\"contactsAndDealsCreation\":false}}");
        assertEquals(200, off.status(), off.toString());

        shop.clientWrites(ANNA, "Hello");
        Hub.await(List.of(ANNA), shop.tony::clients);
        shop.clientWrites(BORIS, "Hello");
        Hub.await(List.of(BORIS), shop.scrooge::clients);
        shop.clientWrites(ANNA, "Still");
        Hub.await(true, () -> shop.tony.reads(ANNA).contains("Still"));
        assertEquals(List.of(), shop.there.kinds());

        // What is agreed anew does not give him away anew (R30), and the CRM's word counts once it has one.
        shop.toTheFirst();
        shop.clientWrites(ANNA, "Hello?");
        Hub.await(true, () -> shop.tony.reads(ANNA).contains("Hello?"));
        assertEquals(List.of(BORIS), shop.scrooge.clients());
        shop.sendsContact("c-1", "u-2", ANNA);
        Hub.await(List.of(), shop.tony::clients);
    }

    /// R76: nobody has decided to do without the CRM.
    @Test
    void anAddressThatWasGivenUpIsACrmThatIsAway() {
        shop.byTurn();
        shop.company.crm.patch("/v3/webhooks", "{\"subscriptions\":{\"messagesAndStatuses\":true}}");
        shop.sendsContact("c-1", "u-2", ANNA);
        shop.there.answers = _ -> new Reply(410, "");
        shop.clientWrites(ANNA, "Hello");
        Hub.await("off", () -> webhook().path("state").asString());

        shop.there.answers = UnaryOperator.identity();
        shop.clientWrites(BORIS, "Hello");
        Hub.await(List.of(BORIS), shop.tony::clients);
        Hub.await(true, () -> waits("the CRM does not take the request"));
        assertEquals(List.of("messages"), shop.there.kinds(), "it is left alone");

        var on = shop.company.crm.patch("/v3/webhooks", "{\"webhooksUri\":\"%s\"}".formatted(shop.there.uri()));
        assertEquals(200, on.status(), on.toString());
        shop.hub.later(Duration.ofMinutes(10));
        Hub.await(
                List.of("createContact", "createDeal"),
                () -> shop.there.kinds().stream()
                        .filter(kind -> kind.startsWith("create"))
                        .toList());
    }

    /// Contract, 6.5.
    @Test
    void whatGotNoAnswerIsSentAgainFromTheHealthPage() {
        shop.byTurn();
        shop.there.answers = _ -> new Reply(0, "");
        shop.clientWrites(ANNA, "Hello");
        Hub.await(true, () -> waits("the CRM has not sent the record yet"));
        shop.hub.later(Duration.ofHours(1));
        Hub.await("unknown", () -> stuck().path("state").asString());
        assertEquals(List.of("createContact"), shop.there.kinds());

        shop.there.answers = UnaryOperator.identity();
        var again = shop.hub.owner().post("/health/jobs/" + stuck().path("id").asString() + "/redeliver", "{}");
        assertEquals(204, again.status(), again.toString());
        asked("createContact", "createContact", "createDeal");
        assertEquals(shop.there.calls().get(0).id(), shop.there.calls().get(1).id());
    }

    private JsonNode stuck() {
        return shop.hub.owner().get("/health").json().path("stuck").path(0);
    }

    private JsonNode webhook() {
        return shop.hub.owner().get("/webhooks").json().path("rows").path(0);
    }

    private boolean waits(String why) {
        var found = new AtomicBoolean();
        shop.hub.inItsDatabase(tx -> found.set(
                tx.createQuery("SELECT EXISTS (SELECT FROM job WHERE state = 'due' AND last_error LIKE '%' || :why)")
                        .bind("why", why)
                        .mapTo(Boolean.class)
                        .one()));
        return found.get();
    }

    /// R50: there is no timeline, and nothing waits for one.
    @Test
    void nothingIsWrittenIntoATimeline() {
        shop.byTurn();
        assertEquals(
                false, shop.hub.settings().path("capabilities").path("timeline").asBoolean(true));
        shop.clientWrites(ANNA, "Hello");
        asked("createContact", "createDeal");
        shop.hub.later(Duration.ofDays(2));

        Hub.await(
                0,
                () -> shop.hub
                        .owner()
                        .get("/health")
                        .json()
                        .path("jobs")
                        .path("dead")
                        .asInt(0));
        assertEquals(2, shop.there.calls().size());
    }
}
