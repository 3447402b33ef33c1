package parley.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import parley.platform.Failpoint;

/// Injects faults, one after the other, for as long as a round lasts.
final class Faults {

    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Messenger messenger;
    private final Program program;
    private final Set<Fault> chosen;
    private final List<Failpoint> points;
    private final boolean isHunt;
    private final Figures figures;
    private final Moments moments;
    private final RandomGenerator random;

    /// What a campaign does.
    Faults(Stage stage, Set<Fault> chosen, RandomGenerator random) {
        this(stage, chosen, List.of(), false, random);
    }

    /// What a hunt for this bug does.
    Faults(Stage stage, Bug bug, RandomGenerator random) {
        this(stage, bug.faults(), bug.points(), true, random);
    }

    /// @param points to draw failpoints from; empty: all
    private Faults(Stage stage, Set<Fault> chosen, List<Failpoint> points, boolean isHunt, RandomGenerator random) {
        this.fleet = stage.fleet();
        this.messenger = stage.messenger();
        this.program = stage.program();
        this.figures = stage.figures();
        this.moments = stage.moments();
        this.chosen = chosen;
        this.isHunt = isHunt;
        this.points = points.isEmpty() ? List.of(Failpoint.values()) : points;
        this.random = random;
    }

    /// Those that last go on beside the next ones. Returns when all are over.
    ///
    /// @param pause between two of them in milliseconds, on average
    void strikeUntil(long nanos, long pause, Round round) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (System.nanoTime() < nanos) {
                Patience.pause(pause / 2 + random.nextLong(pause));
                if (isHunt) {
                    // One mistake shows itself while the house works, not while it lies in ruins.
                    Patience.within(
                            LONGEST_START.multipliedBy(2),
                            () -> fleet.hubs.stream().allMatch(HubProcess::isUp));
                }
                var fault = any();
                if (fault.lasts && !isHunt) {
                    threads.execute(() -> strike(fault, round));
                } else {
                    strike(fault, round);
                }
            }
        }
    }

    private void strike(Fault fault, Round round) {
        try {
            inject(fault, round);
            figures.add("fault " + fault);
        } catch (IOException | SQLException _) {
            figures.add("fault not possible " + fault);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault any() {
        int all = chosen.stream().mapToInt(one -> one.weight).sum();
        int left = random.nextInt(all);
        for (var one : chosen) {
            left -= one.weight;
            if (left < 0) {
                return one;
            }
        }
        throw new IllegalStateException("no fault is chosen");
    }

    private void inject(Fault fault, Round round) throws IOException, SQLException, InterruptedException {
        switch (fault) {
            case KILL_HUB -> kill(victim());
            case FAILPOINT -> arm();
            case KILL_DATABASE -> fleet.killDatabase();
            case CUT_CONNECTIONS -> fleet.cutConnections();
            case FREEZE -> freeze(round);
            case MESSENGER -> messenger.trouble = messenger.trouble == 0 ? 12 : 0;
            case PROGRAM -> program.trouble = program.trouble == 0 ? 6 : 0;
            case SLOW_READERS -> slow(round);
            case CLOCK -> clock(round);
            case DATABASE_LINE -> disturb(fleet.wire(victim()), round);
            case MESSENGER_LINE -> disturb(messenger.wire, round);
            case DISK_FULL -> fleet.fillDisk(Duration.ofMillis(3_000 + random.nextLong(3_000)));
            case FLUSH -> fleet.failFlush();
        }
    }

    /// Mostly one that serves, so that something is in its hands; now and then one that is just starting. One that
    /// is to end itself is left alone for a while.
    private HubProcess victim() {
        boolean mustServe = random.nextInt(4) > 0;
        if (mustServe) {
            Patience.within(
                    LONGEST_START, () -> fleet.any(random, HubProcess::isUp).isPresent());
        }
        return fleet.any(random, hub -> !hub.isOnItsWay() && (!mustServe || hub.isUp()))
                .or(() -> fleet.any(random, hub -> !hub.isOnItsWay()))
                .orElseGet(() -> fleet.any(random));
    }

    private void kill(HubProcess hub) throws InterruptedException {
        if (hub.isUp()) {
            figures.add("kill of a hub that served");
        }
        hub.kill();
    }

    /// The next life of a hub ends at a failpoint: mostly at whichever it meets first of those at which none has ended
    /// yet, otherwise at any one. Half of those, so that not all lives end at what comes first in each.
    private void arm() throws InterruptedException {
        var left = isHunt || random.nextInt(3) == 0
                ? List.<String>of()
                : moments.left().stream().filter(_ -> random.nextBoolean()).toList();
        var hub = victim();
        hub.arm(left.isEmpty() ? any(points) : together(left));
        kill(hub);
    }

    /// Rare ones are met early in a life, frequent ones anywhere.
    private String any(List<Failpoint> points) {
        var point = points.get(random.nextInt(points.size()));
        int times = !isHunt && random.nextInt(3) == 0 ? 1 + random.nextInt(60) : 1 + random.nextInt(isHunt ? 2 : 4);
        return point + ":halt:" + times;
    }

    private String together(List<String> moments) {
        return moments.stream()
                .map(moment -> moment + ":halt:" + (1 + random.nextInt(3)))
                .collect(Collectors.joining(","));
    }

    private void freeze(Round round) throws IOException, InterruptedException {
        var hub = victim();
        var time = Duration.ofMillis(3_500 + random.nextLong(2_500));
        frozen(round, time);
        hub.signal("STOP");
        Patience.pause(time.toMillis());
        hub.signal("CONT");
    }

    /// A minute wrong from the start on, or right until it serves, then wrong by an hour for some seconds. One that
    /// is so wrong at its start refuses to begin.
    private void clock(Round round) throws IOException, InterruptedException {
        var hub = victim();
        var sign = random.nextBoolean() ? "+" : "-";
        if (random.nextBoolean()) {
            hub.clock(sign + "60s");
            kill(hub);
            return;
        }
        hub.clock("+0s");
        kill(hub);
        if (Patience.within(LONGEST_START.multipliedBy(2), hub::isUp)) {
            figures.add("clock that jumped by an hour");
            hub.clockJumps(sign + "3600s");
            frozen(round, Duration.ofSeconds(6));
            Patience.pause(2_000 + random.nextLong(3_000));
            hub.clockJumps("+0s");
        }
    }

    /// For some seconds, longer than leases last, while everything else goes on.
    private void disturb(Wire wire, Round round) {
        var states = Wire.State.values();
        var state = states[1 + random.nextInt(states.length - 1)];
        var time = Duration.ofMillis(2_000 + random.nextLong(5_000));
        boolean remembers = random.nextBoolean();
        figures.add("line " + state);
        frozen(round, time);
        wire.becomes(state);
        Patience.pause(time.toMillis());
        wire.heal(remembers);
    }

    /// Meanwhile what was right before may be shown after. Noted at once: the round may be judged before it is over.
    private static void frozen(Round round, Duration time) {
        var now = Instant.now();
        round.history().add(new Event.Frozen(now, now.plus(time)));
    }

    private void slow(Round round) {
        var windows = round.windows();
        var window = windows.get(random.nextInt(windows.size()));
        var time = Duration.ofMillis(2_000 + random.nextLong(4_000));
        frozen(round, time);
        window.stopReading(true);
        Patience.pause(time.toMillis());
        window.stopReading(false);
    }
}
