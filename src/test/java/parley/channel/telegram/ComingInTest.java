package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.ChannelConfig;
import parley.channel.ChannelOffice;
import parley.channel.ChannelType;
import parley.channel.Connection.Fetched;
import parley.channel.Connection.Health;
import parley.channel.Hook.Verdict;
import parley.channel.Inbound;

/// How a bot is connected, and how updates and files come in.
class ComingInTest {

    private BotDesk desk = new BotDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    private void polling() {
        desk.close();
        desk = new BotDesk(null, Map.of());
    }

    private void polls(Runnable meanwhile) throws InterruptedException {
        var poller = Thread.ofVirtual().start(() -> {
            try {
                desk.line.poll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        meanwhile.run();
        poller.interrupt();
        assertTrue(poller.join(Duration.ofSeconds(5)), "polling ends when it is interrupted");
    }

    private List<String> keys() {
        return desk.paper.inlet.stream().map(event -> event.dedupKey()).toList();
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
    @DisplayName("R70: an update is stored byte for byte under its own name, by the order of its chat")
    void anUpdateIsAnEvent() {
        desk.line.subscribe();
        var body = Samples.bytes("button");
        var events = assertInstanceOf(Verdict.Events.class, desk.line.verify(desk.hook(body)));

        assertEquals("", events.answer(), "Telegram would take some bodies for a call");
        assertEquals(1, events.events().size());
        assertArrayEquals(body, events.events().getFirst().body());
        assertTrue(events.events().getFirst().dedupKey().matches("7000000\\d\\d"));
        assertEquals("5012345678", events.events().getFirst().chatKey());
        assertEquals(Map.of(), events.events().getFirst().headers());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        `{}`                               | -
        `[]`                               | -
        `not JSON`                         | -
        ``                                 | -
        `{"new_kind":{"chat":{"id":-7}}}`  | -7
        `{"a":{"message":{"chat":{"id":"8"}}}}` | 8
        """)
    void whatIsUnknownIsAnEventAndNoRefusal(String body, String chat) {
        desk.line.subscribe();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var event = assertInstanceOf(Verdict.Events.class, desk.line.verify(desk.hook(bytes)))
                .events()
                .getFirst();

        assertTrue(event.dedupKey().startsWith("sha256:"));
        assertEquals(chat, event.chatKey());
    }

    @Test
    void whereTheInternetDoesNotReachUsTelegramIsAsked() {
        polling();
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
    @DisplayName("R70: what was fetched is confirmed only when it is durable")
    void pollingConfirmsWhatIsStored() throws InterruptedException {
        polling();
        desk.paper.inletFailures = 1;
        desk.anna.writes("One");
        desk.boris.writes("Two");

        polls(() -> {
            ChannelOffice.await("both are stored", () -> keys().size() >= 2);
            ChannelOffice.await("both are confirmed", () -> desk.server.updates.waiting() == 0);
        });
        assertEquals(List.of("700000000", "700000001"), keys());
        assertEquals(
                "One",
                desk.line
                                        .read(new parley.channel.Connection.StoredEvent(
                                                PaperTools.NOW,
                                                Map.of(),
                                                desk.paper.inlet.getFirst().body()))
                                        .getFirst()
                                instanceof Inbound.Message message
                        ? message.content().text()
                        : "");
    }

    @Test
    void pollingGoesOnAfterTroubleAndSaysWhatItIs() throws InterruptedException {
        polling();
        desk.server.next("getUpdates", new Misbehaviour.Says(409, "Conflict: terminated by other getUpdates request"));
        desk.anna.writes("One");

        polls(() -> {
            ChannelOffice.await(
                    "told", () -> desk.line.health().equals(new Health.Attention("other_poller")) || !keys().isEmpty());
            ChannelOffice.await("goes on", () -> keys().size() == 1);
        });
        assertInstanceOf(Health.Connected.class, desk.line.health());
    }

    @Test
    void byWebhookNobodyIsAsked() throws InterruptedException {
        desk.line.poll();

        assertEquals(List.of(), desk.server.calls("getUpdates"));
    }

    @Test
    void aPressedButtonIsAcknowledged() {
        desk.line.acknowledge((Inbound.Pressed) Samples.read("button"));

        assertEquals(
                "4382bfdwdsb323b2d9",
                desk.server.calls("answerCallbackQuery").getFirst().text("callback_query_id"));
    }

    @Test
    void aFileIsFetched() throws IOException {
        desk.anna.sendsPhoto("AgAC", new byte[] {1, 2, 3}, "Look");

        try (var stream = assertInstanceOf(Fetched.Content.class, desk.line.fetch("AgAC")).stream()) {
            assertArrayEquals(new byte[] {1, 2, 3}, stream.readAllBytes());
        }
    }

    @Test
    void aFileThatIsTooBigForTheBotApiIsGoneAndOtherTroublePasses() {
        desk.server.next(
                "getFile",
                new Misbehaviour.Says(400, "Bad Request: file is too big"),
                new Misbehaviour.TooFast(9),
                new Misbehaviour.CutBefore(),
                new Misbehaviour.Foreign(500));

        assertEquals(new Fetched.Gone("too_big"), desk.line.fetch("x"));
        assertEquals(new Fetched.TryLater(Duration.ofSeconds(9), "rate"), desk.line.fetch("x"));
        assertInstanceOf(Fetched.TryLater.class, desk.line.fetch("x"));
        assertInstanceOf(Fetched.TryLater.class, desk.line.fetch("x"));
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
}
