package parley.channel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Address;
import parley.base.MessageId;
import parley.channel.Connection.Fetched;
import parley.channel.Connection.Health;
import parley.channel.Connection.StoredEvent;
import parley.channel.Hook.Verdict;
import parley.platform.FormField;

/// What every channel keeps to. Each channel's test says how things are done at the messenger itself.
///
/// The properties are run by jqwik, which knows no `@BeforeEach`: fields hold what a test needs.
public interface ConnectionContract {

    Instant AT = Instant.parse("2026-11-24T09:15:00Z");

    ChannelType type();

    /// A line to one connected account of a messenger that works; the same one during a test.
    Connection connection();

    /// Somebody who can be written to.
    Address somebody();

    /// Somebody whom the messenger does not know.
    Address nobody();

    /// The texts that the messenger has given to its client, oldest first.
    List<String> arrived(Address client);

    /// Whether a repeated `cid` is one message at the messenger itself (R73).
    boolean knowsCids();

    /// A delivery to the hook address with its proof of origin; absent where nobody knocks.
    Optional<Hook> genuine();

    /// The same delivery without proof, with a wrong one, with one wrong only in its last sign.
    List<Hook> forged();

    /// Stored events as they were seen in the field.
    List<StoredEvent> recorded();

    /// A form that passes {@link ChannelType#check}.
    Map<String, String> form();

    /// What the house lends; the same that {@link #connection} was opened with.
    ChannelTools tools();

    @Test
    default void aMessageArrivesOnce() {
        var sent = assertInstanceOf(
                SendResult.Accepted.class, connection().send(message(somebody(), 1, "Good day, is it still there?")));

        assertFalse(sent.externalIds().isEmpty(), "without an id no status can be matched");
        assertTrue(
                List.of(DeliveryStatus.ACCEPTED, DeliveryStatus.SENT, DeliveryStatus.DELIVERED)
                        .contains(sent.status()),
                "R72: " + sent.status());
        assertEquals(List.of("Good day, is it still there?"), arrived(somebody()));
    }

    @Test
    default void messagesArriveInTheirOrder() {
        for (int i = 1; i <= 5; i++) {
            assertInstanceOf(SendResult.Accepted.class, connection().send(message(somebody(), i, "No. " + i)));
        }
        assertEquals(List.of("No. 1", "No. 2", "No. 3", "No. 4", "No. 5"), arrived(somebody()));
    }

    @Test
    @DisplayName("R73: the same cid twice is one message where the messenger knows idempotency")
    default void theSameCidTwiceIsOneMessage() {
        assumeTrue(knowsCids(), "this messenger knows no idempotency");
        var first = assertInstanceOf(SendResult.Accepted.class, connection().send(message(somebody(), 1, "Once")));
        var second = assertInstanceOf(SendResult.Accepted.class, connection().send(message(somebody(), 1, "Once")));

        assertEquals(first.externalIds(), second.externalIds());
        assertEquals(List.of("Once"), arrived(somebody()));
    }

    @Test
    default void anUnknownRecipientIsRefusedNotThrown() {
        assertInstanceOf(SendResult.Refused.class, connection().send(message(nobody(), 1, "Hello?")));
    }

    @Test
    default void commandsForMessagesThatNeverWereDoNotThrow() {
        connection().send(new Outbound.Edit(somebody(), new MessageId(9), "never-was", "New text", false));
        connection().send(new Outbound.Delete(somebody(), new MessageId(9), "never-was"));
        connection().send(new Outbound.React(somebody(), new MessageId(9), "never-was", "👍"));
        connection().send(new Outbound.React(somebody(), new MessageId(9), "never-was", null));
    }

    @Test
    default void aFileThatNeverWasIsGoneNotThrown() {
        assertFalse(connection().fetch("never-was") instanceof Fetched.Content);
    }

    @Test
    default void withoutProofNothingIsStored() {
        for (var hook : forged()) {
            var refused = assertInstanceOf(Verdict.Refused.class, connection().verify(hook));
            assertTrue(refused.status() == 401 || refused.status() == 403, "status " + refused.status());
        }
    }

