package parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.channel.DeliveryStatus;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.delivery.Resolution;
import parley.delivery.SimulatedSending;
import parley.platform.NewJob;
import parley.rules.StageKind;

/// One play from a seed: some seconds in which everything goes wrong, then the calm in which all that was promised must
/// have come true.
public final class Simulation {

    /// What came of a play.
    ///
    /// @param hash equal for equal plays
    /// @param violation absent when every promise was kept
    public record Outcome(long seed, long hash, @Nullable String violation, List<String> lines) {}

    private static final long STORM = 7_000;

    private final World world;
    private final List<String> clients = new ArrayList<>();
    /// When all clients write at once and the administrator saves; otherwise everybody comes when he likes.
    private final int rush;
    /// Processes are not killed but stand still, for about as long as their leases last.
    private final boolean frosty;
    private int writing;
    private boolean watching;
    /// Whoever is responsible may have become so by other hands than Parley's.
    private boolean otherHands;

    private Simulation(World world) {
        this.world = world;
        this.rush = draw(3) == 0 ? 500 + draw(4000) : 0;
        this.frosty = draw(4) == 0;
    }

    /// When somebody comes, in milliseconds.
    private int comes(int within) {
        return rush == 0 ? draw(within) : rush + draw(200);
    }

    /// @param told whether the outcome has the play in words
    public static Outcome play(long seed, Set<Bug> bugs, boolean told) {
        var world = new World(seed, bugs, told);
        String violation = null;
        try {
            var simulation = new Simulation(world);
            world.stage.play(simulation::direct);
            new Promises(world, simulation.otherHands).check();
        } catch (Violation e) {
            violation = e.getMessage();
        } catch (RuntimeException e) {
            violation =
                    e + " at " + List.of(e.getStackTrace()).stream().limit(8).toList();
        }
        return new Outcome(seed, world.trace.hash(), violation, world.trace.lines());
    }

    private int draw(int bound) {
        return world.stage.chance().nextInt(bound);
    }

    private void outside(Runnable part) {
        world.stage.enter(null, part);
    }

    private void direct() {
        for (int shard = 0; shard < World.SHARDS; shard++) {
            world.leases.rows.put(shard, new Rows.Lease("", 0, 0));
        }
        world.settings.rows.put(1, world.office.agreed(1));
        for (int n = 1 + draw(3); n > 0; n--) {
            world.processes.start();
        }
        for (int n = 2 + draw(4); n > 0; n--) {
            clientAppears("client" + n);
        }
        for (int n = draw(12); n > 0; n--) {
            outside(this::sellerReplies);
        }
        for (int n = draw(5); n > 0; n--) {
            outside(this::administratorChanges);
        }
        outside(this::crmIsAwayAtTimes);
        outside(this::peopleWorkInTheCrm);
        outside(this::peopleDecideAboutTheUnknown);
        outside(this::crmWatch);
        outside(this::fate);
        world.stage.sleep(STORM);
        calm();
    }

    private void clientAppears(String client) {
        clients.add(client);
        switch (draw(8)) {
            case 0 -> known(client, null, false);
            case 1 -> known(client, null, true);
            case 2 -> {
                otherHands = true;
                known(client, Office.PEOPLE.get(draw(4)), false);
            }
            default -> {
                // The CRM has never heard of him.
            }
        }
        writes(1, client);
        if (draw(4) == 0) {
            writes(2, client);
        }
    }

    private void known(String client, @Nullable EmployeeId by, boolean deal) {
        var contact = world.crm.add(client, by, List.of(new MessengerAddress(Rows.NETWORK, client, null)));
        if (deal) {
            world.crm.open(contact, null, Office.STAGE, StageKind.OPEN);
        }
    }

    private void writes(long channel, String client) {
        writing++;
        outside(() -> {
            world.stage.sleep(comes(3000));
            world.messenger.write(channel, client, 1 + draw(3));
            writing--;
        });
    }

    private void sellerReplies() {
        var me = Office.PEOPLE.get(draw(4));
        var client = clients.get(draw(2) * draw(clients.size()));
        var channel = 1 + draw(4) / 3;
        var first = draw(4) == 0;
        // Many reply at the same moment.
        world.stage.sleep(1000L + 1500L * draw(4) + draw(6));
        var host = world.processes.any();
        if (host != null) {
            world.stage.enter(host, () -> {
                try {
                    var heard = SimulatedSending.reply(world, host, me, channel, client, first);
                    world.trace.tell("{} replies to {}: {}", me, client, heard);
                } catch (Session.Ended | Session.Clash _) {
                    // He sees an error, and his text stays in the box.
                }
            });
        }
    }

