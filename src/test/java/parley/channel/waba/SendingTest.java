package parley.channel.waba;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Address;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.Content.Kind;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.SendResult.Accepted;
import parley.channel.Template;
import parley.platform.Json;

/// What Meta gets, and what becomes of its answers. The server itself checks every message against the documentation.
class SendingTest implements AutoCloseable {

    private final WabaDesk desk = new WabaDesk();

    private String last() {
        return desk.meta.sent().getLast().toString();
    }

    @Test
    void aTextCarriesOurOwnIdAndTheQuotedMessage() {
        var sent = assertInstanceOf(
                Accepted.class,
                desk.sends(WabaDesk.ANNA, Content.text("Yes, it is. https://shop.example"), "wamid.IN1"));

        assertEquals(new Accepted(List.of("wamid.OUT1"), DeliveryStatus.ACCEPTED), sent);
        assertEquals(Json.tree("""
            {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "79161234567",
             "context": {"message_id": "wamid.IN1"}, "biz_opaque_callback_data": "parley:101", "type": "text",
             "text": {"body": "Yes, it is. https://shop.example", "preview_url": true}}
            """), desk.meta.sent().getFirst());
    }

    @Test
    void whoHidesHisPhoneIsWrittenToByHisId() {
        desk.sends(new Address(Person.NETWORK, "RU.hid1", null, null), Content.text("Hi"), null);
        assertTrue(last().contains("\"recipient\":\"RU.hid1\""), last());

        desk.sends(new Address(Person.NETWORK, "group:Y2Fw", null, null), Content.text("Hi"), null);
        assertTrue(last().contains("\"recipient_type\":\"group\",\"to\":\"Y2Fw\""), last());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        IMAGE,   image/jpeg,              image
        IMAGE,   image/gif,               document
        FILE,    image/jpeg,              document
        VIDEO,   video/mp4,               video
        VIDEO,   video/x-matroska,        document
        VOICE,   audio/ogg; codecs=opus,  audio
        AUDIO,   audio/mpeg,              audio
        STICKER, image/webp,              sticker
        IMAGE,   image/webp,              document
        FILE,    application/pdf,         document
        """)
    void eachFileGoesAsWhatWhatsAppShows(Kind kind, String mime, String type) {
        desk.sends(desk.files(kind, null, WabaDesk.file("x", mime)));

        var message = desk.meta.sent().getFirst();
        assertEquals(type, message.path("type").asString());
        var id = message.path(type).path("id").asString();
        assertArrayEquals("x".getBytes(StandardCharsets.UTF_8), desk.meta.files.content(id));
    }

    @Test
    @DisplayName("R72: a message of several files goes on with the part that was not accepted")
    void severalFiles() {
        var content = desk.files(
                Kind.IMAGE, "Three", WabaDesk.file("a.png", "image/png"), WabaDesk.file("b.png", "image/png"));
        var message = new Outbound.Send(WabaDesk.ANNA, new MessageId(7), "cid-x", content, null, null);
        desk.line.send(message);
        assertEquals(List.of("Three", ""), desk.meta.texts("79161234567"));

        var again = new Outbound.Send(WabaDesk.ANNA, new MessageId(8), "cid-y", content, null, null);
        desk.meta.next(new Misbehaviour.Says(200, 1, "fine"));
        assertInstanceOf(SendResult.TryLater.class, desk.line.send(again));
        var sent = assertInstanceOf(Accepted.class, desk.line.send(again));
        assertEquals(List.of("wamid.OUT3", "wamid.OUT4"), sent.externalIds());
    }

    @Test
    void placesCardsButtonsAndReactions() {
        desk.sends(new Content(
                Kind.LOCATION, null, List.of(), Map.of("latitude", "55.75", "longitude", "37.6", "title", "Shop")));
        desk.sends(new Content(Kind.CONTACT, null, List.of(), Map.of("name", "Boris", "phone", "+79167654321")));
        desk.sends(new Content(Kind.TEXT, "When?", List.of(), Map.of("buttons", "[\"Today\",\"Tomorrow\"]")));
        desk.sends(new Content(Kind.TEXT, "Which?", List.of(), Map.of("buttons", "[\"1\",\"2\",\"3\",\"4\"]")));
        desk.line.send(new Outbound.React(WabaDesk.ANNA, new MessageId(1), "wamid.IN1", "👍"));
        desk.line.send(new Outbound.React(WabaDesk.ANNA, new MessageId(1), "wamid.IN1", null));

        assertEquals(
                List.of("location", "contacts", "interactive", "interactive", "reaction", "reaction"),
                desk.meta.sent().stream()
                        .map(one -> one.path("type").asString())
                        .toList());
        assertEquals(
                "", desk.meta.sent().getLast().path("reaction").path("emoji").asString("-"));
    }

    @Test
    void aTemplateNamesItsVariablesByTheirPlaces() {
        var words = Map.of(
                "body.2", "Friday", "body.1", "17", "header.image", "https://x.example/i.png", "button.0.1", "a");
        var details = Map.of(Template.NAME, "order", Template.LANGUAGE, "en_US", Template.VARIABLES, Json.write(words));
        desk.sends(new Content(Kind.TEMPLATE, "Order 17", List.of(), details));

        assertEquals(
                Json.tree("""
                    {"name": "order", "language": {"code": "en_US"}, "components": [
                     {"type": "body", "parameters": [{"type": "text", "text": "17"}, {"type": "text", "text": "Friday"}]},
                     {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "a"}]},
                     {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://x.example/i.png"}}]}]}
                    """), Json.tree(Json.write(desk.meta.sent().getFirst().path("template"))));

        var picture = desk.files(Kind.TEMPLATE, "Order", WabaDesk.file("i.png", "image/png"));
        desk.sends(new Content(Kind.TEMPLATE, "Order", picture.files(), details));
        assertTrue(last().contains("\"image\":{\"id\":\"UP1\"}"), last());
        assertFalse(last().contains("https://x.example"), last());
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        STATUS | CODE   | RESULT
        401    | 190    | down token
        400    | 10     | down token
        403    | 200    | down token
        403    | 131005 | down token
        400    | 133010 | down number
        403    | 368    | down locked
        403    | 131031 | down locked
        400    | 131042 | down billing
        400    | 131037 | down display_name
        400    | 4      | later PT30S rate CHANNEL
        400    | 80007  | later PT30S rate CHANNEL
        429    | 130429 | later PT1M rate CHANNEL
        400    | 131056 | later PT4S rate CHAT
        500    | 131016 | later PT5S unreachable CHAT
        500    | 131000 | later PT5S unreachable CHAT
        500    | 131057 | later PT5M maintenance CHANNEL
        500    | 999999 | later PT5S unreachable CHAT
        400    | 131047 | refused window_closed REACHABLE
        400    | 131026 | refused no_account UNREACHABLE
        400    | 131030 | refused refused UNREACHABLE
        400    | 131048 | refused spam_limit REACHABLE
        400    | 131049 | refused no_marketing REACHABLE
        400    | 131050 | refused no_marketing REACHABLE
        400    | 131051 | refused wrong_kind REACHABLE
        400    | 131053 | refused wrong_kind REACHABLE
        400    | 132000 | refused template_changed REACHABLE
        400    | 132001 | refused template_gone REACHABLE
        400    | 132015 | refused template_gone REACHABLE
        400    | 100    | refused refused REACHABLE
        400    | 999999 | refused refused REACHABLE
        """)
    void everyErrorHasItsMeaning(int status, int code, String result) {
        desk.meta.next(new Misbehaviour.Says(status, code, "(#" + code + ") words"));
        assertEquals(result, written(desk.says("Hi")));
        assertEquals(List.of(), desk.meta.sent());
    }

    @Test
    @DisplayName("131056: a chat that was too fast waits longer each time, until something went")
    void tooFastForOneChat() {
        var fast = new Misbehaviour.Says(400, 131056, "pair rate");
        desk.meta.next(fast, fast, fast);
        assertEquals("later PT4S rate CHAT", written(desk.says("1")));
        assertEquals("later PT16S rate CHAT", written(desk.says("1")));
        assertEquals("later PT1M4S rate CHAT", written(desk.says("1")));
        desk.says("1");
        desk.meta.next(fast);
        assertEquals("later PT4S rate CHAT", written(desk.says("2")));
    }

    @Test
    @DisplayName("R72: a lost answer is unknown, never repeated; before the request it is no riddle")
    void lostAnswers() {
        desk.meta.next(
                new Misbehaviour.CutAfter(),
                new Misbehaviour.CutBefore(),
                new Misbehaviour.Garbage(),
                new Misbehaviour.Foreign(502),
                new Misbehaviour.Foreign(503),
                new Misbehaviour.Foreign(404));
        assertEquals("unknown", written(desk.says("1")));
        assertEquals("unknown", written(desk.says("2")));
        assertEquals("unknown", written(desk.says("3")));
        assertEquals("unknown", written(desk.says("4")));
        assertEquals("later PT5S unreachable CHAT", written(desk.says("5")));
        assertEquals("down foreign_answer", written(desk.says("6")));
    }

    @Test
    void aNumberThatWhatsAppSpellsOtherwiseMovesItsChat() {
        desk.sends(Person.ofPhone("5491112345678").address(), Content.text("Hola"), null);
        var event = desk.paper.inlet.getFirst();
        assertEquals("met:5491112345678", event.dedupKey());
        assertTrue(new String(event.body(), StandardCharsets.UTF_8).contains("541112345678"));
    }

    private static String written(SendResult result) {
        return switch (result) {
            case Accepted accepted -> "accepted " + accepted.externalIds();
            case SendResult.TryLater(var after, var why, var hold) -> "later " + after + " " + why + " " + hold;
            case SendResult.Refused(var code, var _, var client) -> "refused " + code + " " + client;
            case SendResult.ChannelDown(var why) -> "down " + why;
            case SendResult.Unknown _ -> "unknown";
        };
    }

    @AfterEach
    @Override
    public void close() {
        desk.close();
    }
}
