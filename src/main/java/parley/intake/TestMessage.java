package parley.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.channel.Channels.Channel;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.chat.Aspect;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.LastLine;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.chat.Standing;
import parley.platform.Database;
import parley.rules.ChatFacts;

/// The incoming message by which an administrator sees that everything works (R62). It comes from nobody, creates
/// nothing in the CRM and moves no turn.
public final class TestMessage {

    private static final String ADDRESS = "parley-test";

    private final Database database;
    private final ChatRoom room;
    private final InstantSource clock;

    public TestMessage(Database database, ChatRoom room, InstantSource clock) {
        this.database = database;
        this.room = room;
        this.clock = clock;
    }

    /// Writes it; once more into the same chat when it is asked for again.
    ///
    /// @param viewer whose chat it is to be; absent for an administrator who is no employee of the CRM
    /// @param russian the language of the message
    public ChatId write(Channel channel, @Nullable EmployeeId viewer, boolean russian) {
        var client = Inbound.Client.of(
                new Address(channel.network(), ADDRESS, null, null), russian ? "Тестовый клиент" : "Test client");
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var chat = room.chats().openTest(tx, channel.account(), channel.id(), client, now);
            var message = new NewMessage(
                    null,
                    null,
                    false,
                    Content.Kind.TEXT,
                    russian
                            ? "Здравствуйте! Это тестовое сообщение Parley."
                            : "Hello! This is a test message from Parley.",
                    List.of(),
                    Map.of(),
                    null,
                    now,
                    null,
                    "client",
                    null,
                    true);
            var id = room.messages().append(tx, chat, message).orElseThrow();
            room.counters().appended(tx, chat, chat.seq() + 1, LastLine.of(message), Effect.ASKS, now);
            room.ownership().stand(tx, chat, standing(viewer));
            var news = new News(channel.account());
            news.chat(chat.id(), chat.facts());
            news.add(new Feed.Change.OfMessage(chat.id(), id, new Aspect.New()));
            news.publish(tx, room.feed());
            return chat.id();
        });
    }

    private static Standing standing(@Nullable EmployeeId viewer) {
        return viewer == null
                ? Standing.unrouted().as(ChatFacts.Client.OFFERED)
                : Standing.unrouted().givenTo(viewer);
    }
}
