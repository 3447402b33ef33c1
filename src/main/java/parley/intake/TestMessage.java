package parley.intake;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.Address;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.channel.Channels;
import parley.channel.Channels.Channel;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.chat.Standing;
import parley.platform.Database;
import parley.rules.Access;
import parley.rules.ChatFacts;
import parley.rules.Settings;
import parley.settings.SettingsDesk.Agreed;

/// The incoming message by which an administrator sees that everything works (R62). It comes from nobody, creates
/// nothing in the CRM and moves no turn; replies to it stay here.
public final class TestMessage {

    private static final String ADDRESS = "parley-test";

    /// WhatsApp and WABA are one network.
    private static final Set<String> NETWORKS = Set.of("whatsapp", "telegram", "web");

    /// A message that was written.
    ///
    /// @param seen whether whoever asked for it sees it in his chats
    public record Written(Channel channel, ChatId chat, boolean seen) {}

    private final Database database;
    private final ChatRoom room;
    private final Channels channels;
    private final InstantSource clock;

    public TestMessage(Database database, ChatRoom room, Channels channels, InstantSource clock) {
        this.database = database;
        this.room = room;
        this.channels = channels;
        this.clock = clock;
    }

    /// Writes it into the channel that was added first among WhatsApp, WABA, Telegram and web chat; once more into the
    /// same chat when it is asked for again. Empty when no such channel is in the integration.
    public Optional<Written> write(Viewer viewer, Agreed agreed) {
        return channels.all(viewer.account()).stream()
                .filter(channel -> NETWORKS.contains(channel.network().value()))
                .filter(channel -> agreed.settings().channel(channel.id()).isPresent())
                .min(Comparator.comparingLong(channel -> channel.id().value()))
                .map(channel -> write(viewer, agreed.settings(), channel));
    }

    private Written write(Viewer viewer, Settings settings, Channel channel) {
        var standing = standing(settings, viewer.employee(), channel);
        var facts = new ChatFacts(channel.id(), standing.client(), standing.responsible());
        var employee = viewer.employee();
        var seen = employee != null && Access.of(settings, employee, facts).reads();
        return new Written(channel, write(channel, standing, viewer.language().equals("ru")), seen);
    }

    private ChatId write(Channel channel, Standing standing, boolean russian) {
        var client = Inbound.Client.of(
                new Address(channel.network(), ADDRESS, null, null), russian ? "Тестовый клиент" : "Test client");
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var chat = room.chats().openTest(tx, channel.account(), channel.id(), client, now);
            var news = new News(channel.account());
            room.appending().append(tx, chat, message(russian), Effect.ASKS, now, news);
            room.ownership().stand(tx, chat, standing);
            news.chat(chat.id(), chat.facts());
            news.publish(tx, room.feed());
            return chat.id();
        });
    }

    private NewMessage message(boolean russian) {
        var text = russian
                ? "Это тестовое сообщение Parley. Ответьте на него, чтобы проверить чаты."
                : "This is a test message from Parley. Reply to it to test the chats.";
        return new NewMessage(
                null,
                null,
                false,
                Content.Kind.TEXT,
                text,
                List.of(),
                Map.of(),
                null,
                clock.instant(),
                null,
                "client",
                null,
                true);
    }

    /// The client of whoever asks, if he sees clients of his own there. Else only those who see every chat see it: a
    /// test must not call the sellers.
    private static Standing standing(Settings settings, @Nullable EmployeeId employee, Channel channel) {
        if (employee == null) {
            return Standing.unrouted();
        }
        var own = new ChatFacts(channel.id(), ChatFacts.Client.KNOWN, Set.of(employee));
        return Access.of(settings, employee, own).reads() ? Standing.unrouted().givenTo(employee) : Standing.unrouted();
    }
}
