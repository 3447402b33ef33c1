package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.story.Hub;
import parley.story.PaperProgram;
import tools.jackson.databind.JsonNode;

@DisplayName("Messages that programs read again: contract, 9.6")
class HistoryTest {

    private static MessengerShop shop;

    @BeforeAll
    static void open() {
        shop = new MessengerShop(List.of("--webhook-hosts=127.0.0.1"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static JsonNode page(String more) {
        var answer = shop.crm.get("/v3/messages?chatType=whatsapp&chatId=" + more);
        assertEquals(200, answer.status(), answer.toString());
        return answer.json();
    }

    private static List<String> texts(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(item -> item.path("text").asString())
                .toList();
    }

    @Test
    @DisplayName("newest first over all channels of the client, in pages that stay while messages arrive")
    void pages() {
        shop.clientWrites("whatsapp", "79017770001", "One");
        shop.sends("whatsapp", "whatsapp", "79017770001", "Two");
        shop.sends("whatsapp", "whatsapp", "79017770001", "Three");
        shop.clientWrites("wapi", "79017770001", "Four");
        Hub.await("all are there", () -> texts(page("79017770001")).size() == 4);

        var first = page("%2B7+901+777-00-01&limit=3");
        assertEquals(List.of("Four", "Three", "Two"), texts(first));
        assertEquals("inbound", first.path("data").get(0).path("status").asString());
        assertTrue(first.path("data").get(1).path("isEcho").asBoolean());
        shop.sends("whatsapp", "whatsapp", "79017770001", "Five");
        var second =
                page("79017770001&limit=3&cursor=" + first.path("nextCursor").asString());
        assertEquals(List.of("One"), texts(second));
        assertTrue(second.path("nextCursor").isNull());

        assertEquals(List.of("Four"), texts(page("79017770001&channelId=" + shop.id("wapi"))));
        assertEquals(List.of(), texts(page("79017770001&to=2001-01-01T00:00:00Z")));
        assertEquals(5, texts(page("79017770001&from=2001-01-01T00:00:00Z")).size());
    }

    @Test
    @DisplayName("a deleted message comes without its text, and one that is not known is not found")
    void one() {
        var id = shop.sends("whatsapp", "whatsapp", "79017770002", "Oops");
        assertEquals(
                "Oops", shop.crm.get("/v3/messages/" + id).json().path("text").asString());
        Hub.await("it has gone", () -> shop.post("whatsapp").texts().contains("Oops"));
        assertEquals(200, shop.crm.delete("/v3/message/" + id).status());
        Hub.await(
                "it is deleted",
                () -> shop.crm
                        .get("/v3/messages/" + id)
                        .json()
                        .path("isDeleted")
                        .asBoolean(false));

        assertFalse(shop.crm.get("/v3/messages/" + id).text().contains("Oops"));
        assertFalse(page("79017770002").toString().contains("Oops"));
        assertEquals(404, shop.crm.get("/v3/messages/" + shop.id("wapi")).status());
    }

    @Test
    @DisplayName("9.5: an echo carries the program's own id, and what is quoted says when and whose it was")
    void ownIdAndQuote() {
        shop.clientWrites("whatsapp", "79017770003", "Which colour?");
        var asked = page("79017770003").path("data").get(0).path("messageId").asString();
        var sent = shop.send(
                "whatsapp",
                "whatsapp",
                ",\"chatId\":\"79017770003\",\"text\":\"Red\",\"crmMessageId\":\"own-1\",\"refMessageId\":\"%s\""
                        .formatted(asked));
        assertEquals(201, sent.status(), sent.toString());

        var both = page("79017770003").path("data");
        assertEquals("own-1", both.get(0).path("crmMessageId").asString());
        var quoted = both.get(0).path("quotedMessage");
        assertEquals(asked, quoted.path("messageId").asString());
        assertEquals("Which colour?", quoted.path("text").asString());
        for (var field : List.of("dateTime", "type", "isEcho")) {
            assertEquals(both.get(1).path(field), quoted.path(field));
        }
        assertTrue(both.get(1).path("crmMessageId").isMissingNode());
    }

    @Test
    @DisplayName("9.3: what was sent stands in the log, without the words, and goes out once more")
    void log() {
        try (var program = new PaperProgram()) {
            var set = shop.crm.patch(
                    "/v3/webhooks",
                    "{\"webhooksUri\":\"%s\",\"subscriptions\":{\"messagesAndStatuses\":true}}"
                            .formatted(program.address()));
            assertEquals(200, set.status(), set.toString());
            shop.clientWrites("whatsapp", "79017770004", "Whispered");
            var path = "/v3/webhooks/deliveries";
            Hub.await(
                    "it is told",
                    () -> !shop.crm
                            .get(path + "?status=delivered")
                            .json()
                            .path("data")
                            .isEmpty());

            var row = shop.crm
                    .get(path + "?status=delivered&limit=1")
                    .json()
                    .path("data")
                    .get(0);
            var one = shop.crm.get(path + "/" + row.path("id").asString());
            assertEquals(
                    200, one.json().path("attemptLog").get(0).path("statusCode").asInt());
            assertFalse(one.text().contains("Whispered"));
            var again = path + "/" + row.path("id").asString() + "/redeliver";
            assertEquals(202, shop.crm.post(again, "").status());
            Hub.await(
                    "it came twice",
                    () -> program.all.stream()
                                    .filter(heard -> row.path("webhookId")
                                            .asString()
                                            .equals(heard.headers().get("webhook-id")))
                                    .count()
                            == 2);
            assertEquals(400, shop.crm.get(path + "?status=lost").status());
            assertEquals(404, shop.crm.get(path + "/x").status());
        }
    }

    @Test
    @DisplayName("R9: channels that are not of the integration are not read, and limited keys read nothing")
    void notForEverybody() {
        shop.post("unticked").clientWrites(shop.hub, shop.key("unticked"), "Vera", "Psst");

        assertEquals(
                "[]",
                shop.crm
                        .get("/v3/messages?chatType=vk&chatId=Vera")
                        .json()
                        .path("data")
                        .toString());
        var limited = Crm.of(shop.hub, "limited");
        assertEquals(
                403,
                limited.get("/v3/messages?chatType=whatsapp&chatId=79017770001").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chatType=|chatId=1",
                "chatType=pigeon|chatId=1",
                "chatId=|chatType=vk",
                "chatId=a%00b|chatType=vk",
                "to=+99999-01-01T00:00:00Z|chatType=vk&chatId=1",
                "limit=0|chatType=vk&chatId=1",
                "limit=101|chatType=vk&chatId=1",
                "from=yesterday|chatType=vk&chatId=1",
                "cursor=7|chatType=vk&chatId=1",
                "channelId=7|chatType=vk&chatId=1"
            })
    @DisplayName("a wrong parameter is named")
    void wrong(String query) {
        var refused = shop.crm.get("/v3/messages?" + query.replace('|', '&'));

        assertEquals(400, refused.status(), refused.toString());
        assertEquals(
                query.substring(0, query.indexOf('=')),
                refused.json().path("data").path("fields").get(0).asString());
    }
}
