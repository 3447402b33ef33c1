package parley.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A transaction as PostgreSQL runs it at READ COMMITTED: every statement sees what is committed when it begins and
/// what this transaction has written; a row that somebody else has written is waited for, and looked at again.
public final class Session {

    /// Two wait for each other, and this one has to give way.
    public static final class Clash extends RuntimeException {

        private static final long serialVersionUID = 1;

        Clash() {
            super("deadlock", null, false, false);
        }
    }

    /// The server has ended the transaction, because its client stood still.
    public static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;

        Ended() {
            super("ended by the server", null, false, false);
        }
    }

    private record Cell(Table<?, ?> table, Comparable<?> key) {}

    private final Stage stage;
    private final Stage.Actor client;
    private final Map<Table<?, ?>, TreeMap<Object, Optional<Object>>> written = new LinkedHashMap<>();
    private final List<Cell> held = new ArrayList<>();
    private boolean ended;
    private boolean fenced;

    Session(Stage stage) {
        this.stage = stage;
        this.client = stage.acting();
    }

    /// A row as this statement sees it.
    public <K extends Comparable<K>, R> @Nullable R get(Table<K, R> table, K key) {
        begin();
        return seen(table, key);
    }

    /// The rows that a statement sees, in the order of their keys.
    public <K extends Comparable<K>, R> List<R> all(Table<K, R> table, Predicate<R> where) {
        begin();
        return keys(table, where).stream().map(key -> seen(table, key)).toList();
    }

    /// `FOR UPDATE`.
    public <K extends Comparable<K>, R> @Nullable R lock(Table<K, R> table, K key) {
        begin();
        if (seen(table, key) == null) {
            return null;
        }
        hold(table, key, true);
        return seen(table, key);
    }

    /// `FOR SHARE`.
    public <K extends Comparable<K>, R> @Nullable R share(Table<K, R> table, K key) {
        begin();
        if (seen(table, key) == null) {
            return null;
        }
        hold(table, key, false);
        return seen(table, key);
    }

    /// An advisory lock.
    public <K extends Comparable<K>, R> void advise(Table<K, R> table, K key) {
        begin();
        hold(table, key, true);
    }

    /// `INSERT … ON CONFLICT DO NOTHING`; answers whether it was not there.
    public <K extends Comparable<K>, R> boolean insert(Table<K, R> table, K key, R row) {
        begin();
        var lock = table.lock(key);
        while (lock.writer != null && lock.writer != this && lock.writer.hasWritten(table, key)) {
            hold(table, key, true);
            if (seen(table, key) != null) {
                letGo(held.removeLast());
            }
        }
        if (seen(table, key) != null) {
            return false;
        }
        hold(table, key, true);
        write(table, key, Optional.of(row));
        return true;
    }

    /// `UPDATE … WHERE key = … AND where`; answers whether there was such a row.
    public <K extends Comparable<K>, R> boolean update(
            Table<K, R> table, K key, Predicate<R> where, UnaryOperator<R> change) {
        begin();
        return updateSeen(table, key, where, change);
    }

    /// `UPDATE … WHERE where`; answers how many rows there were.
    public <K extends Comparable<K>, R> int updateAll(Table<K, R> table, Predicate<R> where, UnaryOperator<R> change) {
        begin();
        int updated = 0;
        for (var key : keys(table, where)) {
            updated += updateSeen(table, key, where, change) ? 1 : 0;
        }
        return updated;
    }

    /// `UPDATE … WHERE key IN (SELECT … ORDER BY order LIMIT most FOR UPDATE SKIP LOCKED)`.
    public <K extends Comparable<K>, R> int updateFree(
            Table<K, R> table, Predicate<R> where, Comparator<K> order, int most, UnaryOperator<R> change) {
        begin();
        int updated = 0;
        for (var key : keys(table, where).stream().sorted(order).toList()) {
            if (updated < most && table.lock(key).admits(this, true)) {
                updated += updateSeen(table, key, where, change) ? 1 : 0;
            }
        }
        return updated;
    }

    public <K extends Comparable<K>, R> boolean delete(Table<K, R> table, K key) {
        begin();
        if (seen(table, key) == null) {
            return false;
        }
        hold(table, key, true);
        if (seen(table, key) == null) {
            return false;
        }
        write(table, key, Optional.empty());
        return true;
    }

    private <K extends Comparable<K>, R> boolean updateSeen(
            Table<K, R> table, K key, Predicate<R> where, UnaryOperator<R> change) {
        var before = seen(table, key);
        if (before == null || !where.test(before)) {
            return false;
        }
        hold(table, key, true);
        var newest = seen(table, key);
        if (newest == null || !where.test(newest)) {
            return false;
        }
        write(table, key, Optional.of(change.apply(newest)));
        return true;
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>, R> @Nullable R seen(Table<K, R> table, K key) {
        var own = written.get(table);
        var mine = own == null ? null : own.get(key);
        return mine == null ? table.rows.get(key) : (R) mine.orElse(null);
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>, R> List<K> keys(Table<K, R> table, Predicate<R> where) {
        var own = written.get(table);
        var keys = new ArrayList<K>();
        if (own == null) {
            table.rows.forEach((key, row) -> {
                if (where.test(row)) {
                    keys.add(key);
                }
            });
            return keys;
        }
        var all = new java.util.TreeSet<>(table.rows.keySet());
        own.keySet().forEach(key -> all.add((K) key));
        for (var key : all) {
            var row = seen(table, key);
            if (row != null && where.test(row)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private <K extends Comparable<K>, R> void write(Table<K, R> table, K key, Optional<Object> row) {
        written.computeIfAbsent(table, _ -> new TreeMap<>()).put(key, row);
    }

    private boolean hasWritten(Table<?, ?> table, Object key) {
        var own = written.get(table);
        return own != null && own.containsKey(key);
    }

    private void begin() {
        stage.point();
        check();
    }

    private void check() {
        if (ended) {
            throw new Ended();
        }
    }

    private <K extends Comparable<K>> void hold(Table<K, ?> table, K key, boolean exclusive) {
        var lock = table.lock(key);
        var waits = false;
        while (!lock.admits(this, exclusive)) {
            if (!waits) {
                lock.queue.add(new Table.Lock.Waiter(this, exclusive));
                waits = true;
            }
            waitingFor = lock;
            if (lock.leadsTo(this, new HashSet<>())) {
                lock.queue.removeIf(waiter -> waiter.session() == this);
                waitingFor = null;
                end();
                throw new Clash();
            }
            stage.pause();
            waitingFor = null;
            check();
        }
        lock.queue.removeIf(waiter -> waiter.session() == this);
        lock.take(this, exclusive);
        held.add(new Cell(table, key));
    }

    private Table.@Nullable Lock waitingFor;

    Table.@Nullable Lock waitingFor() {
        return waitingFor;
    }

    /// Everything that was written is seen by everybody from now on.
    @SuppressWarnings({"unchecked", "rawtypes"})
    void commit() {
        stage.point();
        check();
        written.forEach((table, rows) -> rows.forEach((key, row) -> {
            var all = (TreeMap) table.rows;
            row.ifPresentOrElse(it -> all.put(key, it), () -> all.remove(key));
        }));
        end();
    }

    /// Rolls back what is not committed, and lets the others on.
    void end() {
        ended = true;
        written.clear();
        held.forEach(this::letGo);
        held.clear();
        if (waitingFor != null) {
            waitingFor.queue.removeIf(waiter -> waiter.session() == this);
            stage.wake(client);
        }
    }

    private void letGo(Cell cell) {
        release(cell).queue.forEach(waiter -> stage.wake(waiter.session().client));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Table.Lock release(Cell cell) {
        var lock = ((Table) cell.table()).lock(cell.key());
        if (lock.writer == this) {
            lock.writer = null;
        }
        lock.sharers.remove(this);
        return lock;
    }

    /// The server ends it when its client stands still.
    void fence() {
        fenced = true;
    }

    boolean isFenced() {
        return fenced && !ended;
    }

    boolean isOpen() {
        return !ended;
    }
}
