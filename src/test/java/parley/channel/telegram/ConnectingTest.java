package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.ChannelConfig;
import parley.channel.ChannelOffice;
import parley.channel.ChannelType;
import parley.channel.Connection.Health;
import parley.channel.PaperTools;

/// How a bot is connected, and how it stays so.
class ConnectingTest {

    private BotDesk desk = new BotDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void theWebhookIsSetWithASecretAndEverythingThatIsToCome() {
        assertInstanceOf(Health.Connected.class, desk.line.subscribe());

        var call = desk.server.calls("setWebhook").getFirst();
        assertEquals(BotDesk.PUBLIC + "/hooks/telegram/" + BotDesk.KEY, call.text("url"));
        assertEquals(64, call.text("secret_token").length());
        assertEquals(5, call.parameters().get("allowed_updates").size());
        assertTrue(call.has("drop_pending_updates")
                && !call.parameters().get("drop_pending_updates").asBoolean());
    }

    @Test
    void theSecretIsAnotherOneForEachChannelAndEachToken() {
        var here = Account.of(desk.config).secret();
        var otherKey = new ChannelConfig(new AccountId(1), new ChannelId(6), "other", desk.config.fields());
        var otherToken = new ChannelConfig(
                new AccountId(1), new ChannelId(5), BotDesk.KEY, Map.of("token", BotApiServer.REVOKED));

        assertNotEquals(here, Account.of(otherKey).secret());
        assertNotEquals(here, Account.of(otherToken).secret());
        assertEquals(here, Account.of(desk.config).secret());
    }

    @Test
    void whereTheInternetDoesNotReachUsTelegramIsAsked() {
        desk.close();
        desk = new BotDesk(null, Map.of());
        desk.server.updates.webhookOfSomebodyElse(BotDesk.PUBLIC + "/hooks/telegram/" + BotDesk.KEY);

        assertInstanceOf(Health.Connected.class, desk.line.subscribe());
        assertNull(desk.server.updates.webhook());
        assertTrue(!desk.server
                .calls("deleteWebhook")
                .getFirst()
                .parameters()
                .get("drop_pending_updates")
                .asBoolean());
    }

    @Test
    void aLostWebhookIsSetAgain() {
        desk.line.subscribe();
        desk.server.updates.webhookOfSomebodyElse(null);

        assertInstanceOf(Health.Connected.class, desk.line.health());
        assertEquals(BotDesk.PUBLIC + "/hooks/telegram/" + BotDesk.KEY, desk.server.updates.webhook());
    }

    @Test
    void aWebhookOfSomebodyElseIsReportedAndLeftAlone() {
        desk.line.subscribe();
        desk.server.updates.webhookOfSomebodyElse("https://other.example.com/hook");

        assertEquals(new Health.Attention("foreign_webhook"), desk.line.health());
        desk.line.unsubscribe();
        assertEquals("https://other.example.com/hook", desk.server.updates.webhook());
    }

    @Test
    void disconnectingRemovesTheWebhook() {
        desk.line.subscribe();
        desk.line.unsubscribe();

        assertNull(desk.server.updates.webhook());
    }

    @Test
    void theSameWebhookTooSoonIsSetNevertheless() {
        desk.line.subscribe();
        desk.server.next("setWebhook", new Misbehaviour.TooFast(1));

        assertInstanceOf(Health.Connected.class, desk.line.subscribe());
    }

    @Test
    void everyReasonOfALineHasItsTexts() {
        var known = new TelegramType().descriptor().reasons().keySet();
        desk.server.next("setWebhook", new Misbehaviour.Says(400, "Bad Request: bad webhook: Port"));
        desk.server.next(
                "getWebhookInfo",
                new Misbehaviour.Says(401, "Unauthorized"),
                new Misbehaviour.Foreign(404),
                new Misbehaviour.Foreign(502),
                new Misbehaviour.TooFast(5));
        var reasons = List.of(
                ((Health.Attention) desk.line.subscribe()).reason(),
                ((Health.NeedsReconnect) desk.line.health()).reason(),
                ((Health.Attention) desk.line.health()).reason(),
                ((Health.Attention) desk.line.health()).reason());

        assertEquals(List.of("webhook_refused", "wrong_secret", "foreign_answer", "unreachable"), reasons);
        assertTrue(known.containsAll(reasons));
    }

    @Test
    void theFormIsCheckedWithTelegram() {
        var type = new TelegramType();
        var fine = type.check(desk.form(Map.of()), desk.tools);
        assertEquals(new ChannelType.Check.Fine("@shop_bot", "123456789"), fine);
        assertEquals(Map.of("token", "pattern"), codes(Map.of("token", "123:short")));
        assertEquals(Map.of("token", "wrong_secret"), codes(Map.of("token", BotApiServer.REVOKED)));
        assertEquals(Map.of("server", "pattern"), codes(Map.of("server", "telegram.org")));
        assertEquals(Map.of("server", "unreachable"), codes(Map.of("server", "http://127.0.0.1:1")));
        assertEquals(
                Map.of("token", "required", "server", "pattern"), codes(Map.of("token", " ", "server", "ftp://x")));
        assertEquals(List.of(), desk.server.calls("setWebhook"), "nothing was changed at Telegram");
    }

    private Map<String, String> codes(Map<String, String> typed) {
        var mistakes = (ChannelType.Check.Mistakes) new TelegramType().check(desk.form(typed), desk.tools);
        var codes = new java.util.HashMap<String, String>();
        mistakes.fields().forEach((field, mistake) -> codes.put(field, mistake.code()));
        return codes;
    }

    @Test
    void aWebhookNeedsAnAddress() {
        var laptop = new PaperTools().tools("http://localhost:8080");
        var mistakes =
                (ChannelType.Check.Mistakes) new TelegramType().check(desk.form(Map.of("mode", "webhook")), laptop);

        assertEquals("public_https", mistakes.fields().get("mode").code());
    }

    @Test
    void deliveriesThatDoNotGetThroughAreReported() {
        desk.line.subscribe();
        desk.server.updates.route(BotDesk.PUBLIC, "http://127.0.0.1:1");
        desk.anna.writes("Hello?");

        ChannelOffice.await("reported", () -> desk.line.health().equals(new Health.Attention("webhook_failing")));
    }
}
