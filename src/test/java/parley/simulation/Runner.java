package parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.delivery.SimulatedSending;
import parley.intake.SimulatedIntake;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.platform.SimulatedJobs;
import parley.simulation.Rows.JobRow;

/// Does the jobs of one process, as `JobRunner` and `JobAttempt` do: a lane at a time one job.
final class Runner implements Runnable {

    private final World world;
    private final Host host;

    Runner(World world, Host host) {
        this.world = world;
        this.host = host;
    }

    @Override
    public void run() {
        while (!world.over) {
            var heads = world.inTransaction(this::heads);
            if (world.stage.oneIn(3)) {
                world.stage.sleep(world.stage.chance().nextInt(200));
            }
            for (var head : heads) {
                if (host.taken().add(head.id())) {
                    world.stage.enter(host, () -> follow(head));
                }
            }
            world.stage.sleep(30 + world.stage.chance().nextInt(250));
        }
    }

    private List<JobRow> heads(Session session) {
        var now = host.clock();
        var open = session.all(world.jobs, JobRow::open);
        var heads = new ArrayList<JobRow>();
        var lanes = new java.util.HashSet<String>();
        for (var job : open) {
            var first = lanes.add(job.lane());
            if ((first || world.has(Bug.LANE_WITHOUT_ORDER))
                    && !job.due().isAfter(now)
                    && host.owned().containsKey(job.shard())) {
                heads.add(job);
            }
        }
        return heads;
    }

    private void follow(JobRow first) {
        var head = first;
        while (head != null && !world.over) {
            JobRow next = null;
            try {
                next = attempt(head);
            } catch (Processes.Lost | Session.Ended | Session.Clash _) {
                // It comes again: here or elsewhere.
            } finally {
                host.taken().remove(head.id());
            }
            head = next != null && host.taken().add(next.id()) ? next : null;
        }
    }

    private @Nullable JobRow attempt(JobRow head) {
        var begun = world.inTransaction(session -> begin(session, head));
        if (begun == null) {
            return null;
        }
        world.trace.tell("{} begins {} {}", host, begun.kind(), begun.key());
        if (world.has(Bug.DONE_BEFORE_EFFECT)) {
            world.useTransaction(session ->
                    session.update(world.jobs, begun.id(), _ -> true, one -> one.now("done", one.due(), null, false)));
        }
        settle(begun, result(begun));
        return world.inTransaction(session ->
                session.all(world.jobs, one -> one.open() && one.lane().equals(begun.lane())).stream()
                        .findFirst()
                        .filter(one -> !one.due().isAfter(host.clock()))
                        .orElse(null));
    }

    private @Nullable JobRow begin(Session session, JobRow head) {
        Processes.fence(world, session, host, head.shard());
        var now = host.clock();
        var early = world.has(Bug.BEGUN_EARLY);
        var begun = session.update(
                world.jobs, head.id(), one -> one.open() && (early || !one.due().isAfter(now)), JobRow::begun);
        return begun ? session.get(world.jobs, head.id()) : null;
    }

    /// What came of an attempt, and what is written down with it.
    public record Ended(JobResult result, Consumer<Session> effect) {

        static Ended of(JobResult result) {
            return new Ended(result, _ -> {});
        }
    }

    private @Nullable Ended result(JobRow row) {
        var job = row.job();
        try {
            return switch (row.kind()) {
                case "route" -> intake(SimulatedIntake.route(world, host, job));
                case "distribute" -> intake(SimulatedIntake.distribute(world, host, job));
                case "crm.sync" -> intake(SimulatedIntake.sync(world, host, job));
                case "note" -> Ended.of(SimulatedIntake.note(world, job));
                case "hook" -> Ended.of(hook(job));
                default -> {
                    var sent = SimulatedSending.run(world, host, job);
                    yield new Ended(sent.result(), sent.effect());
                }
            };
        } catch (Session.Ended | Session.Clash e) {
            return null;
        }
    }

    private static Ended intake(SimulatedIntake.Routed routed) {
        return new Ended(routed.result(), routed.effect());
    }

    private void settle(JobRow row, @Nullable Ended ended) {
        for (int tries = 1; ; tries++) {
            try {
                world.useTransaction(session -> {
                    Processes.fence(world, session, host, row.shard());
                    write(session, row.job(), ended);
                });
                return;
            } catch (Session.Ended | Session.Clash e) {
                if (tries == 10) {
                    throw e;
                }
                world.stage.sleep(50);
            }
        }
    }

    private void write(Session session, Job job, @Nullable Ended ended) {
        if (ended != null) {
            ended.effect().accept(session);
        }
        var after = SimulatedJobs.after(job, ended == null ? null : ended.result(), host.clock(), world.stage.chance());
        var mine = session.update(
                world.jobs,
                job.id(),
                one -> one.isAttempt(job) || careless(),
                one -> one.now(
                        after.state(),
                        after.due() == null ? one.due() : after.due(),
                        after.why(),
                        after.interrupted()));
        if (!mine) {
            throw new Processes.Lost();
        }
        if (after.last()) {
            world.moveToEnd(session, job.id());
        }
        world.trace.tell(
                "{} ends {} {}: {} {}", host, job.kind(), job.key(), after.state(), String.valueOf(after.why()));
    }

    private boolean careless() {
        return world.has(Bug.DONE_BEFORE_EFFECT)
                || world.has(Bug.ENDED_BY_WHOEVER_WAS_LOST)
                || world.has(Bug.LEASE_WITHOUT_FENCE);
    }

    /// A program's address, which is away now and then.
    private JobResult hook(Job job) {
        world.stage.sleep(1 + world.stage.chance().nextInt(30));
        if (!world.calm && world.stage.oneIn(8)) {
            return JobResult.again("away");
        }
        var parts = job.payload().split("/");
        world.hooks.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(Long.parseLong(parts[1]));
        return !world.calm && world.stage.oneIn(8) ? JobResult.again("no answer") : JobResult.done();
    }
}
