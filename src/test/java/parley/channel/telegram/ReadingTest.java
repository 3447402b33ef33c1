package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Address;
import parley.channel.Content;
import parley.channel.Inbound;

/// Every kind of update, as the documentation describes it, and what becomes of it.
///
/// UPDATE is a file beside this test. Written as: what happened, in which message, what it says, `[files]`,
/// `{details}`,
/// `<` the message replied to, `"` the words quoted.
class ReadingTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '`', textBlock = """
        UPDATE                   | READ
        text                     | Message 71 TEXT Здравствуйте! Есть в наличии?
        text_dirty               | Message 71 TEXT Да � нет
        start                    | Message 71 TEXT /start {start=}
        start_payload            | Message 71 TEXT /start spring-sale {start=spring-sale}
        photo                    | Message 71 IMAGE Вот такой [AgAC-y photo.jpg image/jpeg 180221 1280x853]
        album_first              | Message 71 IMAGE Три вида [AgAC-y photo.jpg image/jpeg 180221 1280x853] {album=13890}
        album_second             | Message 72 IMAGE [AgAC-y photo.jpg image/jpeg 180221 1280x853] {album=13890}
        live_photo               | Message 71 IMAGE [AgAC-y photo.jpg image/jpeg 180221 1280x853]
        video                    | Message 71 VIDEO Смотрите [BAAC IMG_0042.MOV video/mp4 5242880 1280x720 14s]
        animation                | Message 71 VIDEO [CgAC giphy.mp4 video/mp4 88123 480x270 3s] {type=animation}
        audio                    | Message 71 AUDIO [CQAC song.mp3 audio/mpeg 4400000 185s]
        voice                    | Message 71 VOICE [AwAC voice.ogg audio/ogg 28000 7s]
        video_note               | Message 71 VIDEO [DQAC video.mp4 video/mp4 910000 384x384 11s] {type=video_note}
        document                 | Message 71 FILE Смета [BQAC Смета.pdf application/pdf 73211]
        sticker                  | Message 71 STICKER [CAAC sticker.webp image/webp 19000 512x512] {emoji=👍}
        sticker_animated         | Message 71 STICKER [CAAD sticker.tgs application/x-tgsticker 9000 512x512] {emoji=🔥}
        contact_own              | Message 71 CONTACT {name=Анна Петрова, phone=+79161234567}
        contact_other            | Message 71 CONTACT {name=Борис, phone=+79167654321}
        contact_without_telegram | Message 71 CONTACT {name=Служба, phone=112}
        location                 | Message 71 LOCATION {latitude=55.755826, longitude=37.6173}
        venue                    | Message 71 LOCATION {address=ул. Ленина, 1, latitude=55.75, longitude=37.61, title=Склад}
        location_live            | Message 71 LOCATION {latitude=55.7, live=900, longitude=37.6}
        location_live_moves      | Edited 71 LOCATION {latitude=55.71, live=900, longitude=37.62}
        poll                     | Message 71 UNSUPPORTED Когда удобно? {type=poll}
        dice                     | Message 71 UNSUPPORTED 🎲 5 {type=dice}
        game                     | Message 71 UNSUPPORTED Тетрис {type=game}
        story                    | Message 71 UNSUPPORTED {type=story}
        checklist                | Message 71 UNSUPPORTED Список {type=checklist}
        paid_media               | Message 71 UNSUPPORTED За звёзды {type=paid_media}
        rich_message             | Message 71 UNSUPPORTED Первый абзац⏎Пункт {type=rich_message}
        not_invented_yet         | Message 71 UNSUPPORTED {type=hologram}
        pinned                   | Message 71 SYSTEM {type=pinned_message}
        reply                    | Message 71 TEXT Да, этот <5012345678:70 "Синий или красный?
        reply_quote              | Message 71 TEXT Его <5012345678:70 "красный
        reply_elsewhere          | Message 71 TEXT Об этом "скидка 10 %
        forward_user             | Message 71 TEXT Пересылаю {forwarded=Олег}
        forward_hidden           | Message 71 TEXT Пересылаю {forwarded=Кто-то}
        forward_channel          | Message 71 TEXT Пересылаю {forwarded=Новости}
        edit                     | Edited 71 TEXT Здравствуйте! Есть?
        edit_caption             | Edited 71 IMAGE Вот этот [AgAC-y photo.jpg image/jpeg 180221 1280x853]
        reaction                 | Reacted 80 ❤
        reaction_two             | Reacted 80 🔥
        reaction_custom          | Reacted 80 ✨
        reaction_removed         | Reacted 80 -
        blocked                  | Reachable false
        unblocked                | Reachable true
        group_left               | Reachable false
        group_restricted         | Reachable true
        group_text               | Message 71 TEXT @shop_bot когда привезут? {author=Анна Петрова}
        group_anonymous          | Message 71 TEXT От имени группы {author=Дом 7}
        group_upgraded           | Moved -555 to -100987
        group_upgraded_from      | Moved -555 to -100987
        group_joined             | Message 71 SYSTEM {author=Анна Петрова, type=new_chat_members}
        button                   | Pressed callback:4382bfdwdsb323b2d9 Да
        button_old_message       | Pressed callback:43 buy:7
        button_inline            | Ignored a button outside of a chat
        numbers_as_text          | Message 71 TEXT Числа словами
        date_milliseconds        | Message 71 TEXT Поздно
        date_nonsense            | Message 71 TEXT Никогда
        odd_fields               | Message 71 TEXT Цела
        odd_photo                | Message 71 UNSUPPORTED {type=photo}
        text_as_object           | Message 71 UNSUPPORTED {type=text}
        business                 | Ignored business_message
        unknown_kind             | Ignored chat_boost
        without_chat             | Ignored a message without a chat
        empty                    | Ignored
        """)
    void everyKindIsUnderstood(String update, String expected) {
        assertEquals(expected, said(Samples.read(update)));
    }

    @Test
    @DisplayName("the number of one's own card is vouched for; that of a friend is not")
    void onlyOnesOwnPhoneIsTheClients() {
        var own = (Inbound.Message) Samples.read("contact_own");
        var other = (Inbound.Message) Samples.read("contact_other");

        assertEquals(
                new Address(Reading.NETWORK, "5012345678", "+79161234567", "anna_p"),
                own.client().address());
        assertTrue(own.client().verified());
        assertEquals("Анна Петрова", own.client().name());
        assertEquals(null, other.client().address().phone());
    }

    @Test
    void timesAreSane() {
        assertEquals(
                "2026-11-24T09:15:00Z",
                ((Inbound.Message) Samples.read("text")).at().toString());
        assertEquals(
                "2026-11-24T09:16:00Z",
                ((Inbound.Edited) Samples.read("edit")).at().toString());
        assertEquals(
                "2026-11-24T09:15:00.123Z",
                ((Inbound.Message) Samples.read("date_milliseconds")).at().toString());
        assertEquals(
                Samples.RECEIVED, ((Inbound.Message) Samples.read("date_nonsense")).at(), "1969: the time of receipt");
    }

    @Test
    void aGroupIsAChatUnderItsTitle() {
        var message = (Inbound.Message) Samples.read("group_text");

        assertEquals("Дом 7", message.client().name());
        assertEquals("-100987", message.client().address().id());
        assertEquals("-100987:71", message.externalId());
    }

    @Test
    void noFixtureLiesUnused() {
        assertEquals(66, Samples.names().size(), "a fixture without a line in the table above");
    }

    private static String said(Inbound inbound) {
        return switch (inbound) {
            case Inbound.Message message ->
                "Message " + number(message.externalId()) + said(message.content())
                        + (message.replyTo() == null ? "" : " <" + message.replyTo())
                        + (message.quote() == null ? "" : " \"" + message.quote());
            case Inbound.Edited edited -> "Edited " + number(edited.externalId()) + said(edited.content());
            case Inbound.Reacted reacted ->
                "Reacted " + number(reacted.externalId()) + " " + (reacted.emoji() == null ? "-" : reacted.emoji());
            case Inbound.Reachable reachable -> "Reachable " + reachable.reachable();
            case Inbound.Moved moved ->
                "Moved " + moved.client().address().id() + " to " + moved.to().id();
            case Inbound.Pressed pressed -> "Pressed " + pressed.externalId() + " " + pressed.text();
            case Inbound.Ignored ignored -> ("Ignored " + ignored.reason()).strip();
            case Inbound.Echo _,
                    Inbound.Deleted _,
                    Inbound.Status _,
                    Inbound.Watermark _,
                    Inbound.Typing _,
                    Inbound.TemplatesChanged _ -> "never from a bot: " + inbound;
        };
    }

    private static String number(String externalId) {
        return externalId.substring(externalId.indexOf(':') + 1);
    }

    private static String said(Content content) {
        return " " + content.kind()
                + (content.text() == null ? "" : " " + content.text().replace("\n", "⏎"))
                + content.files().stream().map(ReadingTest::said).collect(Collectors.joining())
                + details(content.details());
    }

    private static String details(Map<String, String> details) {
        return details.isEmpty() ? "" : " " + new TreeMap<>(details);
    }

    private static String said(Content.Attachment file) {
        return " [" + file.reference() + " " + file.name() + " " + file.mime() + " " + file.size()
                + (file.width() == null ? "" : " " + file.width() + "x" + file.height())
                + seconds(file.seconds()) + "]";
    }

    private static String seconds(@Nullable Integer seconds) {
        return seconds == null ? "" : " " + seconds + "s";
    }
}
