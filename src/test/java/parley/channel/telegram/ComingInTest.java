package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import parley.channel.ChannelOffice;
import parley.channel.Connection.Fetched;
import parley.channel.Connection.Health;
import parley.channel.Hook.Verdict;
import parley.channel.Inbound;
import parley.channel.PaperTools;

/// How updates and files come in.
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
}
