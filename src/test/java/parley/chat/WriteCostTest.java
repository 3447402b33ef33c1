package parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.chat.ChatCounters.Effect;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.story.Server;

/// What a message costs the database, in counts that do not depend on time.
@DisplayName("What is said in a chat")
class WriteCostTest {

    private static final AccountId US = new AccountId(1);
    private static final ChannelId BOT = new ChannelId(1);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int SAID = 20;

    private static Database database;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final ChatRoom room =
            ChatRoom.open(new Feed(now::get), new Jobs(now::get), (_, _, _) -> _ -> Optional.empty(), now::get);

    @BeforeAll
    static void open() {
        database = Database.open(Server.fresh(2));
        database.useTransaction(
                tx -> tx.execute("INSERT INTO account (id, name, language, zone) VALUES (1, 'Wayne', 'en', 'UTC')"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    @DisplayName("moves it in no index, as long as it waits already and ten seconds are not over")
    void leavesIndexesAlone() {
        database.useTransaction(tx -> {
            say(tx, "first");
            var before = calm(tx);
            for (int n = 1; n <= SAID; n++) {
                now.set(NOON.plusMillis(400L * n));
                say(tx, "then " + n);
            }
            assertEquals(SAID, calm(tx) - before);
        });
    }

    private void say(Handle tx, String text) {
        var anna = new Inbound.Client(new Address(new ChatType("paper"), "7", null, null), "Anna", null, true);
        var chat = room.chats().open(tx, US, BOT, anna, now.get());
        var message = NewMessage.received(text, false, Content.text(text), null, now.get(), "client");
        room.appending().append(tx, chat, message, Effect.ASKS, now.get(), new News(US));
    }

    /// Updates of chats that wrote to no index.
    private static long calm(Handle tx) {
        return tx.createQuery("SELECT pg_stat_get_xact_tuples_hot_updated('chat'::regclass)")
                .mapTo(Long.class)
                .one();
    }
}
