package parley.channel.waba;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.channel.ChannelType;
import parley.channel.Connection.Fetched;
import parley.channel.Connection.Health;
import parley.channel.Hook;

/// The form, the handshake, the watch over the line, and files on their way in.
class LineTest implements AutoCloseable {

    private final WabaDesk desk = new WabaDesk();

    @Test
    void aFileIsFetchedInTwoStepsWithTheToken() throws IOException {
        desk.meta.holds("2001", new byte[] {1, 2, 3});
        var content = assertInstanceOf(Fetched.Content.class, desk.line.fetch("2001"));
        try (var stream = content.stream()) {
            assertArrayEquals(new byte[] {1, 2, 3}, stream.readAllBytes());
        }
        assertInstanceOf(Fetched.Gone.class, desk.line.fetch("2002"));
        desk.meta.revoke();
        assertInstanceOf(Fetched.TryLater.class, desk.line.fetch("2001"));
    }

    @Test
    void theLineIsWatchedAndRepaired() {
        desk.line.subscribe();
        assertEquals(WabaDesk.HOOK, desk.meta.override());
        desk.meta.forgetSubscription();
        assertEquals(new Health.Connected(), desk.line.health());
        assertTrue(desk.meta.isSubscribed());
        desk.meta.override(null);
        assertEquals(new Health.Connected(), desk.line.health());
        assertEquals(WabaDesk.HOOK, desk.meta.override());
        desk.meta.quality("RED");
        assertEquals(new Health.Attention("quality"), desk.line.health());
        desk.meta.override("https://other.example/hook");
        assertEquals(new Health.Attention("foreign_webhook"), desk.line.health());
        desk.line.unsubscribe();
        assertEquals("https://other.example/hook", desk.meta.override(), "of somebody else");
        desk.line.subscribe();
        desk.line.unsubscribe();
        assertNull(desk.meta.override());
        desk.meta.revoke();
        assertEquals(new Health.NeedsReconnect("token"), desk.line.health());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        appSecret,         0123456789abcdef0123456789abcdef, appSecret wrong_secret
        token,             EAAJBanotherTokenOfSomebody,      token wrong_secret
        phoneNumberId,     999999999,                        phoneNumberId pattern
        businessAccountId, 999999999,                        businessAccountId pattern
        businessAccountId, letters,                          businessAccountId pattern
        """)
    void aWrongFormNamesTheWrongField(String field, String typed, String mistake) {
        var found = new WabaType().check(desk.form(Map.of(field, typed)), desk.tools);
        var mistakes = assertInstanceOf(ChannelType.Check.Mistakes.class, found).fields();
        var one = mistakes.entrySet().iterator().next();
        assertEquals(mistake, one.getKey() + " " + one.getValue().code());
        assertEquals(1, mistakes.size());
    }

    @Test
    void theHandshakeIsAnsweredWithTheChallenge() {
        var query = Map.of("hub.mode", "subscribe", "hub.challenge", "1158", "hub.verify_token", WabaDesk.KEY);
        assertEquals(
                new Hook.Verdict.Answer(200, "text/plain; charset=utf-8", "1158"),
                desk.line.verify(new Hook("GET", Map.of(), query, new byte[0])));
    }

    @Test
    @DisplayName("the signature is of the bytes as they came: the vector of the reference, letters escaped")
    void theSignatureIsOfTheBytes() {
        var body =
                ("{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"messaging\":[{\"message\":{\"mid\":\"m_1\",\"text\":"
                                + "\"\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442 \\ud83d\\udc4d \\/\"}}]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "8117a96117a3e2b02b5fbbb175982f6c6ae254bd249744d33fd8504ff854fac7",
                Arrivals.signature("parley-app-secret", body));
        assertFalse(desk.config.toString().contains(GraphServer.TOKEN));
    }

    @AfterEach
    @Override
    public void close() {
        desk.close();
    }
}