    @Test
    @DisplayName("R70: a repeated delivery carries the same keys")
    default void aRepeatedDeliveryCarriesTheSameKeys() {
        var hook = genuine();
        assumeTrue(hook.isPresent(), "nobody knocks at this channel's hook address");
        var first = assertInstanceOf(Verdict.Events.class, connection().verify(hook.get()));
        var second = assertInstanceOf(Verdict.Events.class, connection().verify(hook.get()));

        assertFalse(first.events().isEmpty());
        for (int i = 0; i < first.events().size(); i++) {
            assertEquals(
                    first.events().get(i).dedupKey(), second.events().get(i).dedupKey());
            assertEquals(first.events().get(i).chatKey(), second.events().get(i).chatKey());
        }
    }

    @Test
    default void readingIsPure() {
        for (var event : recorded()) {
            assertEquals(connection().read(event), connection().read(event));
        }
    }

    @Test
    default void whatWasSeenInTheFieldIsUnderstood() {
        for (var event : recorded()) {
            assertFalse(connection().read(event).isEmpty(), new String(event.body(), StandardCharsets.UTF_8));
        }
    }

    @Property(tries = 300)
    @Label("reading never throws, whatever the bytes are")
    default void readingNeverThrows(@ForAll byte[] body) {
        connection().read(new StoredEvent(AT, Map.of(), body));
    }

    @Property(tries = 500)
    @Label("reading never throws, wherever a known event is broken")
    default void readingBrokenEventsNeverThrows(@ForAll("broken") StoredEvent event) {
        connection().read(event);
    }

    @Property(tries = 200)
    @Label("a check never throws, whatever is typed into the form")
    default void checkingNeverThrows(@ForAll("typed") Map<String, String> fields) {
        type().check(fields, tools());
    }

    @Test
    default void subscribingTwiceIsHarmless() {
        connection().subscribe();
        assertInstanceOf(Health.Connected.class, connection().subscribe());
        assertInstanceOf(Health.Connected.class, connection().health());
    }

    @Test
    default void aGoodFormPassesAndNamesTheAccount() {
        var fine = assertInstanceOf(ChannelType.Check.Fine.class, type().check(form(), tools()));

        assertFalse(fine.address().isBlank());
        assertFalse(fine.identity().isBlank());
        assertEquals(fine, type().check(form(), tools()), "R9: the same account has the same identity");
    }

    @Test
    default void anEmptyFormNamesEveryRequiredField() {
        var required = DescriptorText.fields(type().descriptor())
                .filter(FormField::required)
                .map(FormField::key)
                .toList();
        assumeTrue(!required.isEmpty(), "nothing is required");
        var mistakes = assertInstanceOf(ChannelType.Check.Mistakes.class, type().check(Map.of(), tools()));

        assertTrue(mistakes.fields().keySet().containsAll(required), "missing of " + required + ": " + mistakes);
    }

    @Test
    default void theFaceIsWholeInBothLanguages() {
        assertAll(DescriptorText.flaws(type().descriptor()).stream().map(flaw -> () -> assertEquals("", flaw)));
    }

    @Provide
    default Arbitrary<StoredEvent> broken() {
        return Arbitraries.of(recorded())
                .flatMap(event -> Arbitraries.integers()
                        .between(0, Math.max(0, event.body().length - 1))
                        .flatMap(place -> Arbitraries.bytes()
                                .map(value -> new StoredEvent(
                                        event.receivedAt(), event.headers(), broken(event.body(), place, value)))));
    }

    @Provide
    default Arbitrary<Map<String, String>> typed() {
        var keys =
                DescriptorText.fields(type().descriptor()).map(FormField::key).toList();
        return Arbitraries.maps(Arbitraries.of(keys), Arbitraries.strings().ofMaxLength(60));
    }

    /// Even places lose everything behind them, odd ones get another byte.
    private static byte[] broken(byte[] body, int place, byte value) {
        var copy = place % 2 == 0 ? java.util.Arrays.copyOf(body, place) : body.clone();
        if (place % 2 == 1) {
            copy[place] = value;
        }
        return copy;
    }

    private static Outbound.Send message(Address to, int number, String text) {
        return new Outbound.Send(to, new MessageId(number), "cid-" + number, Content.text(text), null, "Bruce");
    }
}
