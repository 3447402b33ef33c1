package parley.simulation;

import java.util.Map;
import parley.intake.SimulatedIntake;
import parley.simulation.Rows.MessageRow;
import parley.simulation.Rows.WorkRow;

/// Works off what messengers delivered, as `ShardDrain` and `Intake.receive` do: in order, under the fence.
final class Drain implements Runnable {

    private final World world;
    private final Host host;

    Drain(World world, Host host) {
        this.world = world;
        this.host = host;
    }

    @Override
    public void run() {
        while (!world.over) {
            var worked = false;
            for (var shard : Map.copyOf(new java.util.TreeMap<>(host.owned())).keySet().stream()
                    .sorted()
                    .toList()) {
                worked |= step(shard);
            }
            if (!worked) {
                world.stage.sleep(20 + world.stage.chance().nextInt(200));
            }
        }
    }

    private boolean step(int shard) {
        try {
            return world.inTransaction(session -> {
                Processes.fence(world, session, host, shard);
                var items = session.all(world.work, one -> one.shard() == shard);
                if (items.isEmpty()) {
                    return false;
                }
                var loose = world.has(Bug.TWO_WORKERS_ON_A_CHAT);
                var most = loose ? 1 : 1 + world.stage.chance().nextInt(4);
                var run = loose
                        ? java.util.List.of(items.get(world.stage.chance().nextInt(items.size())))
                        : items.stream().limit(most).toList();
                run.forEach(item -> receive(world, session, host, item));
                for (var item : run) {
                    if (!session.delete(world.work, item.id())) {
                        throw new Processes.Lost();
                    }
                }
                return true;
            });
        } catch (Processes.Lost | Session.Ended | Session.Clash _) {
            return false;
        }
    }

    /// As `Writing` and `Appending`: once, behind the last one of its chat.
    static void receive(World world, Session session, Host host, WorkRow item) {
        var row = SimulatedIntake.open(world, session, item.channel(), item.client());
        long id = world.messages.next();
        var name = item.channel() + ":" + item.external();
        if (session.insert(world.names, world.has(Bug.DEDUP_BY_LOOKUP) ? name + "#" + id : name, id)) {
            session.insert(
                    world.messages,
                    id,
                    new MessageRow(id, row.id(), row.seq() + 1, item.external(), null, null, 0, false));
            session.update(world.chats, row.id(), _ -> true, one -> one.said(one.seq() + 1, item.id()));
            SimulatedIntake.appended(world, session, row.id(), id, host);
            SimulatedIntake.askForRouting(world, session, row.id(), host);
        }
    }
}
