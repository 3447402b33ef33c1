package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.SendResult;

/// What a visitor's browser and the hub say to each other.
class VisitorTest {

    @Test
    @DisplayName("R70, R73: an id is one message: same body 200, other body 409, at the hub once")
    void anIdIsOneMessage() {
        var shop = new Shop();
        var token = shop.visitor();

        var first = shop.writes(token, Shop.cid(1), "Hello");
        var again = shop.writes(token, Shop.cid(1), "Hello");
        var other = shop.writes(token, Shop.cid(1), "Bye");

        assertEquals(List.of(201, 200, 409), List.of(first.status(), again.status(), other.status()));
        assertEquals(Shop.json(first), Shop.json(again));
        assertEquals(1, shop.heard(Inbound.Message.class).size());
    }

    @Test
    @DisplayName("R70: what is not durable is not acknowledged, and the repetition heals it")
    void whatIsNotDurableIsNotAcknowledged() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.hubIsAway = true;
        var refused = shop.writes(token, Shop.cid(1), "Hello");
        assertEquals(503, refused.status());
        assertTrue(refused.headers().containsKey("Retry-After"));
        assertEquals(0, shop.events(token, 0).size());

        shop.hubIsAway = false;
        assertEquals(201, shop.writes(token, Shop.cid(1), "Hello").status());
        assertEquals(
                "Hello", shop.heard(Inbound.Message.class).getLast().content().text());
    }

    @Test
    @DisplayName("R73: the same id of two visitors is two messages")
    void idsBelongToTheirVisitor() {
        var shop = new Shop();
        assertEquals(201, shop.writes(shop.visitor(), Shop.cid(1), "Hello").status());
        assertEquals(201, shop.writes(shop.visitor(), Shop.cid(1), "Hello").status());
        assertEquals(2, shop.heard(Inbound.Message.class).size());
    }

    @Test
    void anAnswerComesBackInOrderAndIsResumedByEventId() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "Hello");
        shop.answers("a", "Good day");
        shop.answers("b", "How can I help?");

        var all = shop.events(token, 0);
        var rest = shop.events(token, 2);

        assertEquals(3, all.size());
        assertEquals("Bruce", all.get(1).path("rep").path("name").asString());
        assertEquals("3", rest.get(0).path("event_id").asString());
        assertEquals("How can I help?", rest.get(0).path("text").asString());
        var page = Shop.json(shop.ask("GET", "events?before=3", token, ""));
        assertEquals(all.get(1), page.path("events").get(1));
    }

    @Test
    void editsDeletionsAndReactionsAreTold() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "Hello");
        var sent = assertInstanceOf(SendResult.Accepted.class, shop.answers("a", "Godo day"));
        var id = sent.externalIds().getFirst();
        var to = shop.writer();

        shop.connection().send(new Outbound.Edit(to, new MessageId(1), id, "Good day", false));
        shop.connection().send(new Outbound.React(to, new MessageId(1), id, "👍"));
        shop.connection().send(new Outbound.Delete(to, new MessageId(1), id));
        shop.connection().send(new Outbound.Delete(to, new MessageId(1), id));

        var told = shop.events(token, 2);
        assertEquals(3, told.size());
        assertEquals("Good day", told.get(0).path("text").asString());
        assertEquals("👍", told.get(1).path("emoji").asString());
        assertEquals(Events.DELETED, told.get(2).path("type").asString());
    }

    @Test
    @DisplayName("R72: delivered when the browser asks for what comes after it, read when the visitor has seen it")
    void statusesFollowTheBrowser() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "Hello");
        shop.answers("a", "Good day");
        shop.events(token, 0);
        assertEquals(List.of(), shop.heard(Inbound.Status.class));

        shop.events(token, 2);
        shop.events(token, 2);
        assertEquals(
                DeliveryStatus.DELIVERED, only(shop.heard(Inbound.Status.class)).status());

        shop.ask("POST", "read", token, "{'up_to_event_id':'2'}");
        shop.ask("POST", "read", token, "{'up_to_event_id':'1'}");
        var last = shop.heard(Inbound.Status.class).getLast();
        assertEquals(DeliveryStatus.READ, last.status());
        assertEquals("out:a", last.externalId());
        assertEquals(2, shop.heard(Inbound.Status.class).size());
        assertEquals(Events.READ, shop.events(token, 2).get(0).path("type").asString());
    }

    @Test
    void anAcknowledgementOfEventsThatNeverWereHidesNoLaterOnes() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "Hello");
        shop.events(token, 999_999);
        shop.answers("a", "Good day");

        shop.events(token, 2);

        assertEquals(
                DeliveryStatus.DELIVERED, only(shop.heard(Inbound.Status.class)).status());
    }

    @Test
    void afterARestartEverythingIsStillThere() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "Hello");
        shop.restarts();

        var session = Shop.json(shop.ask("POST", "session", null, "{'visitor_token':'" + token + "'}"));

        assertEquals("1", session.path("last_event_id").asString());
        assertEquals(200, shop.writes(token, Shop.cid(1), "Hello").status());
    }

    @Test
    @DisplayName("R31: what nobody vouches for finds no contact")
    void typedDataIsUnverified() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.ask("POST", "contact", token, "{'name':'Anna','phone':'8 (916) 456-98-12','consent':true}");
        shop.writes(token, Shop.cid(1), "Hello");

        var client = only(shop.heard(Inbound.Message.class)).client();
        assertEquals("Anna", client.name());
        assertEquals("89164569812", client.address().phone(), "R52: how the 8 is read is the integration's setting");
        assertFalse(client.verified());
    }

    @Test
    @DisplayName("R31: only the site's own server can vouch for a visitor, for a day")
    void signedDataIsVerified() {
        var secret = "a secret that only the site knows";
        var shop = new Shop(Map.of(WebForm.IDENTIFY_SECRET, secret));
        var ts = Long.toString(Shop.NOW.getEpochSecond());

        assertTrue(identified(shop, ts, sign(secret, "7", "anna@example.com", "+79164569812", ts))
                .verified());
        assertFalse(identified(
                        shop,
                        ts,
                        sign("another secret of the same length", "7", "anna@example.com", "+79164569812", ts))
                .verified());
        assertFalse(identified(shop, ts, sign(secret, "8", "anna@example.com", "+79164569812", ts))
                .verified());
        assertFalse(identified(shop, ts, "").verified());
        shop.later(Duration.ofHours(25));
        assertFalse(identified(shop, ts, sign(secret, "7", "anna@example.com", "+79164569812", ts))
                .verified());
    }

    private static Inbound.Client identified(Shop shop, String ts, String sig) {
        var body = """
            {'identify':{'user_id':'7','name':'Anna','email':'anna@example.com','phone':'+79164569812','ts':'%s',
             'sig':'%s'}}\
            """.formatted(ts, sig);
        var token = Shop.json(shop.ask("POST", "session", null, body))
                .path("visitor_token")
                .asString();
        shop.writes(token, Shop.cid(1), "Hello");
        return shop.heard(Inbound.Message.class).getLast().client();
    }

    private static String sign(String secret, String user, String email, String phone, String ts) {
        return Sealed.hex(secret, "v1\n" + user + "\n" + email + "\n" + phone + "\n" + ts);
    }

    @Test
    void anotherPersonOnTheSameComputerDoesNotReadTheFirstOnesChat() {
        var secret = "a secret that only the site knows";
        var shop = new Shop(Map.of(WebForm.IDENTIFY_SECRET, secret));
        var ts = Long.toString(Shop.NOW.getEpochSecond());
        var form = "{'visitor_token':'%s','identify':{'user_id':'%s','ts':'%s','sig':'%s'}}";
        var anna = session(shop, form.formatted("", "anna", ts, sign(secret, "anna", "", "", ts)));
        shop.writes(anna, Shop.cid(1), "Mine");

        var boris = session(shop, form.formatted(anna, "boris", ts, sign(secret, "boris", "", "", ts)));
        var annaAgain = session(shop, form.formatted(anna, "anna", ts, sign(secret, "anna", "", "", ts)));

        assertEquals(0, shop.events(boris, 0).size());
        assertEquals(1, shop.events(annaAgain, 0).size());
    }

    private static String session(Shop shop, String body) {
        return Shop.json(shop.ask("POST", "session", null, body))
                .path("visitor_token")
                .asString();
    }

    @Test
    void typingGoesToTheHubOnlyFromWhoHasWritten() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.ask("POST", "typing", token, "");
        assertEquals(0, shop.heard().size());
        shop.writes(token, Shop.cid(1), "Hello");
        assertEquals(204, shop.ask("POST", "typing", token, "").status());
        assertEquals(1, shop.heard(Inbound.Typing.class).size());
    }

    @Test
    void thePageIsToldOnlyWhereTheOwnerWantsIt() {
        var body = "{'client_message_id':'%s','text':'Hi','page_url':'https://shop.example/a'}".formatted(Shop.cid(1));
        var shy = new Shop();
        shy.ask("POST", "messages", shy.visitor(), body);
        assertNull(only(shy.heard(Inbound.Message.class)).content().details().get("page"));
        var open = new Shop(Map.of(WebForm.PAGE_ADDRESS, "true"));
        open.ask("POST", "messages", open.visitor(), body);
        assertEquals(
                "https://shop.example/a",
                only(open.heard(Inbound.Message.class)).content().details().get("page"));
    }

    private static <T> T only(List<T> list) {
        assertEquals(1, list.size(), list.toString());
        return list.getFirst();
    }
}
