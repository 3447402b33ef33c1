package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Another process stands still and holds what this one needs.
@DisplayName("While others hold what is needed")
class BusyDatabaseStoryTest {

    private static Hub hub;

    @BeforeAll
    static void open() {
        hub = Hub.start();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    @DisplayName("nobody waits for the note that he was here, nor for tickets to be cleared away")
    void nobodyWaitsForNotes() {
        hub.owner().post("/stream/tickets", "{}");
        hub.inItsDatabase(tx -> {
            tx.execute("UPDATE session SET last_seen_at = last_seen_at - interval '1 hour'");
            tx.execute("UPDATE stream_ticket SET expires_at = now() - interval '1 hour'");
        });
        var answered = new AtomicReference<Person.Answer>();
        hub.inItsDatabase(tx -> {
            tx.execute("SELECT FROM session FOR UPDATE");
            tx.execute("SELECT FROM stream_ticket FOR UPDATE");
            answered.set(hub.owner().post("/stream/tickets", "{}"));
        });
        assertEquals(200, answered.get().status(), answered.get().toString());
    }

    @Test
    @DisplayName("for too long, whoever asked is told to come again, and nothing has changed")
    void comeAgain() {
        hub.inItsDatabase(tx -> tx.execute("""
            CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'canceling statement due to lock timeout' USING ERRCODE = '55P03';
            END
            $$;
            CREATE TRIGGER held BEFORE INSERT ON stream_ticket EXECUTE FUNCTION held()
            """));
        var refused = hub.owner().post("/stream/tickets", "{}");
        hub.inItsDatabase(tx -> tx.execute("DROP TRIGGER held ON stream_ticket"));
        assertEquals(503, refused.status(), refused.toString());
        assertEquals(200, hub.owner().post("/stream/tickets", "{}").status());
    }
}