    private void administratorChanges() {
        world.stage.sleep(draw(2) == 0 ? draw(6000) : comes(6000));
        if (draw(8) == 0) {
            otherHands = true;
            world.office.leave(Office.PEOPLE.get(draw(4)));
        } else {
            world.office.change();
        }
    }

    private void crmIsAwayAtTimes() {
        if (draw(2) == 0) {
            world.stage.sleep(draw(4000));
            world.crm.down = true;
            world.stage.sleep(draw(3000));
            world.crm.down = false;
        }
    }

    /// Somebody accepts a lead there, or makes a deal for which nobody is responsible.
    private void peopleWorkInTheCrm() {
        world.stage.sleep(1000 + draw(5000));
        var leads = List.copyOf(world.crm.deals.values()).stream()
                .filter(deal -> deal.responsible() == null && deal.kind() == StageKind.UNSORTED)
                .map(Deal::id)
                .toList();
        if (!leads.isEmpty() && draw(2) == 0) {
            otherHands = true;
            var by = Office.PEOPLE.get(draw(4));
            var lead = leads.get(draw(leads.size()));
            world.trace.tell("{} accepts {} in the CRM", by, lead);
            world.crm.takeByHand(lead, by);
        }
        var contacts = List.copyOf(world.crm.contacts.values());
        if (!contacts.isEmpty() && draw(4) == 0) {
            otherHands = true;
            var contact = contacts.get(draw(contacts.size())).id();
            world.trace.tell("a deal of {} appears in the CRM", contact);
            world.crm.open(contact, null, Office.STAGE, StageKind.OPEN);
        }
    }

    private void peopleDecideAboutTheUnknown() {
        while (!world.calm) {
            world.stage.sleep(1000);
            var host = world.processes.any();
            var unknown = world.messages.rows.values().stream()
                    .filter(one -> one.status() == DeliveryStatus.UNKNOWN)
                    .toList();
            if (host != null && !unknown.isEmpty() && draw(3) == 0) {
                var message = unknown.get(draw(unknown.size()));
                var as = Resolution.As.values()[draw(3)];
                world.trace.tell("somebody decides about {}: {}", message.id(), as);
                SimulatedSending.resolve(world, host, message.id(), as);
            }
        }
    }

    /// What has changed in the CRM is read again, sooner or later.
    private void crmWatch() {
        while (!world.over) {
            world.stage.sleep(300 + draw(700));
            watching = true;
            var changed = List.copyOf(world.crm.changed);
            world.crm.changed.clear();
            for (var contact : new java.util.LinkedHashSet<>(changed)) {
                world.useTransaction(session -> world.enqueue(
                        session,
                        new NewJob(Rows.US, "crm.sync", "x" + world.jobs.next(), "crm", contact.value()),
                        World.START.plusMillis(world.stage.now())));
            }
            watching = false;
        }
    }

    /// Processes are killed and frozen at any step, and started anew.
    private void fate() {
        var wanted = world.processes.count();
        world.stage.strikes((frosty ? 40 : 100) + draw(frosty ? 80 : 400), host -> {
            if (world.calm) {
                return;
            }
            if (frosty) {
                world.processes.freeze(host, 2_000 + draw(2_500));
            } else if (draw(2) == 0) {
                world.processes.kill(host);
            } else {
                world.processes.freeze(host, 100 + draw(6000));
            }
        });
        while (!world.calm) {
            world.stage.sleep(100 + draw(900));
            if (!world.calm && world.processes.count() < wanted + draw(2)) {
                world.processes.start();
            }
        }
    }

    /// Everything works, and one process has time enough.
    private void calm() {
        world.trace.tell("calm");
        world.calm = true;
        world.crm.down = false;
        world.processes.killAll();
        world.processes.start();
        for (int waits = 0; writing > 0 || isBusy(); waits++) {
            if (waits > 3_000) {
                world.violated("it is never done: " + rest());
            }
            world.stage.sleep(500);
        }
        world.over = true;
    }

    private boolean isBusy() {
        return !world.work.rows.isEmpty()
                || watching
                || !world.crm.changed.isEmpty()
                || world.jobs.rows.values().stream().anyMatch(Rows.JobRow::open);
    }

    private String rest() {
        return writing + " write, " + world.work.rows.values() + ", "
                + world.jobs.rows.values().stream().filter(Rows.JobRow::open).toList();
    }
}
