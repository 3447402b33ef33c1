package parley.realtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import parley.base.AccountId;

/// Calls those who listen when something has happened in their company: at once what happened in this process, or
/// what another has told, and within a quarter of a second what it has not, by one question for all. Asks nothing
/// while nobody listens.
public final class Loudspeaker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Loudspeaker.class.getName());
    private static final long LOOK_EVERY_MILLIS = 250;

    private final Function<Collection<AccountId>, Map<AccountId, Long>> positions;
    private final Map<AccountId, Set<Ear>> ears = new HashMap<>();
    private final Map<AccountId, Long> seen = new HashMap<>();
    private final Semaphore ended = new Semaphore(0);
    private boolean isWatched;
    private boolean isEnded;

    /// @param positions how far each company has come
    public Loudspeaker(Function<Collection<AccountId>, Map<AccountId, Long>> positions) {
        this.positions = positions;
    }

    public synchronized Ear listen(AccountId account) {
        var ear = new Ear[1];
        ear[0] = new Ear(() -> cover(account, ear[0]));
        ears.computeIfAbsent(account, _ -> new HashSet<>()).add(ear[0]);
        if (!isWatched && !isEnded) {
            isWatched = true;
            Thread.ofVirtual().name("loudspeaker").start(this::watch);
        }
        return ear[0];
    }

    private synchronized void cover(AccountId account, Ear ear) {
        ears.computeIfPresent(account, (_, some) -> {
            some.remove(ear);
            return some.isEmpty() ? null : some;
        });
        if (!ears.containsKey(account)) {
            seen.remove(account);
        }
    }

    /// Something has happened; costs nothing when nobody listens.
    public void hint(AccountId account) {
        listeners(account).forEach(Ear::call);
    }

    /// Everybody is called, whatever he listens to.
    public void callAll() {
        listening().forEach(this::hint);
    }

    private synchronized List<Ear> listeners(AccountId account) {
        return List.copyOf(ears.getOrDefault(account, Set.of()));
    }

    private void watch() {
        try {
            while (goesOn()) {
                if (ended.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean goesOn() {
        isWatched = !ears.isEmpty() && !isEnded;
        return isWatched;
    }

    private void look() {
        try {
            moved(positions.apply(listening())).forEach(this::hint);
        } catch (RuntimeException problem) {
            // Whoever listens finds out for himself when he reads.
            LOG.log(Level.DEBUG, "the positions could not be looked at: {0}", problem.toString());
        }
    }

    private synchronized Collection<AccountId> listening() {
        return new HashSet<>(ears.keySet());
    }

    private synchronized Collection<AccountId> moved(Map<AccountId, Long> now) {
        var moved = new HashSet<AccountId>();
        now.forEach((account, position) -> {
            if (ears.containsKey(account) && !position.equals(seen.put(account, position))) {
                moved.add(account);
            }
        });
        return moved;
    }

    /// Calls nobody any more.
    @Override
    public synchronized void close() {
        isEnded = true;
        ended.release();
    }
}
