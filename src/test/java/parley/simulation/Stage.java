package parley.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where everything happens: many actors, of whom one acts at a time. Who is next is drawn from the seed, and time
/// passes only when nobody has anything to do, so that the same seed is the same play.
public final class Stage {

    /// More than any play needs: one that takes more does not come to an end.
    private static final int MOST_STEPS = 100_000;

    /// A process that is gone. Nobody may catch it.
    public static final class Crash extends Error {

        private static final long serialVersionUID = 1;

        Crash() {
            super("crashed", null, false, false);
        }
    }

    /// Something acts on behalf of a host; the world outside has none.
    final class Actor {

        final @Nullable Host host;
        final Thread thread;
        private final long number = ++actors;
        private long wakes;
        private boolean doomed;
        private boolean waits;

        @Nullable
        Session session;

        Actor(@Nullable Host host, Runnable part) {
            this.host = host;
            this.thread = Thread.ofVirtual().unstarted(() -> play(part));
        }

        private void play(Runnable part) {
            try {
                await();
                part.run();
            } catch (Crash _) {
                // It is gone.
            } catch (Throwable e) {
                fail(e);
            }
            alive.remove(this);
            hand(choose());
        }

        private void await() {
            while (acting != this) {
                LockSupport.park();
            }
            if (doomed) {
                throw new Crash();
            }
        }
    }

    private final RandomGenerator chance;
    private final Trace trace;
    private final List<Actor> ready = new ArrayList<>();
    private final PriorityQueue<Actor> asleep = new PriorityQueue<>((one, other) ->
            one.wakes != other.wakes ? Long.compare(one.wakes, other.wakes) : Long.compare(one.number, other.number));
    private final java.util.LinkedHashSet<Actor> alive = new java.util.LinkedHashSet<>();
    private final ArrayDeque<Throwable> failures = new ArrayDeque<>();
    private final Thread audience = Thread.currentThread();
    private Consumer<Host> strike = _ -> {};
    private int between = Integer.MAX_VALUE;
    private volatile @Nullable Actor acting;
    private volatile boolean over;
    private long actors;
    private long now;
    private int steps;

    Stage(long seed, Trace trace) {
        this.chance = new SplittableRandom(seed);
        this.trace = trace;
    }

    public RandomGenerator chance() {
        return chance;
    }

    public boolean oneIn(int n) {
        return chance.nextInt(n) == 0;
    }

    /// Milliseconds since the play began.
    public long now() {
        return now;
    }

    /// Plays until nobody has anything to do any more.
    void play(Runnable first) {
        enter(null, first);
        hand(choose());
        while (!over) {
            LockSupport.park();
        }
        var failure = failures.peekFirst();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    Actor enter(@Nullable Host host, Runnable part) {
        var actor = new Actor(host, part);
        alive.add(actor);
        ready.add(actor);
        actor.thread.start();
        return actor;
    }

    List<Session> sessionsOf(Host host) {
        var sessions = new ArrayList<Session>();
        for (var actor : alive) {
            if (actor.host == host && actor.session != null) {
                sessions.add(actor.session);
            }
        }
        return sessions;
    }

    boolean plays(Actor actor) {
        return alive.contains(actor);
    }

    Actor acting() {
        var actor = acting;
        if (actor == null) {
            throw new IllegalStateException("nobody is on stage");
        }
        return actor;
    }

    /// A moment at which somebody else may go on instead, and at which the process may find that it is gone.
    public void point() {
        if (++steps > MOST_STEPS) {
            throw new Violation("the play does not come to an end");
        }
        var me = acting();
        if (me.doomed) {
            throw new Crash();
        }
        if (me.host != null && chance.nextInt(between) == 0) {
            strike.accept(me.host);
        }
        if (chance.nextInt(6) == 0) {
            now++;
            ready.add(me);
            change();
        }
    }

    /// What befalls a process at any of its steps, once in so many.
    void strikes(int between, Consumer<Host> strike) {
        this.between = between;
        this.strike = strike;
    }

    public void sleep(long millis) {
        var me = acting();
        me.wakes = now + millis;
        asleep.add(me);
        change();
    }

    /// Until somebody calls {@link #wake}.
    void pause() {
        acting().waits = true;
        change();
    }

    void wake(Actor actor) {
        if (actor.waits) {
            actor.waits = false;
            ready.add(actor);
        }
    }

    /// Everybody who acts for the host is gone at once; the database rolls back what they had begun.
    void crash(Host host) {
        var me = acting();
        for (var actor : List.copyOf(alive)) {
            if (actor.host == host) {
                doom(actor);
            }
        }
        if (me.doomed) {
            throw new Crash();
        }
    }

    private void doom(Actor actor) {
        actor.doomed = true;
        if (actor.session != null) {
            actor.session.end();
        }
        if (asleep.remove(actor)) {
            ready.add(actor);
        }
        wake(actor);
    }

    private void fail(Throwable failure) {
        failures.add(failure);
        List.copyOf(alive).forEach(this::doom);
    }

    /// Whoever is to go on. His host may be frozen: then he sleeps on.
    private @Nullable Actor choose() {
        while (true) {
            wakeSleepers();
            if (ready.isEmpty()) {
                if (asleep.isEmpty()) {
                    return stuck();
                }
                now = Math.max(now, asleep.element().wakes);
                continue;
            }
            int place = chance.nextInt(ready.size());
            var actor = ready.get(place);
            ready.set(place, ready.getLast());
            ready.removeLast();
            if (!actor.doomed && actor.host != null && actor.host.frozenUntil() > now) {
                actor.wakes = actor.host.frozenUntil();
                asleep.add(actor);
                continue;
            }
            trace.step(actor.number, now);
            return actor;
        }
    }

    private void wakeSleepers() {
        while (!asleep.isEmpty() && asleep.element().wakes <= now) {
            ready.add(asleep.remove());
        }
    }

    /// Whoever still waits for a lock that nobody gives back.
    private @Nullable Actor stuck() {
        var waiting = alive.stream().filter(actor -> actor.waits).findFirst();
        if (waiting.isPresent()) {
            fail(new Violation("somebody waits for ever"));
            return choose();
        }
        return null;
    }

    private void change() {
        var me = acting();
        var next = choose();
        if (next != me) {
            hand(next);
        }
        me.await();
    }

    private void hand(@Nullable Actor next) {
        if (next == null) {
            over = true;
            LockSupport.unpark(audience);
            return;
        }
        acting = next;
        LockSupport.unpark(next.thread);
    }
}
