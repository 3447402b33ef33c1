package parley.crm.amocrm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who may call next, when an account may be called only so often. The more urgent goes first; every fourth turn is
/// that of whoever has waited longest, so that a busy hour starves nobody. Does not wait itself: it is told the time,
/// in nanoseconds from anywhere.
///
/// @param <T> whoever waits
final class RateQueue<T> {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int FAIR_TURN = 4;
    private static final long RECOVERY = Duration.ofSeconds(10).toNanos();
    private static final double RECOVERED = 1.1;

    private int perSecond;
    private final Map<T, Urgency> waiting = new LinkedHashMap<>();
    private final Deque<Long> gone = new ArrayDeque<>();
    private int turns;
    private double slowRate;
    private long slowSince;
    private long closedUntil = Long.MIN_VALUE;

    /// @param perSecond how many may go within any second
    RateQueue(int perSecond) {
        this.perSecond = perSecond;
        this.slowRate = perSecond;
    }

    /// Another number may go within any second from now on: others have come to share the account's limit, or have
    /// gone.
    void allow(int perSecond) {
        if (slowRate >= this.perSecond) {
            slowRate = perSecond;
        }
        this.perSecond = perSecond;
    }

    void add(T who, Urgency urgency) {
        waiting.put(who, urgency);
    }

    /// He waits no longer.
    void remove(T who) {
        waiting.remove(who);
    }

    /// Lets the next one go, if anybody may.
    Optional<T> next(long now) {
        if (waiting.isEmpty() || pause(now) > 0) {
            return Optional.empty();
        }
        turns++;
        var who = turns % FAIR_TURN == 0
                ? waiting.keySet().iterator().next()
                : waiting.entrySet().stream()
                        .min(Comparator.comparing(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey();
        waiting.remove(who);
        gone.addLast(now);
        return Optional.of(who);
    }

    /// How long until somebody may go, in nanoseconds; 0 for at once.
    long pause(long now) {
        while (!gone.isEmpty() && now - gone.getFirst() >= SECOND) {
            gone.removeFirst();
        }
        var closed = closedUntil == Long.MIN_VALUE ? 0 : Math.max(0, closedUntil - now);
        var allowed = Math.max(1, (int) rate(now));
        if (gone.size() < allowed) {
            return closed;
        }
        var leaves =
                gone.stream().skip(gone.size() - (long) allowed).findFirst().orElseThrow();
        return Math.max(closed, leaves + SECOND - now);
    }

    /// The account has complained: nobody goes for a while, then half as many, and slowly more again.
    void complaint(long now, Duration pause) {
        slowRate = Math.max(1, rate(now) / 2);
        slowSince = now + pause.toNanos();
        closedUntil = closedUntil == Long.MIN_VALUE ? slowSince : Math.max(closedUntil, slowSince);
    }

    private double rate(long now) {
        var steps = Math.max(0, (now - slowSince) / RECOVERY);
        return Math.min(perSecond, slowRate * Math.pow(RECOVERED, steps));
    }
}
