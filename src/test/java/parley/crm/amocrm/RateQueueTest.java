package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.crm.CrmTrouble;

/// By a clock that is moved by hand.
class RateQueueTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RateQueue<String> queue = new RateQueue<>(5);
    private long now = 1_000 * SECOND;

    @Test
    void noSecondSeesMoreThanAllowed() {
        var gone = new ArrayList<Long>();
        for (int caller = 0; caller < 23; caller++) {
            queue.add("caller " + caller, Urgency.SWEEP);
        }
        while (gone.size() < 23) {
            now += queue.pause(now);
            assertTrue(queue.next(now).isPresent());
            gone.add(now);
        }
        for (int first = 0; first + 5 < gone.size(); first++) {
            assertTrue(gone.get(first + 5) - gone.get(first) >= SECOND);
        }
        assertEquals(4 * SECOND, gone.getLast() - gone.getFirst());
    }

    @Test
    void theUrgentGoFirstAndWhoHasWaitedLongestGetsEveryFourthTurn() {
        queue.add("poll", Urgency.SWEEP);
        queue.add("note", Urgency.NOTE);
        for (int claim = 1; claim <= 5; claim++) {
            queue.add("claim " + claim, Urgency.CLAIM);
        }

        assertEquals(List.of("claim 1", "claim 2", "claim 3", "poll", "claim 4", "claim 5", "note"), everybody());
    }

    @Test
    void whoWaitsNoLongerIsPassedOver() {
        queue.add("one", Urgency.CLAIM);
        queue.add("two", Urgency.NOTE);
        queue.remove("one");

        assertEquals(List.of("two"), everybody());
    }

    @Test
    void afterAComplaintNobodyGoesThenHalfAsManyThenMore() {
        queue.complaint(now, Duration.ofSeconds(1));
        assertEquals(SECOND, queue.pause(now));

        now += SECOND;
        assertEquals(2, goAt(now));

        now += Duration.ofSeconds(41).toNanos();
        assertEquals(3, goAt(now));

        now += Duration.ofSeconds(120).toNanos();
        assertEquals(5, goAt(now));
    }

    @ParameterizedTest(name = "{0} allowed, {1} processes → {2}")
    @DisplayName("What an account allows is shared by all processes; each may call once a second at least")
    @CsvSource({"5, 1, 5", "5, 2, 2", "5, 3, 1", "5, 4, 1", "5, 9, 1", "5, 0, 5", "12, 5, 2"})
    void theLimitIsShared(int allowed, int processes, int expected) {
        var pace = new Pace(allowed, () -> processes, () -> now, Duration.ZERO);
        int went = 0;
        while (lets(pace)) {
            went++;
        }
        assertEquals(expected, went);
    }

    private static boolean lets(Pace pace) {
        try {
            pace.enter(Urgency.READING);
            return true;
        } catch (CrmTrouble _) {
            return false;
        }
    }

    @Test
    void whoComesAndGoesIsNoticedAtOnce() {
        assertEquals(5, goAt(now));
        queue.allow(2);
        now += SECOND;
        assertEquals(2, goAt(now));
        queue.allow(5);
        assertEquals(3, goAt(now));
        now += SECOND;
        assertEquals(5, goAt(now));
    }

    /// How many go at once.
    private int goAt(long moment) {
        for (int caller = 0; caller < 9; caller++) {
            queue.add(moment + " " + caller, Urgency.READING);
        }
        int went = 0;
        while (queue.next(moment).isPresent()) {
            went++;
        }
        for (int caller = 0; caller < 9; caller++) {
            queue.remove(moment + " " + caller);
        }
        return went;
    }

    private List<String> everybody() {
        var gone = new ArrayList<String>();
        for (int turn = 0; turn < 20; turn++) {
            now += queue.pause(now);
            queue.next(now).ifPresent(gone::add);
        }
        return gone;
    }
}
