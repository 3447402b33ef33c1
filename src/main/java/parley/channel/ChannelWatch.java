package parley.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTable.Seen;
import parley.channel.ChannelTable.Which;
import parley.channel.Channels.Live;
import parley.channel.Channels.State;
import parley.platform.Database;
import parley.platform.Shard;
import parley.platform.Shards;

/// Keeps an eye on the lines: asks each how it is every five minutes, lets those that must be asked for news ask, and
/// writes down when something came in or went out. A channel is watched by the one process that owns its shard.
final class ChannelWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long HEALTH_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long SEEN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = System.getLogger(Channels.class.getName());

    private final Database database;
    private final ChannelLines lines;
    private final Connecting connecting;
    private final Shards shards;
    private final ChannelTable table = new ChannelTable();
    private final Map<Which, Seen> seen = new ConcurrentHashMap<>();
    private final Map<Which, Poller> pollers = new HashMap<>();
    private final Map<Which, Long> asked = new HashMap<>();
    private final Set<Which> asking = ConcurrentHashMap.newKeySet();
    private final Semaphore stop = new Semaphore(0);
    private long written = System.nanoTime();
    private @Nullable Thread thread;

    ChannelWatch(Database database, ChannelLines lines, Connecting connecting, Shards shards) {
        this.database = database;
        this.lines = lines;
        this.connecting = connecting;
        this.shards = shards;
    }

    void start() {
        thread = Thread.ofVirtual().name("channels").start(this::run);
    }

    void saw(Which which, @Nullable Instant in, @Nullable Instant out) {
        seen.merge(
                which,
                new Seen(in, out),
                (before, now) -> new Seen(
                        now.in() == null ? before.in() : now.in(), now.out() == null ? before.out() : now.out()));
    }

    private void run() {
        try {
            while (!stop.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var watched = new HashSet<Which>();
            for (var live : lines.all()) {
                var channel = live.channel();
                var shard = Shard.of(channel.account(), channel.id(), "poll");
                if (channel.state() != State.DISABLED && shards.owned().contains(shard)) {
                    watched.add(Which.of(channel));
                    watch(live);
                }
            }
            asked.keySet().retainAll(watched);
            pollers.keySet().stream()
                    .filter(which -> !watched.contains(which))
                    .toList()
                    .forEach(this::endPoller);
            if (System.nanoTime() - written > SEEN_NANOS) {
                writeSeen();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not look after the channels", e);
        }
    }

    private void watch(Live live) {
        var which = Which.of(live.channel());
        var poller = pollers.get(which);
        if (poller == null || poller.connection() != live.connection()) {
            endPoller(which);
            pollers.put(which, Poller.start(live));
        }
        var now = System.nanoTime();
        if (now - asked.getOrDefault(which, now - HEALTH_NANOS) >= HEALTH_NANOS && asking.add(which)) {
            asked.put(which, now);
            Thread.ofVirtual().name("channel-health-" + which.id()).start(() -> askHealth(live, which));
        }
    }

    private void askHealth(Live live, Which which) {
        try {
            connecting.report(live.channel(), connecting.ask(which.id(), live.connection()::health));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the state of channel " + which.id() + " could not be written down", e);
        } finally {
            asking.remove(which);
        }
    }

    private void endPoller(Which which) {
        var poller = pollers.remove(which);
        if (poller != null) {
            poller.end();
        }
    }

    /// Times that cannot be written down now are written with the next ones.
    private void writeSeen() {
        written = System.nanoTime();
        var taken = new HashMap<Which, Seen>();
        seen.keySet().forEach(which -> {
            var times = seen.remove(which);
            if (times != null) {
                taken.put(which, times);
            }
        });
        if (!taken.isEmpty()) {
            database.useTransaction(tx -> table.saw(tx, taken));
        }
    }

    @Override
    public void close() {
        stop.release();
        try {
            if (thread != null) {
                thread.join();
            }
            pollers.values().forEach(Poller::end);
            for (var poller : pollers.values()) {
                poller.join();
            }
            writeSeen();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the times of the last messages are lost", e);
        }
    }
}
