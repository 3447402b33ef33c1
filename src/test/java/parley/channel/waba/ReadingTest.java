package parley.channel.waba;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Address;
import parley.channel.Content;
import parley.channel.Inbound;

/// Every kind of delivery, as the documentation describes it, and what becomes of it.
///
/// DELIVERY is a file beside this test. Written as: what happened, whose chat, in which message, what it says,
/// `[files]`, `{details}`, `<` the message replied to; `;` between several.
class ReadingTest implements AutoCloseable {

    private final WabaDesk desk = new WabaDesk();

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '`', textBlock = """
        DELIVERY               | READ
        text                   | Message 79161234567 IN1 TEXT Здравствуйте! Есть в наличии?
        text_milliseconds      | Message 79161234567 IN1 TEXT Hi
        text_dirty             | Message 79161234567 IN1 TEXT Да нет
        text_without_contact   | Message 79161234567 IN1 TEXT Hi
        reply                  | Message 79161234567 IN1 TEXT Да, этот <OUT7
        forwarded              | Message 79161234567 IN1 TEXT Смотрите {forwarded=WhatsApp}
        referral               | Message 79161234567 IN1 TEXT Сколько стоит? {referral=Скидка 10 %, start=https://fb.me/ad1}
        product_question       | Message 79161234567 IN1 TEXT А красный? {product=SKU-7} <OUT7
        image                  | Message 79161234567 IN1 IMAGE Вот такой [1479537139650973 image.jpg image/jpeg]
        video                  | Message 79161234567 IN1 VIDEO [2001 video.mp4 video/mp4]
        audio                  | Message 79161234567 IN1 AUDIO [2002 audio.mp3 audio/mpeg]
        voice                  | Message 79161234567 IN1 VOICE [2003 voice.ogg audio/ogg; codecs=opus]
        document               | Message 79161234567 IN1 FILE Смета [2004 Смета.pdf application/pdf]
        sticker                | Message 79161234567 IN1 STICKER [2005 sticker.webp image/webp]
        image_without_id       | Message 79161234567 IN1 UNSUPPORTED Где она? {type=image}
        location               | Message 79161234567 IN1 LOCATION {address=ул. Ленина, 1, latitude=55.755826, longitude=37.6173, title=Склад}
        location_bare          | Message 79161234567 IN1 LOCATION {latitude=55.7, longitude=37.6}
        contacts               | Message 79161234567 IN1 CONTACT {name=Борис, phone=+79167654321}; Message 79161234567 IN1#2 CONTACT {name=Служба, phone=112}
        contacts_empty         | Message 79161234567 IN1 UNSUPPORTED {type=contacts}
        phone_shared           | Message 79161234567 IN1 CONTACT {name=Анна, phone=+79161234567}
        button                 | Message 79161234567 IN1 TEXT Да, подтверждаю {type=button} <OUT7
        button_reply           | Message 79161234567 IN1 TEXT Завтра {type=interactive} <OUT7
        list_reply             | Message 79161234567 IN1 TEXT Доставка⏎До двери {type=interactive}
        form_reply             | Message 79161234567 IN1 TEXT Sent⏎{"size":"M"} {type=interactive}
        interactive_broken     | Message 79161234567 IN1 UNSUPPORTED {type=interactive}
        order                  | Message 79161234567 IN1 TEXT Возьму это⏎2 × SKU-1, 190.5 RUB⏎1 × SKU-2 {type=order}
        reaction               | Reacted 79161234567 OUT7 ❤️
        reaction_removed       | Reacted 79161234567 OUT7 -
        reaction_removed_empty | Reacted 79161234567 OUT7 -
        edit                   | Edited 79161234567 IN0 TEXT Есть?
        revoke                 | Deleted 79161234567 IN0
        number_changed         | Moved 79161234567 to 79169999999; Message 79169999999 IN1 SYSTEM Анна changed from 79161234567 to 79169999999 {type=user_changed_number}
        identity_changed       | Message 79161234567 IN1 SYSTEM Security code changed {type=customer_identity_changed}
        id_changed             | Moved RU.hid1 to RU.new; Message RU.new IN1 SYSTEM {type=user_changed_user_id}
        unsupported            | Message 79161234567 IN1 UNSUPPORTED {reason=Message type is currently not supported., type=poll_creation}
        not_invented_yet       | Message 79161234567 IN1 UNSUPPORTED Ух {type=hologram}
        hidden                 | Message RU.hid1 IN1 TEXT Привет
        hidden_in_from         | Message RU.hid1 IN1 TEXT Привет
        both                   | Moved RU.hid1 to 79161234567; Message 79161234567 IN1 TEXT Привет
        group                  | Message group:Y2FwaV9ncm91cDox IN1 TEXT Когда привезут? {author=Анна Петрова}
        nobody                 | Ignored a message without a sender or an id
        status_sent            | Status OUT7 SENT
        status_delivered       | Status OUT7 DELIVERED
        status_read            | Status OUT7 READ
        status_played          | Status OUT7 READ
        status_unknown         | Ignored status warning
        status_ours            | Status OUT7 SENT ours=314
        status_foreign_data    | Status OUT7 SENT
        status_hidden          | Status OUT7 READ
        failed_window          | Status OUT7 FAILED window_closed: Message failed to send because more than 24 hours have passed
        failed_undeliverable   | Status OUT7 FAILED no_account: Message undeliverable.
        failed_marketing       | Status OUT7 FAILED no_marketing: Healthy ecosystem engagement.
        failed_media           | Status OUT7 FAILED wrong_kind: Media upload error.
        failed_template        | Status OUT7 FAILED template_gone: Template is paused.
        failed_new             | Status OUT7 FAILED refused: Something new.
        echo                   | Echo 79161234567 PH1 TEXT Да, есть via phone
        echo_image             | Echo 79161234567 PH1 IMAGE [2010 image.jpg image/jpeg] via phone
        echo_edit              | Edited 79161234567 PH0 TEXT Есть
        echo_revoke            | Deleted 79161234567 PH0
        echo_reaction          | Ignored our own reaction
        id_update              | Moved RU.hid1 to RU.hid2
        template_status        | TemplatesChanged[]
        quality                | Ignored phone_number_quality_update
        history                | Ignored history
        phone_book             | Ignored smb_app_state_sync
        envelope_error         | Ignored messages
        future_field           | Ignored holograms
        many                   | Message 79161234567 A TEXT one; Message 79167654321 B TEXT two; Status OUT1 SENT; Status OUT1 DELIVERED; Ignored another number; Message 79161234567 D TEXT three
        """)
    void everyKind(String delivery, String read) {
        assertEquals(read, written(desk.reads(Deliveries.bytes(delivery))));
    }

    @Test
    void noDeliveryIsForgotten() throws NoSuchMethodException {
        var table = getClass()
                .getDeclaredMethod("everyKind", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        var named = table.lines()
                .skip(1)
                .map(line -> line.split("\\|")[0].strip())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Deliveries.names()), named);
    }

    @Test
    @DisplayName("R70, R71: each part of a delivery has its own name and its own chat")
    void partsOfADelivery() {
        var events = ((parley.channel.Hook.Verdict.Events) desk.line.verify(WabaDesk.signed(Deliveries.bytes("many"))))
                .events().stream()
                        .map(event -> event.dedupKey() + " " + event.chatKey())
                        .toList();
        assertEquals(
                List.of(
                        "message:wamid.A 79161234567",
                        "message:wamid.B 79167654321",
                        "status:wamid.OUT1:sent 79161234567",
                        "status:wamid.OUT1:delivered 79161234567",
                        "message:wamid.C 1",
                        "message:wamid.D 79161234567"),
                events);
    }

    @Test
    @DisplayName("names go by the contact, wherever it stands in the list")
    void names() {
        var named = desk.reads(Deliveries.bytes("many")).stream()
                .filter(Inbound.Message.class::isInstance)
                .map(one -> ((Inbound.Message) one).client().name())
                .map(String::valueOf)
                .toList();
        assertEquals(List.of("Анна Петрова", "Борис", "null"), named);
    }

    @Test
    @DisplayName("who hides his phone after he has shown it stays in his chat")
    void aPhoneIsHidden() {
        assertEquals("Message RU.hid1 IN1 TEXT Привет", written(desk.reads(Deliveries.bytes("hidden"))));
        desk.reads(Deliveries.bytes("both"));

        assertEquals("Message 79161234567 IN1 TEXT Привет", written(desk.reads(Deliveries.bytes("hidden"))));
        assertEquals("Message 79161234567 IN1 TEXT Привет", written(desk.reads(Deliveries.bytes("both"))), "once");
        assertEquals(
                "Moved RU.hid2 to 79161234567; Ignored user_id_update",
                written(desk.reads(Deliveries.bytes("id_update"))),
                "the new id is his as well");
        assertEquals(
                "79161234567",
                ((parley.channel.Hook.Verdict.Events) desk.line.verify(WabaDesk.signed(Deliveries.bytes("hidden"))))
                        .events()
                        .getFirst()
                        .chatKey());
    }

    @Test
    @DisplayName("R31: the phone is Meta's word, so it is verified")
    void phonesAreVerified() {
        var client = ((Inbound.Message) desk.reads(Deliveries.bytes("text")).getFirst()).client();
        assertEquals(new Address(Person.NETWORK, "79161234567", "+79161234567", null), client.address());
        assertEquals(true, client.verified());
    }

    private static String written(List<Inbound> all) {
        return all.stream().map(ReadingTest::written).collect(Collectors.joining("; "));
    }

    private static String written(Inbound inbound) {
        return switch (inbound) {
            case Inbound.Message message ->
                words(
                        "Message",
                        id(message.client()),
                        message.externalId(),
                        said(message.content()),
                        message.replyTo() == null ? null : "<" + message.replyTo());
            case Inbound.Echo echo ->
                words("Echo", id(echo.client()), echo.externalId(), said(echo.content()), "via " + echo.via());
            case Inbound.Edited edited ->
                words("Edited", id(edited.client()), edited.externalId(), said(edited.content()));
            case Inbound.Deleted deleted -> words("Deleted", id(deleted.client()), deleted.externalId());
            case Inbound.Reacted reacted ->
                words(
                        "Reacted",
                        id(reacted.client()),
                        reacted.externalId(),
                        reacted.emoji() == null ? "-" : reacted.emoji());
            case Inbound.Status status ->
                words(
                        "Status",
                        status.externalId(),
                        status.status().name(),
                        status.problem() == null ? null : status.problem() + ": " + status.detail(),
                        status.ours() == null ? null : "ours=" + status.ours());
            case Inbound.Moved moved ->
                words("Moved", id(moved.client()), "to", moved.to().id());
            case Inbound.Ignored(var reason) -> words("Ignored", reason);
            default -> inbound.toString();
        };
    }

    private static String id(Inbound.Client client) {
        return client.address().id();
    }

    private static String said(Content content) {
        var files = content.files().stream()
                .map(file -> "[" + words(file.reference(), file.name(), file.mime()) + "]")
                .collect(Collectors.joining(" "));
        var details = new TreeMap<>(content.details());
        return words(
                content.kind().name(),
                content.text() == null ? null : content.text().replace("\n", "⏎"),
                files.isEmpty() ? null : files,
                details.isEmpty() ? null : details.toString());
    }

    private static String words(@Nullable String... words) {
        return Stream.of(words)
                .filter(word -> word != null)
                .map(word -> word.replace("wamid.", ""))
                .collect(Collectors.joining(" "));
    }

    @AfterEach
    @Override
    public void close() {
        desk.close();
    }
}
