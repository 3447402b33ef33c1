package parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Feed.Change;
import parley.platform.Database;
import parley.story.Server;

@DisplayName("What the feed remembers")
class FeedMemoryTest {

    private static final AccountId COMPANY = new AccountId(1);
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(Server.fresh(2));
        database.useTransaction(tx -> tx.execute(
                "INSERT INTO account (id, name, language, zone, feed_position) VALUES (1, '', 'en', 'UTC', 100110)"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /// Positions 1–120; the last 100,000 before 100,110 begin behind 110.
    @ParameterizedTest(name = "{0} h old, read up to {1}: {2} are left")
    @CsvSource({
        "12, 120, 120",
        "25, 120, 11",
        "25,  50, 70",
        "25,   0, 120",
        "167,  0, 120",
        "169,  0, 11",
    })
    void isWhatSomebodyStillHasToReadForAWeek(int hours, long read, int left) {
        database.useTransaction(tx -> {
            tx.execute("DELETE FROM feed");
            tx.createUpdate("""
                INSERT INTO feed (account_id, position, part, kinds, chats, messages, details, at)
                SELECT 1, position, 0, '{settings}', '{NULL}', '{NULL}', '{NULL}', :at
                FROM generate_series(1, 120) AS position
                """).bind("at", NOW.minus(Duration.ofHours(hours))).execute();
            new Feed(() -> NOW).prune(tx, COMPANY, read);

            assertEquals(
                    left,
                    tx.createQuery("SELECT count(*) FROM feed")
                            .mapTo(Integer.class)
                            .one());
        });
    }

    /// What one transaction has changed lies in several rows when it is much.
    @Test
    void isToldInOrderHoweverMuchATransactionHasChanged() {
        database.useTransaction(tx -> {
            tx.execute("DELETE FROM feed");
            var feed = new Feed(() -> NOW);
            var before = feed.position(tx, COMPANY);
            var one = List.<Change>of(new Change.OfSettings());
            var many = LongStream.rangeClosed(1, 100)
                    .mapToObj(n -> n % 2 == 0 ? message(n) : new Change.OfChat(new ChatId(n)))
                    .toList();
            feed.publish(tx, COMPANY, new LinkedHashSet<>(one));
            feed.publish(tx, COMPANY, new LinkedHashSet<>(many));

            assertEquals(
                    Stream.concat(one.stream(), many.stream()).toList(),
                    feed.between(tx, COMPANY, before, before + 2, 1_000).stream()
                            .map(Feed.Entry::change)
                            .toList());
            var tail = FeedTail.of(tx, COMPANY, before, before + 2, 10);
            assertEquals(before + 2, tail.upTo());
            assertEquals(
                    many.stream().filter(Change.OfMessage.class::isInstance).toList(),
                    tail.entries().stream().map(FeedTail.Entry::change).toList());
            var span = FeedSpan.of(tx, COMPANY, before + 1, before + 2, List.of(new ChatId(40)), 1_000);
            assertEquals(50, span.chats().size());
            assertEquals(Map.of(new ChatId(40), List.of(new MessageId(40))), span.messages());
        });
    }

    private static Change message(long n) {
        return new Change.OfMessage(new ChatId(n), new MessageId(n), new Aspect.New());
    }
}
