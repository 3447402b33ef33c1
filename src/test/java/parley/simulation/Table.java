package parley.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows by their unique key, and who holds which.
public final class Table<K extends Comparable<K>, R> {

    /// Rows that are committed.
    final TreeMap<K, R> rows = new TreeMap<>();

    final Map<K, Lock> locks = new HashMap<>();
    private final String name;
    private long sequence;

    Table(String name) {
        this.name = name;
    }

    /// Numbers are given out for good, whether the transaction commits or not.
    public long next() {
        return ++sequence;
    }

    Lock lock(K key) {
        return locks.computeIfAbsent(key, _ -> new Lock());
    }

    @Override
    public String toString() {
        return name;
    }

    /// A row's lock: one writer, or many who keep it from changing.
    static final class Lock {

        @Nullable
        Session writer;

        final List<Session> sharers = new ArrayList<>();
        final ArrayDeque<Waiter> queue = new ArrayDeque<>();

        record Waiter(Session session, boolean exclusive) {}

        boolean admits(Session session, boolean exclusive) {
            var free = writer == null || writer == session;
            return exclusive ? free && sharers.stream().allMatch(session::equals) : free;
        }

        void take(Session session, boolean exclusive) {
            if (exclusive) {
                writer = session;
            } else if (!sharers.contains(session)) {
                sharers.add(session);
            }
        }

        /// Whether somebody who holds it waits, through whomever, for this session.
        boolean leadsTo(Session session, Set<Session> seen) {
            var holders = new ArrayList<>(sharers);
            if (writer != null) {
                holders.add(writer);
            }
            for (var holder : holders) {
                var next = holder.waitingFor();
                if (holder != session
                        && next != null
                        && seen.add(holder)
                        && (next.isHeldBy(session) || next.leadsTo(session, seen))) {
                    return true;
                }
            }
            return false;
        }

        private boolean isHeldBy(Session session) {
            return writer == session || sharers.contains(session);
        }
    }
}
