package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.story.Hub;

/// Transport, keys, limits and the shape of errors: sections 1, 2, 3 and 8 of the contract.
class ReceptionTest {

    private static Hub hub;
    private static Crm full;
    private static Crm limited;

    @BeforeAll
    static void open() {
        hub = Hub.start();
        full = Crm.of(hub, "full");
        limited = Crm.of(hub, "limited");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aKeyIsThirtyTwoHexDigits() {
        assertTrue(full.key().matches("[0-9a-f]{32}"), full.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER %s", "Basic %s", "basic  %s"})
    void theRawKeyStandsBehindEitherWord(String pattern) {
        var answer = Crm.ask(full.request("/v3/channels")
                .header("Authorization", pattern.formatted(full.key()))
                .build());

        assertEquals(200, answer.status(), answer.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Token %s", "%s", "Bearer 00000000000000000000000000000000"})
    void withoutAKeyNothingIsTold(String pattern) {
        var answer = Crm.ask(full.request("/v3/channels")
                .header("Authorization", pattern.formatted(full.key()))
                .build());

        assertEquals(401, answer.status());
        assertEquals("UNAUTHORIZED", answer.error());
    }

    @Test
    void aKeyForAnotherPurposeIsNone() {
        var made = hub.owner().post("/api-keys", "{\"name\":\"Metrics\",\"scopes\":[\"metrics\"]}");
        var answer = new Crm(hub.address(), made.json().path("secret").asString()).get("/v3/channels");

        assertEquals(401, answer.status());
        var mixed = hub.owner().post("/api-keys", "{\"name\":\"All\",\"scopes\":[\"full\",\"admin\"]}");
        assertEquals(422, mixed.status(), mixed.toString());
    }

    @Test
    void aRevokedKeyEndsAtOnce() {
        var made = hub.owner()
                .post("/api-keys", "{\"name\":\"Old\",\"scopes\":[\"full\"]}")
                .json();
        var old = new Crm(hub.address(), made.path("secret").asString());
        assertEquals(200, old.get("/v3/channels").status());

        hub.owner().delete("/api-keys/" + made.path("key").path("id").asString());

        assertEquals(401, old.get("/v3/channels").status());
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        METHOD | PATH              | STATUS | ERROR
        GET    | /v3/nothing       | 404    | NOT_FOUND
        GET    | /v3               | 404    | NOT_FOUND
        GET    | /v3/              | 404    | NOT_FOUND
        GET    | /v3/%zz           | 404    | NOT_FOUND
        GET    | /v3//channels     | 404    | NOT_FOUND
        POST   | /v3/channels      | 405    | METHOD_NOT_ALLOWED
        GET    | /counters/nothing | 404    | NOT_FOUND
        """)
    void everyErrorHasOneShape(String method, String path, int status, String error) {
        var answer = path.contains("%zz")
                ? full.get("/v3/%25zz")
                : full.ask(method, path, method.equals("POST") ? "{}" : null);

        assertEquals(status, answer.status(), answer.toString());
        assertEquals("application/json; charset=utf-8", answer.header("Content-Type"));
        assertEquals(error, answer.error());
        assertEquals(status, answer.json().path("status").asInt());
        assertTrue(answer.json().path("requestId").asString().matches("[0-9a-f]{32}"));
        assertEquals(answer.header("trace-id"), answer.json().path("requestId").asString());
        assertFalse(answer.json().path("description").asString().isBlank());
    }

    @Test
    void aTrailingSlashAndABodyWhereNoneBelongsMeanNothing() {
        var answer = Crm.ask(full.request("/v3/channels/")
                .header("Authorization", "Bearer " + full.key())
                .method("GET", BodyPublishers.ofString("[]"))
                .build());

        assertEquals(200, answer.status());
        assertFalse(answer.header("trace-id").isEmpty());
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsNotTaken() {
        var fits = full.post("/v3/message", " ".repeat((1 << 20) - 2) + "{}");
        assertEquals("INVALID_MESSAGE_DATA", fits.error(), fits.toString());

        var tooLarge = full.post("/v3/message", " ".repeat((1 << 20) - 1) + "{}");
        assertEquals(413, tooLarge.status());
        assertEquals("PAYLOAD_TOO_LARGE", tooLarge.error());
    }

    @Test
    void idsInPathsMayHoldAnyCharacter() {
        assertEquals(List.of("v3", "users", "a/b c+d"), Call.parts("/v3/users/a%2Fb%20c+d/"));
        assertEquals(List.of("v3", "users", "имя"), Call.parts("/v3/users/%D0%B8%D0%BC%D1%8F"));
    }

    @Test
    void aLimitedKeyReachesChannelsAndTemplates() {
        assertEquals(200, limited.get("/v3/channels").status());
        assertEquals(200, limited.get("/v3/templates/whatsapp").status());
    }

    @Test
    void onlyRegisteredPagesMayCallFromABrowser() {
        var made = hub.owner().post("/api-keys", """
            {"name":"Browser","scopes":["full"],"origins":["https://crm.example.com"]}\
            """);
        var browser = new Crm(hub.address(), made.json().path("secret").asString());

        assertEquals("https://crm.example.com", origin(browser, "https://crm.example.com"));
        assertEquals("", origin(browser, "https://evil.example.com"));
        assertEquals("", origin(full, "https://crm.example.com"));
        var asked = Crm.ask(full.request("/v3/channels")
                .header("Origin", "https://crm.example.com")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
        assertEquals("https://crm.example.com", asked.header("Access-Control-Allow-Origin"));
        assertEquals("{}", asked.text());
    }

    private static String origin(Crm crm, String page) {
        return Crm.ask(crm.request("/v3/channels")
                        .header("Authorization", "Bearer " + crm.key())
                        .header("Origin", page)
                        .build())
                .header("Access-Control-Allow-Origin");
    }

    @Test
    void aKeyThatAsksTooOftenIsToldWhenToComeBack() {
        try (var small = Hub.start(List.of("--api-rate=3"))) {
            var crm = Crm.of(small, "full");
            var last = crm.get("/v3/channels");
            for (int more = 0; more < 20 && last.status() == 200; more++) {
                last = crm.get("/v3/channels");
            }

            assertEquals(429, last.status());
            assertEquals("TOO_MANY_REQUESTS", last.error());
            assertTrue(Integer.parseInt(last.header("Retry-After")) <= 5);
            assertEquals(200, Crm.of(small, "full").get("/v3/channels").status());
        }
    }
}
