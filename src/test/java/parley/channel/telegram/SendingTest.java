package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.SendResult.Accepted;
import parley.channel.SendResult.Refused;

/// What Parley asks, as Telegram gets it. The server refuses whatever is not as documented.
class SendingTest {

    private final BotDesk desk = new BotDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    private Received only(String method) {
        var calls = desk.server.calls(method);
        assertEquals(1, calls.size(), method);
        return calls.getFirst();
    }

    private List<String> there() {
        return desk.server.texts(desk.anna.id());
    }

    private static List<String> ids(SendResult result) {
        return assertInstanceOf(Accepted.class, result).externalIds();
    }

    private String id(int number) {
        return desk.anna.id() + ":" + desk.server.messageId(desk.anna.id(), number);
    }

    @Test
    void aTextIsOneCallWithNothingBesides() {
        var result = desk.says("Hello, *Anna* <b>");

        assertEquals(new Accepted(List.of(id(0)), DeliveryStatus.SENT), result);
        var call = only("sendMessage");
        assertEquals(java.util.Set.of("chat_id", "text"), call.parameters().keySet());
        assertEquals(desk.anna.id(), call.parameters().get("chat_id").asLong());
        assertEquals("Hello, *Anna* <b>", call.text("text"));
    }

    @Test
    void aReplyNamesTheMessageAndGoesAlsoWhenThatIsGone() {
        desk.line.send(new Outbound.Send(
                BotDesk.address(desk.anna),
                new MessageId(1),
                "cid",
                Content.text("Yes"),
                desk.anna.id() + ":71",
                null));

        var reply = only("sendMessage").parameters().get("reply_parameters");
        assertEquals(71, reply.path("message_id").asLong());
        assertTrue(reply.path("allow_sending_without_reply").asBoolean());
    }

    @Test
    void aLongTextBecomesSeveralMessagesOfWhichTheFirstIsTheReply() {
        var text = String.join("\n\n", "a".repeat(4000), "b".repeat(4000), "c".repeat(10));
        var result = desk.line.send(new Outbound.Send(
                BotDesk.address(desk.anna), new MessageId(1), "cid", Content.text(text), desk.anna.id() + ":71", null));

        assertEquals(List.of(id(0), id(1)), ids(result));
        assertEquals(List.of("a".repeat(4000), "b".repeat(4000) + "\n\n" + "c".repeat(10)), there());
        assertEquals(
                List.of(true, false),
                desk.server.calls("sendMessage").stream()
                        .map(call -> call.has("reply_parameters"))
                        .toList());
    }

    @ParameterizedTest(name = "{0} {1} goes by {2}")
    @CsvSource(textBlock = """
        IMAGE, image/jpeg,              sendPhoto,     photo
        IMAGE, image/png,               sendPhoto,     photo
        IMAGE, image/gif,               sendAnimation, animation
        IMAGE, image/heic,              sendDocument,  document
        FILE,  image/jpeg,              sendDocument,  document
        VIDEO, video/mp4,               sendVideo,     video
        VIDEO, video/x-matroska,        sendDocument,  document
        AUDIO, audio/mpeg,              sendAudio,     audio
        AUDIO, audio/flac,              sendDocument,  document
        VOICE, audio/ogg; codecs=opus,  sendVoice,     voice
        VOICE, audio/webm,              sendDocument,  document
        FILE,  application/pdf,         sendDocument,  document
        STICKER, image/webp,            sendSticker,   sticker
        """)
    void eachKindOfFileGoesAsWhatTelegramPlays(Kind kind, String mime, String method, String field) {
        var file = BotDesk.file("a \"nice\" файл.bin", mime);
        assertEquals(1, ids(desk.sends(desk.files(kind, null, file))).size());

        var upload = only(method).uploads().get(field);
        assertEquals("a %22nice%22 файл.bin", upload.name());
        assertEquals(mime, upload.mime());
        assertEquals(file.name(), new String(upload.content(), StandardCharsets.UTF_8));
    }

    @Test
    void aCaptionGoesWithThePictureAndALongOneBehindIt() {
        desk.sends(desk.files(Kind.IMAGE, "The blue one", BotDesk.file("a.jpg", "image/jpeg")));
        desk.sends(desk.files(Kind.IMAGE, "x".repeat(1025), BotDesk.file("b.jpg", "image/jpeg")));

        assertEquals(List.of("The blue one", "", "x".repeat(1025)), there());
    }

    @Test
    void whatIsTooLargeForAPhotoGoesAsADocument() {
        var wide = new Attachment("w", "wide.png", "image/png", 8, 9000, 300, null);
        var heavy = new Attachment("h", "heavy.png", "image/png", (10L << 20) + 1, 100, 100, null);
        var huge = new Attachment("x", "huge.zip", "application/zip", (2000L << 20) + 1, null, null, null);

        assertEquals(Medium.DOCUMENT, Medium.of(Kind.IMAGE, wide));
        assertEquals(Medium.DOCUMENT, Medium.of(Kind.IMAGE, heavy));
        var refused = assertInstanceOf(Refused.class, desk.sends(desk.files(Kind.FILE, null, huge)));
        assertEquals("too_big", refused.code());
        assertEquals(SendResult.Client.REACHABLE, refused.client());
        assertEquals(50L << 20, new Account(desk.config, "t", "s", false, Account.Mode.AUTO).fileLimit());
    }

