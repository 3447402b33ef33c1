package parley.crm.amocrm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import parley.crm.CrmTrouble;

/// Holds callers back so that the account's limit is kept by all of them together.
final class Pace {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final RateQueue<Object> queue;
    private final Set<Object> going = new HashSet<>();
    private final int perSecond;
    private final IntSupplier processes;
    private final LongSupplier nanos;
    private final Duration patience;

    /// @param perSecond for all processes together; every one may call once a second at least
    /// @param processes how many share it now
    /// @param nanos the time that passes, from anywhere
    /// @param patience the most that anybody waits for his turn
    Pace(int perSecond, IntSupplier processes, LongSupplier nanos, Duration patience) {
        this.perSecond = perSecond;
        this.processes = processes;
        this.queue = new RateQueue<>(share());
        this.nanos = nanos;
        this.patience = patience;
    }

    private int share() {
        return Math.max(1, perSecond / Math.max(1, processes.getAsInt()));
    }

    /// Returns when the call may go out. Throws a trouble that passes when the turn does not come in time.
    void enter(Urgency urgency) {
        var me = new Object();
        var last = nanos.getAsLong() + patience.toNanos();
        lock.lock();
        try {
            queue.add(me, urgency);
            moved.signalAll();
            while (true) {
                var now = nanos.getAsLong();
                queue.allow(share());
                var next = queue.next(now);
                if (next.isPresent()) {
                    let(next.get());
                }
                if (going.contains(me)) {
                    return;
                }
                if (now >= last) {
                    throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "the queue before the CRM is too long");
                }
                await(Math.min(last - now, Math.max(1, queue.pause(now))));
            }
        } finally {
            queue.remove(me);
            going.remove(me);
            lock.unlock();
        }
    }

    private void let(Object who) {
        going.add(who);
        moved.signalAll();
    }

    private void await(long forNanos) {
        try {
            moved.awaitNanos(forNanos);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "stopped while waiting for the CRM's turn");
        }
    }

    /// The account has complained.
    void complaint(Duration pause) {
        lock.lock();
        try {
            queue.complaint(nanos.getAsLong(), pause);
        } finally {
            lock.unlock();
        }
    }
}
