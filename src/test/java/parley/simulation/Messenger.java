package parley.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.channel.DeliveryStatus;
import parley.channel.SendResult;
import parley.simulation.Rows.MessageRow;
import parley.simulation.Rows.WorkRow;

/// A messenger that delivers twice and at the same time, loses answers, and asks to wait.
public final class Messenger {

    /// A call, as the messenger has seen it.
    ///
    /// @param went whether the client may have got it
    record Call(long message, boolean went, long at) {}

    private final World world;
    final List<Call> calls = new ArrayList<>();
    final Map<String, List<String>> acknowledged = new HashMap<>();
    private final Map<Long, Long> notBefore = new HashMap<>();

    Messenger(World world) {
        this.world = world;
    }

    /// A client writes some messages into one channel, one after the other: the next one is delivered when this one was
    /// acknowledged.
    void write(long channel, String client, int count) {
        for (int n = 1; n <= count; n++) {
            var external = channel + "/" + client + "/" + n;
            world.stage.sleep(world.stage.chance().nextInt(1500));
            deliver(channel, client, external);
        }
    }

    private void deliver(long channel, String client, String external) {
        if (!world.calm && world.stage.oneIn(3)) {
            world.stage.enter(null, () -> once(channel, client, external));
        }
        for (int tries = 1; !once(channel, client, external); tries++) {
            world.stage.sleep(50L * tries);
        }
        if (world.stage.oneIn(5)) {
            world.stage.enter(null, () -> {
                world.stage.sleep(world.stage.chance().nextInt(3000));
                once(channel, client, external);
            });
        }
    }

    /// One delivery, to whatever process is there. Answers whether it was acknowledged.
    private boolean once(long channel, String client, String external) {
        var host = world.processes().any();
        if (host == null) {
            return false;
        }
        var answered = new boolean[] {false};
        var request = world.stage.enter(host, () -> {
            answered[0] = world.has(Bug.ANSWER_BEFORE_COMMIT);
            try {
                takeIn(host, channel, client, external);
                answered[0] = true;
            } catch (Session.Ended | Session.Clash _) {
                // Answered with 503.
            }
        });
        for (int wait = 2; world.stage.plays(request); wait *= 2) {
            world.stage.sleep(wait);
        }
        var heard = answered[0] && !(world.stage.oneIn(15) && !world.calm);
        if (heard) {
            var all = acknowledged.computeIfAbsent(channel + "/" + client, _ -> new ArrayList<>());
            if (!all.contains(external)) {
                all.add(external);
            }
        }
        return heard;
    }

    /// As `IngressLane`: three of four processes are busy.
    private void takeIn(Host host, long channel, String client, String external) {
        if (!world.stage.oneIn(4) || !isWorkedOffAtOnce(host, channel, client, external)) {
            store(channel, client, external);
        }
        world.trace.tell("stored {}", external);
    }

    /// As `AtOnce`: in one transaction, where nothing lies before it.
    private boolean isWorkedOffAtOnce(Host host, long channel, String client, String external) {
        try {
            return world.inTransaction(session -> {
                var item = work(world.work.next(), channel, client, external);
                Processes.fence(world, session, host, item.shard());
                var waiting = session.all(world.work, one -> one.shard() == item.shard());
                if (!waiting.isEmpty() && !world.has(Bug.AT_ONCE_WITHOUT_A_LOOK)) {
                    return false;
                }
                if (isNew(session, item)) {
                    Drain.receive(world, session, host, item);
                }
                return true;
            });
        } catch (Processes.Lost | Session.Ended | Session.Clash _) {
            return false;
        }
    }

    /// As `ArrivalWriter`.
    private void store(long channel, String client, String external) {
        world.useTransaction(session -> {
            var item = work(world.work.next(), channel, client, external);
            if (isNew(session, item)) {
                session.insert(world.work, item.id(), item);
            }
        });
    }

    private boolean isNew(Session session, WorkRow item) {
        var key = item.channel() + ":" + item.external();
        if (!world.has(Bug.DEDUP_BY_LOOKUP)) {
            return session.insert(world.arrived, key, item.id());
        }
        if (session.get(world.arrived, key) != null) {
            return false;
        }
        session.insert(world.arrived, key, item.id());
        return true;
    }

    private static WorkRow work(long id, long channel, String client, String external) {
        var shard = Math.floorMod((channel + client).hashCode(), World.SHARDS);
        return new WorkRow(id, shard, channel, client, external);
    }

    /// The answer to a send.
    public SendResult send(MessageRow message, Host host) {
        var stage = world.stage;
        var asked = notBefore.get(message.id());
        var row = world.messages.rows.get(message.id());
        // Nobody can hold back a process that was frozen just before the call; by then the message is shown as unknown.
        if (asked != null && stage.now() < asked && row != null && !row.wasUnknown()) {
            world.violated("message " + message.id() + " is sent " + (asked - stage.now())
                    + " ms before the messenger allows it");
        }
        if (stage.oneIn(2)) {
            stage.sleep(1 + stage.chance().nextInt(300));
        } else {
            stage.point();
        }
        int fate = world.calm ? 99 : stage.chance().nextInt(100);
        if (fate < 15) {
            calls.add(new Call(message.id(), false, stage.now()));
            world.trace.tell("messenger: wait with {}", message.id());
            // The clocks of two processes may differ by so much.
            notBefore.put(message.id(), stage.now() + 2_000 - Processes.SKEW * 2);
            return new SendResult.TryLater(Duration.ofSeconds(2), "rate", SendResult.Hold.CHAT);
        }
        if (fate < 18) {
            calls.add(new Call(message.id(), false, stage.now()));
            return new SendResult.Refused("refused", "no", SendResult.Client.REACHABLE);
        }
        var went = fate >= 25 || stage.oneIn(2);
        calls.add(new Call(message.id(), true, stage.now()));
        world.trace.tell("messenger: {} from {}{}", message.id(), host, went ? "" : " is lost");
        if (stage.oneIn(3)) {
            stage.sleep(1 + stage.chance().nextInt(100));
        }
        return fate < 25
                ? new SendResult.Unknown("timeout")
                : new SendResult.Accepted(List.of("m" + message.id()), DeliveryStatus.SENT);
    }
}
