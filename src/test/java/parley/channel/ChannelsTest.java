package parley.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.channel.ChannelOffice.await;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.AccountId;
import parley.base.Exempt;
import parley.channel.Channels.Announcer.What;
import parley.channel.Channels.Connected;
import parley.channel.Channels.State;
import parley.platform.Database;
import parley.platform.FilledForm;

@Exempt(because = "the life of a channel, told in one office")
class ChannelsTest {

    private static final AtomicLong NUMBER = new AtomicLong(100);

    @TempDir
    static Path data;

    private final Database database = ChannelOffice.database();
    private final AccountId account = new AccountId(NUMBER.incrementAndGet());
    private final PaperMessenger paper = new PaperMessenger();
    private ChannelOffice.Node node;
    private Channels channels;

    @BeforeEach
    void found() {
        ChannelOffice.found(database, account);
        node = new ChannelOffice.Node(
                database, data, "node-" + account, paper, new PaperMessenger("public").needsPublicHttps());
        channels = node.channels;
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Channels.Channel connected(String name, String token) {
        return assertInstanceOf(
                        Connected.Done.class,
                        channels.connect(account, "paper", name, Map.of("token", token, "greeting", "Hello")))
                .channel();
    }

    private Channels.Live live(Channels.Channel channel) {
        return channels.live(account, channel.id()).orElseThrow();
    }

    @Test
    void aConnectedChannelWorksAtOnce() {
        var channel = connected(" Shop ", "batman-1");

        assertEquals("Shop", channel.name());
        assertEquals("@batman-1", channel.address());
        assertEquals(State.CONNECTED, channel.state());
        assertEquals(List.of("subscribe"), paper.calls);
        assertEquals(
                channel.id(),
                channels.byKey("paper", channel.key()).orElseThrow().channel().id());
        assertTrue(channels.byKey("public", channel.key()).isEmpty(), "the address names the type too");
        assertEquals(List.of(What.ROSTER, What.STATE), node.announced);
        assertTrue(channel.key().length() >= 32, "128 random bits or more");
    }

    @Test
    void allMistakesAreToldAtOnceAndNothingIsStored() {
        var invalid = assertInstanceOf(
                Connected.Invalid.class,
                channels.connect(account, "paper", " ", Map.of("token", "A", "mode", "warp", "colour", "red")));

        assertEquals(Set.of("name", "token", "mode", "colour"), invalid.fields().keySet());
        assertEquals("pattern", invalid.fields().get("token").code());
        assertEquals("unknown_field", invalid.fields().get("colour").code());
        assertTrue(channels.all(account).isEmpty());
    }

    @Test
    void whatTheMessengerRefusesIsToldAtItsField() {
        paper.revoked.add("batman-1");

        var invalid = assertInstanceOf(
                Connected.Invalid.class, channels.connect(account, "paper", "Shop", Map.of("token", "batman-1")));

        assertEquals("wrong_secret", invalid.fields().get("token").code());
    }

    @Test
    @DisplayName("R9: an account of a messenger is connected once")
    void anAccountIsConnectedOnce() {
        var first = connected("Shop", "batman-1");

        var taken = assertInstanceOf(
                Connected.Taken.class, channels.connect(account, "paper", "Other", Map.of("token", "batman-2")));

        assertEquals(first.id(), taken.by().id());
        channels.remove(account, first.id());
        assertEquals(State.CONNECTED, connected("Other", "batman-2").state());
    }

    @Test
    void aNameIsTakenOnce() {
        connected("Магазин", "batman-1");

        var invalid = assertInstanceOf(
                Connected.Invalid.class, channels.connect(account, "paper", "МАГАЗИН", Map.of("token", "robin-1")));

        assertEquals("channel_name", invalid.fields().get("name").code());
    }

    @Test
    void aMessengerThatCallsUsNeedsAnAddress() {
        assertInstanceOf(
                Connected.NeedsPublicAddress.class,
                channels.connect(account, "public", "Shop", Map.of("token", "batman-1")));
    }

    @Test
    void secretsLieSealedAndNeverComeBack() {
        var channel = connected("Shop", "batman-secret-7f3a");

        var row = database.read(tx -> tx.createQuery("SELECT channel::text FROM channel WHERE account_id = :account")
                .bind("account", account.value())
                .mapTo(String.class)
                .one());
        assertFalse(row.replace("@batman-secret-7f3a", "").contains("secret-7f3a"), "not plain in the database");
        assertEquals(
                new FilledForm.Shown.Secret(true, "7f3a"),
                channels.form(account, channel.id()).get("token"));
        assertEquals(
                new FilledForm.Shown.Plain("Hello"),
                channels.form(account, channel.id()).get("greeting"));
        assertFalse(channels.form(account, channel.id()).containsKey("own-secret"));
        assertFalse(live(channel).config().toString().contains("7f3a"));
        channels.remove(account, channel.id());
        assertEquals(
                "",
                database.read(tx -> tx.createQuery("SELECT fields FROM channel WHERE account_id = :account")
                        .bind("account", account.value())
                        .mapTo(String.class)
                        .one()));
    }

    @Test
    void anEmptySecretIsUnchangedAndAnEmptyTextIsCleared() {
        var channel = connected("Shop", "batman-1");
        var own = live(channel).config().fields().get("own-secret");

        var changed = assertInstanceOf(
                Connected.Done.class,
                channels.change(account, channel.id(), "Store", Map.of("token", "", "greeting", "")));

        assertEquals("Store", changed.channel().name());
        var fields = live(channel).config().fields();
        assertEquals("batman-1", fields.get("token"));
        assertNull(fields.get("greeting"));
        assertEquals(own, fields.get("own-secret"), "what the adapter made up stays");
    }

    @Test
    void renamingKeepsTheLineOpenAndAnotherFormOpensAnother() {
        var channel = connected("Shop", "batman-1");
        var before = live(channel).connection();

        channels.change(account, channel.id(), "Store", Map.of());
        assertSame(before, live(channel).connection());
        assertEquals("Store", live(channel).channel().name());

        channels.change(account, channel.id(), null, Map.of("token", "batman-2"));
        assertNotSame(before, live(channel).connection());
    }

    @Test
    void aChannelNeverBecomesAnotherAccounts() {
        var channel = connected("Shop", "batman-1");

        var invalid = assertInstanceOf(
                Connected.Invalid.class, channels.change(account, channel.id(), null, Map.of("token", "robin-1")));

        assertEquals("another_account", invalid.fields().get("token").code());
        assertEquals("batman-1", live(channel).config().fields().get("token"));
    }

    @Test
    void aRemovedChannelIsKnownButHasNoLine() {
        var channel = connected("Shop", "batman-1");

        assertTrue(channels.remove(account, channel.id()));

        assertTrue(channels.find(account, channel.id()).orElseThrow().deleted());
        assertTrue(channels.live(account, channel.id()).isEmpty());
        assertTrue(channels.byKey("paper", channel.key()).isEmpty());
        assertTrue(channels.all(account).isEmpty());
        assertEquals("unsubscribe", paper.calls.getLast());
        assertFalse(channels.remove(account, channel.id()));
    }

    @Test
    void statesMoveWithWhatTheLineSaysAndAreRemembered() {
        var channel = connected("Shop", "batman-1");
        node.announced.clear();

        channels.report(account, channel.id(), new Connection.Health.Connected());
        assertTrue(node.announced.isEmpty(), "nothing new");
        channels.report(account, channel.id(), new Connection.Health.NeedsReconnect("wrong_secret"));

        var down = channels.find(account, channel.id()).orElseThrow();
        assertEquals(State.NEEDS_RECONNECT, down.state());
        assertEquals("wrong_secret", down.reason());
        assertEquals(List.of(What.STATE), node.announced);
        assertEquals(State.NEEDS_RECONNECT, live(channel).channel().state());
        channels.act(account, channel.id(), "reconnect");
        assertEquals(
                List.of(State.CONNECTED, State.CONNECTING, State.NEEDS_RECONNECT, State.CONNECTED),
                channels.past(account, channel.id(), 10).stream()
                        .map(Channels.Past::state)
                        .toList());
    }

    @Test
    void whatIsSwitchedOffStaysOffUntilItIsSwitchedOn() {
        var channel = connected("Shop", "batman-1");

        channels.act(account, channel.id(), "disable");
        channels.report(account, channel.id(), new Connection.Health.Connected());

        assertEquals(
                State.DISABLED,
                channels.find(account, channel.id()).orElseThrow().state());
        assertTrue(channels.byKey("paper", channel.key()).isEmpty(), "nothing comes in");
        assertEquals(State.DISABLED, live(channel).channel().state(), "what is to be sent can see why it waits");
        channels.act(account, channel.id(), "enable");
        assertEquals(State.CONNECTED, live(channel).channel().state());
        assertInstanceOf(Connected.Unknown.class, channels.act(account, channel.id(), "explode"));
    }

    @Test
    void anAdapterThatBreaksDownNeedsALook() {
        paper.breakdown = new IllegalStateException("torn");

        var channel = connected("Shop", "batman-1");

        assertEquals(State.ATTENTION, channel.state());
        assertEquals("check_failed", channel.reason());
    }

    @Test
    void whatAnotherProcessDoesIsNoticed() {
        try (var other = new ChannelOffice.Node(database, data, "other-" + account, paper)) {
            var channel = connected("Shop", "batman-1");
            await(
                    "connected elsewhere",
                    () -> other.channels.byKey("paper", channel.key()).isPresent());

            channels.change(account, channel.id(), "Store", Map.of("token", "batman-2"));
            await(
                    "changed elsewhere",
                    () -> other.channels
                            .live(account, channel.id())
                            .filter(live -> live.channel().name().equals("Store"))
                            .filter(live -> live.config().fields().get("token").equals("batman-2"))
                            .isPresent());

            channels.remove(account, channel.id());
            await(
                    "removed elsewhere",
                    () -> other.channels.live(account, channel.id()).isEmpty());
        }
    }

    @Test
    void oneProcessAsksForNewsUntilItNoLongerMay() {
        var first = connected("Shop", "batman-1");
        connected("Store", "robin-1");
        node.shards.start();
        channels.start();
        try (var other = new ChannelOffice.Node(database, data, "other-" + account, paper)) {
            other.channels.start();
            await("each line asks once", () -> paper.polling(account) == 2);

            channels.act(account, first.id(), "disable");
            await("the one that is off asks no more", () -> paper.polling(account) == 1);
        }
        channels.close();
        await("nobody asks", () -> paper.polling(account) == 0);
    }

    @Test
    void theTimesOfTheLastMessagesAreWrittenDownInTheEnd() {
        var channel = connected("Shop", "batman-1");
        channels.start();

        channels.sawIn(account, channel.id());
        channels.sawOut(account, channel.id());
        channels.close();

        var seen = channels.find(account, channel.id()).orElseThrow();
        assertEquals(ChannelOffice.NOW, seen.lastIn());
        assertEquals(ChannelOffice.NOW, seen.lastOut());
    }

    @Test
    void keysDiffer() {
        var keys = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            keys.add(connected("Shop " + i, "hero" + i + "-1").key());
        }
        assertEquals(5, keys.size());
        assertNotEquals("", keys.iterator().next());
    }
}