    @Test
    void aPictureThatTelegramCannotReadGoesAsADocument() {
        desk.server.next("sendPhoto", new Misbehaviour.Says(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"));
        desk.sends(desk.files(Kind.IMAGE, "Plan", BotDesk.file("plan.png", "image/png")));

        assertEquals("Plan", only("sendDocument").text("caption"));
        assertEquals(List.of("Plan"), there());
    }

    @Test
    void severalPicturesAreAnAlbumOfAtMostTen() {
        var twelve = IntStream.range(0, 12)
                .mapToObj(i -> BotDesk.file(i + (i == 3 ? ".mp4" : ".jpg"), i == 3 ? "video/mp4" : "image/jpeg"))
                .toArray(Attachment[]::new);
        var sent = ids(desk.sends(desk.files(Kind.IMAGE, "All of them", twelve)));

        assertEquals(12, sent.size());
        var albums = desk.server.calls("sendMediaGroup");
        assertEquals(
                List.of(10, 2),
                albums.stream().map(call -> call.uploads().size()).toList());
        var media = albums.getFirst().parameters().get("media");
        assertEquals("All of them", media.path(0).path("caption").asString());
        assertEquals("video", media.path(3).path("type").asString());
        assertEquals(
                "3.mp4", new String(albums.getFirst().uploads().get("file3").content(), StandardCharsets.UTF_8));
    }

    @Test
    void kindsThatDoNotGoTogetherGoOneAfterTheOther() {
        desk.sends(desk.files(
                Kind.IMAGE,
                "Picture and price",
                BotDesk.file("a.jpg", "image/jpeg"),
                BotDesk.file("price.pdf", "application/pdf"),
                BotDesk.file("terms.pdf", "application/pdf")));

        assertEquals("Picture and price", only("sendPhoto").text("caption"));
        assertEquals(2, only("sendMediaGroup").uploads().size());
    }

    @Test
    void aPlaceIsAVenueWhenItHasAName() {
        desk.sends(new Content(Kind.LOCATION, null, List.of(), Map.of("latitude", "55.75", "longitude", "37.61")));
        desk.sends(new Content(
                Kind.LOCATION,
                "Come by",
                List.of(),
                Map.of("latitude", "55.75", "longitude", "37.61", "title", "Shop", "address", "1 Main St")));

        assertEquals(55.75, only("sendLocation").parameters().get("latitude").asDouble());
        assertEquals("Shop", only("sendVenue").text("title"));
        assertEquals("Come by", only("sendMessage").text("text"));
    }

    @Test
    void aCardIsACard() {
        desk.sends(new Content(Kind.CONTACT, null, List.of(), Map.of("name", "Clark", "phone", "+79161234567")));

        assertEquals("+79161234567", only("sendContact").text("phone_number"));
        assertEquals("Clark", only("sendContact").text("first_name"));
    }

    @Test
    void whatSaysNothingIsRefused() {
        assertEquals(
                "wrong_kind", assertInstanceOf(Refused.class, desk.says("  ")).code());
        assertEquals(
                "wrong_kind",
                assertInstanceOf(
                                Refused.class,
                                desk.sends(new Content(Kind.UNSUPPORTED, null, List.of(), Map.of("type", "poll"))))
                        .code());
    }

    @Test
    void aFileThatIsNoLongerThereIsRefusedAndNothingIsSent() {
        var refused = assertInstanceOf(
                Refused.class,
                desk.sends(
                        new Content(Kind.FILE, null, List.of(BotDesk.file("gone.pdf", "application/pdf")), Map.of())));

        assertEquals("refused", refused.code());
        assertEquals(List.of(), desk.server.calls("sendDocument"));
    }

    @Test
    void aTextThatLooksLikeTheEndOfAFormStaysAText() {
        var evil = "--parley-0000\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1\r\n--parley-0000--\r\n";
        desk.sends(desk.files(Kind.IMAGE, evil, BotDesk.file("a.jpg", "image/jpeg")));

        assertEquals(
                desk.anna.id(), only("sendPhoto").parameters().get("chat_id").asLong());
        assertEquals(List.of(evil), there());
    }

    @Test
    void ownMessagesAreEditedReactedToAndDeleted() {
        var id = ids(desk.says("Helo")).getFirst();
        var to = BotDesk.address(desk.anna);

        assertEquals(List.of(id), ids(desk.line.send(new Outbound.Edit(to, new MessageId(1), id, "Hello", false))));
        assertEquals(List.of("Hello"), there());
        assertEquals(
                List.of(id),
                ids(desk.line.send(new Outbound.Edit(to, new MessageId(1), id, "Hello", false))),
                "the same once more is what was wanted");
        desk.line.send(new Outbound.React(to, new MessageId(1), id, "👍"));
        assertEquals("👍", desk.server.reaction(desk.anna.id(), 0));
        desk.line.send(new Outbound.React(to, new MessageId(1), id, null));
        assertNull(desk.server.reaction(desk.anna.id(), 0));
        desk.line.send(new Outbound.Delete(to, new MessageId(1), id));
        assertEquals(List.of(), there());
        assertEquals(List.of(id), ids(desk.line.send(new Outbound.Delete(to, new MessageId(1), id))), "gone is gone");
    }

    @Test
    void theClientSeesThatSomebodyIsWriting() {
        desk.line.typing(BotDesk.address(desk.anna), "Bruce");

        assertEquals("typing", only("sendChatAction").text("action"));
    }

    @Test
    void aCaptionIsEditedAsACaption() {
        var id = ids(desk.sends(desk.files(Kind.IMAGE, "Bleu", BotDesk.file("a.jpg", "image/jpeg"))))
                .getFirst();
        desk.line.send(new Outbound.Edit(BotDesk.address(desk.anna), new MessageId(1), id, "Blue", true));

        assertEquals(List.of("Blue"), there());
        assertEquals(
                "too_long",
                assertInstanceOf(
                                Refused.class,
                                desk.line.send(new Outbound.Edit(
                                        BotDesk.address(desk.anna), new MessageId(1), id, "x".repeat(1025), true)))
                        .code());
    }
}
