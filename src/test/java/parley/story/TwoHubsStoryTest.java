package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.story.PaperShop.cid;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Two processes on one database: a company cannot tell which of them serves it (R70, R71, R76).
class TwoHubsStoryTest {

    private static PaperShop shop;
    private static Hub second;

    @BeforeAll
    static void open() {
        shop = new PaperShop(new PaperPost());
        second = shop.hub.beside();
    }

    @AfterAll
    static void close() {
        second.close();
        shop.close();
    }

    /// What one of them takes in is shown at once in a window that the other serves, and answered from there, once.
    @Test
    void aClientOfOneIsAnsweredFromTheOther() {
        var tony = shop.tony.at(second);
        try (var window = LiveLine.of(second, tony, null)) {
            shop.post.clientWrites(shop.hub, shop.key, "Anna", "Hello");
            Hub.await(
                    "the window has the chat",
                    () -> window.ops("chats").stream()
                            .anyMatch(op ->
                                    op.path("row").path("name").asString("").equals("Anna")));
        }
        Hub.await(true, () -> tony.clients().contains("Anna"));
        var chat = tony.chat("Anna").path("id").asString();
        assertEquals(202, tony.writes(chat, "from the other side", cid()).status());
        Hub.await(
                "sent",
                () -> shop.statusOf(shop.tony, chat, "from the other side").equals("sent"));
        assertEquals(
                1,
                shop.post.texts().stream().filter("from the other side"::equals).count());
    }

    /// So that nobody waits for another's next look: of work in the other's shards, of jobs in its lanes, of what has
    /// changed.
    @Test
    void eachTellsTheOtherWhatItHasTakenIn() throws Exception {
        var config = shop.hub.database();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement()) {
            statement.execute("LISTEN parley_hints");
            var told = new ArrayList<JsonNode>();
            // Half of the chats, and half of the lanes, are the other's.
            IntStream.range(0, 20)
                    .forEach(number -> shop.post.clientWrites(shop.hub, shop.key, "Edgar " + number, "Hello"));
            Hub.await("both have told what the other needs", () -> {
                try {
                    for (var notice : connection.unwrap(PGConnection.class).getNotifications()) {
                        told.add(Json.tree(notice.getParameter()));
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                var senders = told.stream()
                        .filter(notice -> !notice.path("changed").isEmpty())
                        .map(notice -> notice.path("from").asString())
                        .distinct();
                return senders.count() == 2
                        && told.stream().anyMatch(notice -> !notice.path("work").isEmpty())
                        && told.stream().anyMatch(notice -> !notice.path("jobs").isEmpty());
            });
        }
    }

    /// R71: whichever of them a message reaches, it stays in its place.
    @Test
    void r71TheOrderOfAChatIsKeptAcrossBoth() {
        var said = IntStream.range(0, 40).mapToObj(n -> "number " + n).toList();
        for (int number = 0; number < said.size(); number++) {
            shop.post.clientWrites(number % 2 == 0 ? shop.hub : second, shop.key, "Boris", said.get(number));
        }
        Hub.await(true, () -> shop.tony.clients().contains("Boris"));
        var chat = shop.tony.chat("Boris").path("id").asString();
        Hub.await(said, () -> texts(chat));
    }

    /// R26: two replies at the same moment, each at another process, and one of them wins.
    @Test
    void r26OneOfTwoWinsWhereverTheyAsk() throws Exception {
        var chat = shop.offered("Clara");
        var scrooge = shop.scrooge.at(second);
        Hub.await(true, () -> scrooge.clients().contains("Clara"));
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var tony = both.submit(() -> shop.tony.writes(chat, "mine", cid()).status());
            var other =
                    both.submit(() -> scrooge.writes(chat, "no, mine", cid()).status());
            var statuses =
                    IntStream.of(tony.get(), other.get()).sorted().boxed().toList();
            assertEquals(202, statuses.getFirst());
            assertTrue(statuses.getLast() >= 400, statuses.toString());
        }
    }

    /// The one that goes leaves nothing undone: the other takes over all its shards.
    @Test
    void theOtherTakesOverWhenOneGoes() {
        var third = shop.hub.beside();
        shop.post.clientWrites(third, shop.key, "Dora", "one");
        third.close();
        shop.post.clientWrites(second, shop.key, "Dora", "two");
        Hub.await(true, () -> shop.tony.clients().contains("Dora"));
        var chat = shop.tony.chat("Dora").path("id").asString();
        Hub.await(List.of("one", "two"), () -> texts(chat));
    }

    private static List<String> texts(String chat) {
        return shop.rows(shop.mary, chat).stream()
                .map(row -> row.path("text").asString(""))
                .toList();
    }
}
