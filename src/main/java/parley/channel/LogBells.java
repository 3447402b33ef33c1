package parley.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import parley.base.ChannelId;

/// Wakes those who wait for a client's log: at once for what is appended in this process, and within a second for what
/// another process appends, by one question for all who wait. Asks nothing while nobody waits.
final class LogBells {

    record Client(ChannelId channel, String name) {}

    /// Taking a bell down.
    interface Bell extends AutoCloseable {
        @Override
        void close();
    }

    private static final Logger LOG = System.getLogger(LogBells.class.getName());
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Function<Collection<Client>, Map<Client, Long>> positions;
    private final Map<Client, List<Runnable>> hanging = new HashMap<>();
    private final Map<Client, Long> seen = new HashMap<>();
    private boolean isWatched;

    /// @param positions how far the logs of these clients have come
    LogBells(Function<Collection<Client>, Map<Client, Long>> positions) {
        this.positions = positions;
    }

    /// The hint is called by whoever appends, or by the watch: it must be short.
    synchronized Bell hang(Client client, Runnable hint) {
        hanging.merge(client, List.of(hint), LogBells::joined);
        if (!isWatched) {
            isWatched = true;
            Thread.ofVirtual().name("channel-log").start(this::watch);
        }
        return () -> takeDown(client, hint);
    }

    private static List<Runnable> joined(List<Runnable> some, List<Runnable> more) {
        var all = new java.util.ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private synchronized void takeDown(Client client, Runnable hint) {
        hanging.computeIfPresent(client, (_, hints) -> {
            var rest = new java.util.ArrayList<>(hints);
            rest.remove(hint);
            return rest.isEmpty() ? null : List.copyOf(rest);
        });
        if (!hanging.containsKey(client)) {
            seen.remove(client);
        }
    }

    void ring(Client client) {
        hints(client).forEach(Runnable::run);
    }

    private synchronized List<Runnable> hints(Client client) {
        return hanging.getOrDefault(client, List.of());
    }

    private void watch() {
        var pause = new Semaphore(0);
        try {
            while (goesOn()) {
                if (pause.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean goesOn() {
        isWatched = !hanging.isEmpty();
        return isWatched;
    }

    private void look() {
        try {
            moved(positions.apply(waiting())).forEach(this::ring);
        } catch (RuntimeException problem) {
            // Those who wait ask for themselves when their patience ends, and hear then what is wrong.
            LOG.log(Level.DEBUG, "the logs could not be looked at: {0}", problem.toString());
        }
    }

    private synchronized Collection<Client> waiting() {
        return new HashSet<>(hanging.keySet());
    }

    /// A log that is looked at for the first time counts as moved: it may have been before the look.
    private synchronized Collection<Client> moved(Map<Client, Long> now) {
        var moved = new HashSet<Client>();
        now.forEach((client, position) -> {
            if (hanging.containsKey(client) && !position.equals(seen.put(client, position))) {
                moved.add(client);
            }
        });
        return moved;
    }
}
