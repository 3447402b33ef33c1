package parley.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.platform.SimulatedJobs;
import parley.simulation.Rows.Lease;

/// The processes of Parley: they start, share the shards out, and are killed or frozen at any moment.
final class Processes {

    /// By how much the clock of a process may be wrong, in milliseconds.
    static final long SKEW = 200;

    private static final long LEASE = 3_000;
    private static final long IDLE_IN_TRANSACTION = 2_000;

    /// Somebody else owns the shard by now.
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost() {
            super("lost", null, false, false);
        }
    }

    private final World world;
    private final List<Host> hosts = new ArrayList<>();
    private int started;

    Processes(World world) {
        this.world = world;
    }

    @Nullable
    Host any() {
        return hosts.isEmpty() ? null : hosts.get(world.stage.chance().nextInt(hosts.size()));
    }

    int count() {
        return hosts.size();
    }

    Host start() {
        var stage = world.stage;
        var skew = stage.chance().nextLong(-SKEW, SKEW + 1);
        var host = new Host(stage, "p" + ++started, skew);
        hosts.add(host);
        world.trace.tell("{} starts", host);
        stage.enter(host, () -> lease(host));
        var workers = world.has(Bug.TWO_WORKERS_ON_A_CHAT) ? 2 : 1;
        for (int n = 0; n < workers; n++) {
            stage.enter(host, () -> new Drain(world, host).run());
        }
        stage.enter(host, () -> new Runner(world, host).run());
        return host;
    }

    /// As with `kill -9`.
    void kill(Host host) {
        hosts.remove(host);
        world.trace.tell("{} is killed", host);
        world.stage.crash(host);
    }

    void killAll() {
        List.copyOf(hosts).forEach(this::kill);
    }

    /// As with a stop signal, or a long pause of the machine. The server ends what stands still while it holds a lease.
    void freeze(Host host, long millis) {
        world.trace.tell("{} is frozen for {} ms", host, millis);
        host.freeze(millis);
        if (millis > IDLE_IN_TRANSACTION) {
            var stands = world.stage.sessionsOf(host);
            world.stage.enter(null, () -> {
                world.stage.sleep(IDLE_IN_TRANSACTION);
                stands.stream().filter(Session::isFenced).forEach(Session::end);
            });
        }
    }

    /// As {@link parley.platform.Shards} does.
    private void lease(Host host) {
        while (!world.over) {
            try {
                var mine = world.inTransaction(session -> share(session, host));
                host.owned().clear();
                host.owned().putAll(mine);
            } catch (Session.Ended | Session.Clash _) {
                // The next tick corrects it.
            }
            if (world.calm && host.owned().size() == World.SHARDS) {
                return;
            }
            world.stage.sleep(700);
        }
    }

    private java.util.Map<Integer, Long> share(Session session, Host host) {
        var me = host.owner();
        var now = world.stage.now();
        if (!session.insert(world.nodes, me, now)) {
            session.update(world.nodes, me, _ -> true, _ -> world.stage.now());
        }
        int held = session.updateAll(
                world.leases,
                one -> one.owner().equals(me) && one.expires() > world.stage.now(),
                one -> new Lease(me, one.fence(), expiry()));
        int alive = session.all(world.nodes, seen -> seen > world.stage.now() - LEASE)
                .size();
        int move = SimulatedJobs.leases(World.SHARDS, held, world.calm ? 1 : alive);
        if (move > 0) {
            session.updateFree(
                    world.leases,
                    one -> one.expires() <= world.stage.now(),
                    Comparator.naturalOrder(),
                    move,
                    one -> new Lease(me, one.fence() + 1, expiry()));
        } else if (move < 0) {
            session.updateFree(
                    world.leases,
                    one -> one.owner().equals(me),
                    Comparator.naturalOrder(),
                    -move,
                    one -> new Lease("", one.fence(), 0));
        }
        var mine = new java.util.TreeMap<Integer, Long>();
        for (int shard = 0; shard < World.SHARDS; shard++) {
            var lease = session.get(world.leases, shard);
            if (lease != null && lease.owner().equals(me) && lease.expires() > world.stage.now()) {
                mine.put(shard, lease.fence());
            }
        }
        return mine;
    }

    /// In the calm nobody has to renew any more.
    private long expiry() {
        return world.calm ? Long.MAX_VALUE : world.stage.now() + LEASE;
    }

    /// As {@link parley.platform.Shards#fence}.
    static void fence(World world, Session session, Host host, int shard) {
        var claimed = host.owned().get(shard);
        if (claimed == null) {
            throw new Lost();
        }
        session.fence();
        if (world.has(Bug.LEASE_WITHOUT_FENCE)) {
            return;
        }
        var lease = session.share(world.leases, shard);
        if (lease == null || !lease.owner().equals(host.owner()) || lease.fence() != claimed) {
            host.owned().remove(shard);
            throw new Lost();
        }
    }
}
