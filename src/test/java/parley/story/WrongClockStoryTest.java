package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.story.PaperShop.cid;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.channel.SendResult;

/// Two processes on one database, one of them on a machine whose clock is an hour ahead: what is put off is due by the
/// time that they share (R72, R76).
class WrongClockStoryTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final PaperShop shop = new PaperShop(new PaperPost());

    @AfterEach
    void close() {
        shop.close();
    }

    /// The messenger wants some peace. The process that heard it goes, and another one sends in time.
    @Test
    void whatTheWrongOnePutsOffIsNotPutOffForAnHour() {
        var chat = shop.tonys("Anna");
        shop.hub.away(() -> {
            try (var wrong = shop.hub.beside(HOUR)) {
                putOff(wrong, chat, "in some seconds", Duration.ofSeconds(4));
            }
        });

        Hub.await(
                "sent", () -> shop.statusOf(shop.tony, chat, "in some seconds").equals("sent"));
    }

    /// The messenger wants to be left in peace for a quarter of an hour, and is.
    @Test
    void whatTheRightOnePutsOffIsNotDueAtOnceForTheWrongOne() {
        var boris = shop.tonys("Boris");
        var clara = shop.tonys("Clara");
        putOff(shop.hub, boris, "later", Duration.ofMinutes(15));
        shop.hub.away(() -> {
            try (var wrong = shop.hub.beside(HOUR)) {
                var tony = shop.tony.at(wrong);
                assertEquals(202, tony.writes(clara, "now", cid()).status());

                // Done after what it might have thought to be due before.
                Hub.await("sent", () -> shop.statusOf(tony, clara, "now").equals("sent"));
                assertEquals("queued", shop.statusOf(tony, boris, "later"));
            }
        });
    }

    private void putOff(Hub hub, String chat, String text, Duration after) {
        shop.post.then(_ -> new SendResult.TryLater(after, "busy", SendResult.Hold.CHAT));
        assertEquals(202, shop.tony.at(hub).writes(chat, text, cid()).status());
        Hub.await("put off", () -> waits(hub, "busy"));
    }

    private static boolean waits(Hub hub, String why) {
        var found = new AtomicBoolean();
        hub.inItsDatabase(tx ->
                found.set(tx.createQuery("SELECT EXISTS (SELECT FROM job WHERE state = 'due' AND last_error = :why)")
                        .bind("why", why)
                        .mapTo(Boolean.class)
                        .one()));
        return found.get();
    }
}
