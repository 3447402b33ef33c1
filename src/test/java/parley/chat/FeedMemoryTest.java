package parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.AccountId;
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
                INSERT INTO feed (account_id, position, ordinal, kind, at)
                SELECT 1, position, 0, 'settings', :at
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
}
