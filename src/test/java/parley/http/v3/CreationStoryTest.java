package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.crm.ReceivingCrm.Reply;
import parley.platform.Json;
import parley.story.Hub;

/// What a CRM by API is asked to create, over HTTP from end to end (contract 6.5).
class CreationStoryTest {

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
    void whileTheCrmIsDownChatsGoOnAndThenEverythingIsDoneOnce() {
        shop.byTurn();
        shop.there.answers = _ -> new Reply(503, "");
        shop.clientWrites(ANNA, "Hello");
        Hub.await(List.of(ANNA), shop.tony::clients);
        shop.clientWrites(BORIS, "Hello");
        Hub.await(List.of(BORIS), shop.scrooge::clients);
        assertEquals(202, shop.tony.replies(ANNA, "I am here").status());
        Hub.await(List.of("I am here"), shop.post::texts);
        Hub.await(true, () -> shop.there.calls().size() >= 2);

        shop.there.answers = reply -> reply;
        shop.hub.later(Duration.ofHours(1));

        Hub.await(2, () -> shop.company.reads("/v3/deals").path("count").asInt());
        assertEquals(2, shop.company.reads("/v3/contacts").path("count").asInt());
        var ids = new HashSet<String>();
        shop.there.calls().forEach(call -> ids.add(call.id()));
        assertEquals(4, ids.size(), "each wish under one id, however often it was repeated");
    }

    @Test
    void aCrmThatOnlySaysYesSendsTheRecordsWhenItLikes() {
        shop.byTurn();
        shop.there.answers = _ -> new Reply(200, "{\"ok\":true}");
        shop.clientWrites(ANNA, "Hello");
        asked("createContact");
        Hub.await(List.of(ANNA), shop.tony::clients);

        shop.sendsContact("c-1", "u-1", ANNA);
        asked("createContact", "createDeal");
        shop.sendsDeal("d-1", "u-1", "c-1", false);

        Hub.await(
                "d-1",
                () -> shop.tony
                        .get("/chats/" + shop.tony.chat(ANNA).path("id").asString() + "/card")
                        .json()
                        .path("deals")
                        .path(0)
                        .path("id")
                        .asString(""));
        assertEquals(2, shop.there.calls().size());
    }

    @Test
    void aCrmWithoutPipelinesIsAskedForContactsAlone() {
        shop.company.sends("/v3/pipelines", "[]");
        shop.company.refresh();
        shop.agree("BY_TURN", null, null, _ -> {});
        shop.clientWrites(ANNA, "Hello");
        asked("createContact");
        Hub.await(List.of(ANNA), shop.tony::clients);
        shop.clientWrites(BORIS, "Hello");
        asked("createContact", "createContact");

        Hub.await(List.of(BORIS), shop.scrooge::clients);
    }

    @Test
    void aSellerAsksForADealAndWaitsForTheAnswer() {
        shop.byTurn();
        shop.sendsContact("c-1", "u-1", ANNA);
        shop.clientWrites(ANNA, "Hello");
        Hub.await(List.of(ANNA), shop.tony::clients);
        var chat = shop.tony.chat(ANNA).path("id").asString();
        var card = shop.tony.get("/chats/" + chat + "/card").json();
        assertTrue(card.path("asksDeal").asBoolean(false), card.toString());
        var wish = "{\"cid\":\"%s\"}".formatted(UUID.randomUUID());

        var made = shop.tony.post("/chats/" + chat + "/deals", wish);

        assertEquals(201, made.status(), made.toString());
        assertEquals(
                made.text(), shop.tony.post("/chats/" + chat + "/deals", wish).text(), "the same wish");
        assertEquals(Json.tree("""
            {"responsibleUserId":"u-1","contacts":["c-1"],"source":"byUser","pipelineId":"p1","stageId":"s1"}
            """), shop.there.calls().getFirst().deal());
        assertEquals(1, shop.there.calls().size());
        Hub.await(
                made.json().path("id").asString(),
                () -> shop.tony
                        .get("/chats/" + chat + "/card")
                        .json()
                        .path("deals")
                        .path(0)
                        .path("id")
                        .asString(""));

        shop.there.answers = _ -> new Reply(200, "{}");
        assertEquals(202, shop.tony.post("/chats/" + chat + "/deals", another()).status(), "it comes by itself");
        shop.there.answers = _ -> new Reply(500, "");
        assertEquals(424, shop.mary.post("/chats/" + chat + "/deals", another()).status());
        assertEquals(
                403, shop.scrooge.post("/chats/" + chat + "/deals", another()).status(), "R42");
        assertEquals(3, shop.there.calls().size());
    }

    private static String another() {
        return "{\"cid\":\"" + UUID.randomUUID() + "\"}";
    }
}
