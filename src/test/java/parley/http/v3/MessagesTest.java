package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.story.Hub;

/// Sending by the public API: section 5.2 of the contract.
class MessagesTest {

    private static MessengerShop shop;

    @BeforeAll
    static void open() {
        shop = new MessengerShop(List.of());
        shop.clientWrites("telegram", "Anna", "Hello");
        shop.clientWrites("wapi", "79010000001", "Hello");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aMessageIsAcceptedWith201AndGoes() {
        var answer = shop.send("whatsapp", "whatsapp", """
            ,"chatId":"+7 (901) 111-22-33","text":"Hello","contentUri":null,"username":null,"templateValues":null,"new":1\
            """);

        assertEquals(201, answer.status(), answer.toString());
        assertEquals("79011112233", answer.json().path("chatId").asString());
        assertTrue(answer.json().path("messageId").asString().matches("7061726c-6579-8002-[0-9a-f-]{17}"));
        Hub.await("it has gone", () -> shop.post("whatsapp").texts().contains("Hello"));
        assertEquals(
                "79011112233",
                shop.send("whatsapp", "whatsapp", ",\"chatId\":\"89011112233\",\"text\":\"Again\"")
                        .json()
                        .path("chatId")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '`', textBlock = """
        CHANNEL   | TYPE      | MORE                                                                   | ERROR                             | FIELD
        whatsapp  | whatsapp  | ,"text":"a"                                                            | INVALID_MESSAGE_DATA              | chatId
        whatsapp  | whatsapp  | ,"chatId":79011112233,"text":"a"                                       | INVALID_MESSAGE_DATA              | chatId
        whatsapp  | whatsapp  | ,"chatId":"abc","text":"a"                                             | INVALID_MESSAGE_DATA              | chatId
        whatsapp  | whatsapp  | ,"phone":"79011112233","text":"a"                                      | INVALID_MESSAGE_DATA              | phone
        telegram  | telegram  | ,"phone":"79011112233","text":"a"                                      | INVALID_MESSAGE_DATA              | phone
        telegram  | telegram  | ,"username":"anna","text":"a"                                          | INVALID_MESSAGE_DATA              | username
        whatsapp  | fax       | ,"chatId":"79011112233","text":"a"                                     | INVALID_MESSAGE_DATA              | chatType
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":5                                       | INVALID_MESSAGE_DATA              | text
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","crmMessageId":{}                   | INVALID_MESSAGE_DATA              | crmMessageId
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","clearUnanswered":"maybe"           | INVALID_MESSAGE_DATA              | clearUnanswered
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","templateId":"x"                    | INVALID_MESSAGE_DATA              | templateId
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","buttonsObject":[{"text":"Yes"}]    | INVALID_MESSAGE_DATA              | buttonsObject
        whatsapp  | whatsapp  | ,"chatId":"79011112233","contentUri":"ftp://a/b"                       | INVALID_MESSAGE_DATA              | contentUri
        whatsapp  | telegram  | ,"chatId":"79011112233","text":"a"                                     | WRONG_TRANSPORT                   |
        telegram  | whatsgroup| ,"chatId":"1","text":"a"                                               | WRONG_TRANSPORT                   |
        unticked  | vk        | ,"chatId":"1","text":"a"                                               | CHANNEL_NOT_FOUND                 |
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","contentUri":"https://a.example/b"  | MESSAGE_ONLY_TEXT_OR_CONTENT      |
        whatsapp  | whatsapp  | ,"chatId":"79011112233"                                                | MESSAGE_NOTHING_TO_SEND           |
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":" "                                     | MESSAGES_TEXT_CAN_NOT_BE_BLANK    |
        whatsapp  | whatsapp  | ,"chatId":"79011112233","contentUri":""                                | MESSAGES_CONTENT_CAN_NOT_BE_BLANK |
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","refMessageId":"x"                  | REFERENCE_MESSAGE_NOT_FOUND       |
        whatsapp  | whatsapp  | ,"chatId":"79011112233","text":"a","refMessageId":"7061726c-6579-8002-8000-0000000fffff" | REFERENCE_MESSAGE_NOT_FOUND |
        telegram  | telegram  | ,"chatId":"nobody","text":"a"                                          | BAD_CONTACT                       |
        wapi      | whatsapp  | ,"chatId":"79019999999","text":"a"                                     | 24_HOURS_EXCEEDED                 |
        tgapi     | telegram  | ,"username":"@anna","text":"a"                                         | BAD_CONTACT                       |
        """)
    void aWrongMessageIsRefusedWithItsCode(String channel, String type, String more, String error, String field) {
        var answer = shop.send(channel, type, more);

        assertEquals(400, answer.status(), answer.toString());
        assertEquals(error, answer.error(), answer.toString());
        if (field != null) {
            assertEquals(
                    "[\"" + field + "\"]",
                    answer.json().path("data").path("fields").toString());
        }
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        CHANNEL   | TYPE      | MOST  | CODE
        whatsapp  | whatsapp  | 10000 | MESSAGE_TEXT_TOO_LONG
        wapi      | whatsapp  | 4096  | MESSAGES_TOO_LONG_WABA
        telegram  | telegram  | 4096  | MESSAGES_TOO_LONG_TELEGRAM
        tgapi     | telegram  | 4096  | MESSAGES_TOO_LONG_TELEGRAM
        instagram | instagram | 10000 | MESSAGES_TOO_LONG_INSTAGRAM
        """)
    void textsAreCountedInCodePoints(String channel, String type, int most, String code) {
        var fits = shop.send(channel, type, ",\"chatId\":\"79010000001\",\"text\":\"" + "🙂".repeat(most) + "\"");
        var long1 = shop.send(channel, type, ",\"chatId\":\"79010000001\",\"text\":\"" + "a".repeat(most + 1) + "\"");

        assertTrue(!fits.error().equals(code), fits.toString());
        assertEquals(code, long1.error(), long1.toString());
    }

    @Test
    void whatIsNoObjectIsNoMessage() {
        for (var body : List.of("[]", "1", "null", "\"a\"", "")) {
            assertEquals(
                    "INVALID_MESSAGE_DATA", shop.crm.post("/v3/message", body).error(), body);
        }
        assertEquals("VALIDATION_ERROR", shop.crm.post("/v3/message", "{").error());
    }

    @Test
    void theCrmsOwnIdIsSentOnceAMinute() {
        var more = ",\"chatId\":\"79015550001\",\"text\":\"Once\",\"crmMessageId\":\"m-1001\"";
        assertEquals("WRONG_TRANSPORT", shop.send("whatsapp", "vk", more).error());
        assertEquals(201, shop.send("whatsapp", "whatsapp", more).status());

        var again = shop.send("whatsapp", "whatsapp", more);
        assertEquals("REPEATED_CRM_MESSAGE_ID", again.error());
        assertEquals("m-1001", again.json().path("data").path("crmMessageId").asString());
        assertEquals(
                "REPEATED_CRM_MESSAGE_ID", shop.send("unticked", "vk", more).error());

        shop.hub.later(Duration.ofSeconds(61));
        assertEquals(201, shop.send("whatsapp", "whatsapp", more).status());
    }

    @Test
    void ofTwentyAtTheSameMomentOneIsSent() throws Exception {
        Callable<Integer> send = () -> shop.send("whatsapp", "whatsapp", """
            ,"chatId":"79015550002","text":"Twenty","crmMessageId":2002\
            """).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent =
                    threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> send).toList());
            var answers = sent.stream()
                    .map(one -> one.resultNow())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));

            assertEquals(java.util.Map.of(201, 1L, 400, 19L), answers);
        }
    }

    @Test
    void anEmployeeNamedIsBoundByTheAccessRules() {
        shop.clientWrites("telegram", "Boris", "Hello");
        var chat = ",\"chatId\":\"Boris\",\"text\":\"Hi\",\"crmUserId\":\"%s\"";

        var sam = shop.send("telegram", "telegram", chat.formatted(shop.sam.employee()));
        assertEquals("CHAT_NO_ACCESS", sam.error(), sam.toString());
        assertEquals(
                "CHAT_NO_ACCESS",
                shop.send("telegram", "telegram", chat.formatted(shop.konstantin.employee()))
                        .error());
        assertEquals(
                201,
                shop.send("telegram", "telegram", chat.formatted("nobody knows him"))
                        .status());
        assertEquals(0, shop.mary.chat("Boris").path("responsible").size());

        assertEquals(
                201,
                shop.send("telegram", "telegram", chat.formatted(shop.tony.employee()))
                        .status());
        Hub.await(
                "Tony got him",
                () -> shop.mary.chat("Boris").path("responsible").size() == 1);
    }

    @Test
    void aBotLeavesTheCounterAlone() {
        shop.clientWrites("telegram", "Vera", "Hello");
        shop.send("telegram", "telegram", ",\"chatId\":\"Vera\",\"text\":\"Wait\",\"clearUnanswered\":false");
        assertEquals(1, shop.mary.chat("Vera").path("unanswered").asInt());

        shop.sends("telegram", "telegram", "Vera", "Here I am");
        assertEquals(0, shop.mary.chat("Vera").path("unanswered").asInt());
    }

    @Test
    void aMessageOfTheSameChatIsQuoted() {
        var first = shop.sends("whatsapp", "whatsapp", "79015550003", "First");
        assertEquals(
                201, shop.send("whatsapp", "whatsapp", """
                    ,"chatId":"79015550003","text":"Second","refMessageId":"%s\"\
                    """.formatted(first)).status());
        assertEquals(
                "REFERENCE_MESSAGE_NOT_FOUND",
                shop.send("whatsapp", "whatsapp", """
                    ,"chatId":"79015550004","text":"Third","refMessageId":"%s\"\
                    """.formatted(first)).error());
    }
}
