package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.story.Hub;

/// Changing and taking back by the public API: section 5.2 of the contract.
class MessageChangesTest {

    private static MessengerShop shop;

    @BeforeAll
    static void open() {
        shop = new MessengerShop(List.of());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aMessageIsChangedAndTakenBack() {
        var id = shop.sends("whatsapp", "whatsapp", "79018880000", "Helo");
        Hub.await("it has gone", () -> shop.post("whatsapp").texts().contains("Helo"));
        var answer = shop.crm.patch("/v3/message/" + id, "{\"crmUserId\":\"u-7\",\"text\":\"Hello, changed\"}");

        assertEquals(200, answer.status(), answer.toString());
        assertEquals("79018880000", answer.json().path("chatId").asString());
        assertEquals(id, answer.json().path("messageId").asString());
        Hub.await(
                "it is changed",
                () -> shop.post("whatsapp").delivered.toString().contains("Hello, changed"));
        assertEquals(200, shop.crm.delete("/v3/message/" + id + "/").status());
        Hub.await("it is gone", () -> shop.crm.delete("/v3/message/" + id).status() == 404);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', quoteCharacter = '`', textBlock = """
        BODY                                            | ERROR
        {}                                              | MESSAGE_NOTHING_TO_SEND
        {"text":" "}                                    | MESSAGES_TEXT_CAN_NOT_BE_BLANK
        {"text":"a","contentUri":"https://a.example/b"} | MESSAGES_ONLY_TEXT_OR_CONTENT
        {"contentUri":"https://a.example/b"}            | CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING
        {"text":1}                                      | INVALID_MESSAGE_DATA
        """)
    void aWrongChangeIsRefusedWithItsCode(String body, String error) {
        var answer = shop.crm.patch("/v3/message/" + shop.sends("whatsapp", "whatsapp", "79018880001", "Hi"), body);

        assertEquals(400, answer.status(), answer.toString());
        assertEquals(error, answer.error());
    }

    @Test
    void anUnknownMessageCannotBeChanged() {
        assertEquals(
                "MESSAGES_NOT_FOUND",
                shop.crm.patch("/v3/message/none", "{\"text\":\"a\"}").error());
        assertEquals(
                404,
                shop.crm
                        .delete("/v3/message/0b5f2a7c-4c1e-4d0a-9a3b-2f6d1c8e7a10")
                        .status());
    }

    @Test
    void theMessengerSaysHowLongAndWhether() {
        try (var other = new MessengerShop(List.of())) {
            other.clientWrites("instagram", "anna", "Hello");
            var fixed = other.sends("instagram", "instagram", "@anna", "Fixed");
            var late = other.sends("whatsapp", "whatsapp", "79018880002", "Late");
            Hub.await(
                    "both have gone",
                    () -> other.post("instagram").texts().contains("Fixed")
                            && other.post("whatsapp").texts().contains("Late"));
            Hub.await(
                    "their answers are known",
                    () -> other.crm
                            .patch("/v3/message/" + fixed, "{\"text\":\"a\"}")
                            .error()
                            .equals("CHANNEL_INVALID_TRANSPORT_FOR_EDITING"));
            assertEquals(
                    "CHANNEL_INVALID_TRANSPORT_FOR_DELETION",
                    other.crm.delete("/v3/message/" + fixed).error());

            other.hub.later(Duration.ofHours(49));
            assertEquals(
                    "MESSAGES_EDITING_TIME_EXPIRED",
                    other.crm.patch("/v3/message/" + late, "{\"text\":\"a\"}").error());
            assertEquals(
                    "MESSAGES_DELETION_TIME_EXPIRED",
                    other.crm.delete("/v3/message/" + late).error());
        }
    }
}
