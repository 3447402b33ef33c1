package parley.rehearsal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.rehearsal.Lot.How;
import parley.rehearsal.Replay.Played;

/// Counts what was played, and keeps the newest of it to show.
final class Tally {

    private static final int SHOWN = 200;

    private final Map<EmployeeId, Integer> got = new HashMap<>();
    private final Map<EmployeeId, Integer> wouldGet = new HashMap<>();
    private final Map<EmployeeId, Integer> couldGet = new HashMap<>();
    private final Deque<Played> newest = new ArrayDeque<>();
    private int clients;
    private int elsewhere;
    private int nobody;
    private int nobodyNow;
    private int outside;

    void count(Played played) {
        if (!played.counts()) {
            return;
        }
        clients++;
        elsewhere += played.elsewhere() ? 1 : 0;
        nobody += played.then().how() == How.WAITING ? 1 : 0;
        outside += played.then().how() == How.OUTSIDE ? 1 : 0;
        var has = played.given().lot().employee();
        nobodyNow += has == null ? 1 : 0;
        one(got, has);
        one(wouldGet, played.then().employee());
        played.then().anyOf().forEach(employee -> one(couldGet, employee));
        newest.addFirst(played);
        if (newest.size() > SHOWN) {
            newest.removeLast();
        }
    }

    private static void one(Map<EmployeeId, Integer> counts, @Nullable EmployeeId employee) {
        if (employee != null) {
            counts.merge(employee, 1, Integer::sum);
        }
    }

    DryRun.Totals totals(boolean cut) {
        return new DryRun.Totals(clients, elsewhere, nobody, nobodyNow, outside, cut);
    }

    int got(EmployeeId employee) {
        return got.getOrDefault(employee, 0);
    }

    int wouldGet(EmployeeId employee) {
        return wouldGet.getOrDefault(employee, 0);
    }

    int couldGet(EmployeeId employee) {
        return couldGet.getOrDefault(employee, 0);
    }

    /// Everybody who has got or would have got anybody.
    Set<EmployeeId> everybody() {
        var everybody = new TreeSet<>(got.keySet());
        everybody.addAll(wouldGet.keySet());
        return everybody;
    }

    /// The newest first, at most 200.
    List<Played> newest() {
        return List.copyOf(newest);
    }
}
