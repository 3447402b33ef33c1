package parley.webhooks;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import parley.base.AccountId;
import parley.platform.Shard;

/// A courier for every address that is on and whose shard this process owns; of several processes one carries.
final class Couriers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Couriers.class.getName());
    private static final long LOOK_EVERY_MILLIS = 2_000;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private record Address(AccountId account, long id) {

        Shard shard() {
            return Shard.ofLane(account, "webhook:" + id);
        }
    }

    private final Webhooks.Below below;
    private final Keys keys;
    private final SubscriptionTable subscriptions = new SubscriptionTable();
    private final Map<Address, Courier> couriers = new HashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private final Thread watch = Thread.ofVirtual().name("webhooks").unstarted(this::watch);
    private volatile boolean closed;

    Couriers(Webhooks.Below below, Keys keys) {
        this.below = below;
        this.keys = keys;
    }

    void start() {
        watch.start();
    }

    /// Something about this address has changed.
    void wake(AccountId account, long id) {
        synchronized (couriers) {
            var courier = couriers.get(new Address(account, id));
            if (courier != null) {
                courier.wake();
            }
        }
        bell.release();
    }

    private void watch() {
        try {
            while (!closed) {
                look();
                if (bell.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var on = below.database().read(subscriptions::on).stream()
                    .map(to -> new Address(to.account(), to.id()))
                    .filter(this::isMine)
                    .toList();
            synchronized (couriers) {
                couriers.values().removeIf(Courier::isOver);
                if (!closed) {
                    on.forEach(address -> couriers.computeIfAbsent(address, this::send));
                }
            }
        } catch (RuntimeException problem) {
            LOG.log(Level.WARNING, "webhook addresses could not be looked at: {0}", problem.toString());
        }
    }

    private boolean isMine(Address address) {
        return below.shards().owned().contains(address.shard());
    }

    private Courier send(Address address) {
        var calling = new Calling(below.posts(), keys, below.clock());
        var courier = new Courier(
                "webhook-" + address.account() + "-" + address.id(),
                new Round(below, keys, calling, address.account(), address.id()),
                below.loudspeaker().listen(address.account()),
                () -> !closed && isMine(address));
        courier.start();
        return courier;
    }

    /// However many they are.
    private static void join(List<Courier> all) {
        var end = System.nanoTime() + FAREWELL.toNanos();
        all.forEach(courier -> courier.join(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }

    /// What is on its way gets two seconds; what has no answer by then is sent again by the next process.
    @Override
    public void close() {
        closed = true;
        bell.release();
        List<Courier> all;
        synchronized (couriers) {
            all = List.copyOf(couriers.values());
        }
        all.forEach(Courier::wake);
        join(all);
        all.forEach(Courier::end);
        join(all);
        if (watch.getState() != Thread.State.NEW) {
            watch.interrupt();
        }
    }
}
