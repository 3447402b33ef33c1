package parley.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the campaign counts over all rounds.
final class Figures {

    /// Of hubs and databases, whether from outside or at a failpoint.
    static final String KILLS = "kills";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Duration> recoveries = Collections.synchronizedList(new ArrayList<>());

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        if (times > 0) {
            counts.computeIfAbsent(what, _ -> new LongAdder()).add(times);
        }
    }

    void count(History history) {
        for (var event : history.all()) {
            add("event " + event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        }
    }

    void answered(int status) {
        add("webhook answered " + status);
    }

    void lostRace() {
        add("race lost");
    }

    void recovered(Duration away) {
        recoveries.add(away);
    }

    long of(String what) {
        var count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    Map<String, Long> all() {
        var all = new TreeMap<String, Long>();
        counts.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    /// From the death of a hub to its first acknowledgement, in milliseconds.
    Map<String, Long> recovery() {
        var sorted = new ArrayList<>(recoveries);
        Collections.sort(sorted);
        var answer = new LinkedHashMap<String, Long>();
        answer.put("count", (long) sorted.size());
        if (!sorted.isEmpty()) {
            answer.put("p50", sorted.get(sorted.size() / 2).toMillis());
            answer.put("p99", sorted.get((int) (sorted.size() * 0.99)).toMillis());
            answer.put("max", sorted.getLast().toMillis());
        }
        return answer;
    }
}
