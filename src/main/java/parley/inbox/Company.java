package parley.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.platform.Database;
import parley.realtime.Ear;

/// The open windows of one company and the one reader that tells them what changes. It goes from snapshot to snapshot:
/// whatever it tells is true at one position, and all of it rides in one frame (UX 6.4).
final class Company implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Company.class.getName());

    /// Under load many changes are told at once.
    private static final long PAUSE_NANOS = 40_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AccountId account;
    private final Moments moments;
    private final Missed.Sources sources;
    private final Ear ear;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Window> windows = new LinkedHashSet<>();
    private final LookBack lookBack = new LookBack();
    private @Nullable Tally tally;
    private long position;
    private volatile boolean closed;

    Company(AccountId account, Moments moments, Missed.Sources sources, Ear ear) {
        this.account = account;
        this.moments = moments;
        this.sources = sources;
        this.ear = ear;
        Thread.ofVirtual().name("windows-" + account).start(this::read);
    }

    private void read() {
        var behind = false;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            if (ear.await(PATIENCE) || behind) {
                behind = !tryStep();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean tryStep() {
        try {
            locked(() -> step(List.of()));
            return true;
        } catch (RuntimeException problem) {
            // The windows keep their positions: as soon as the database answers they are told the rest.
            var level = Database.isAway(problem) ? Level.WARNING : Level.ERROR;
            LOG.log(level, "the windows of company " + account + " could not be told", problem);
            return false;
        }
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /// From here on the company stays open for it.
    void enter(Window window) {
        locked(() -> windows.add(window));
    }

    /// A window that has said hello: it is told what it has missed, and what changes from now on.
    ///
    /// @param after its position; absent for one that knows nothing yet
    void join(Window window, @Nullable Long after, List<ChatId> watch) {
        // The long part without holding anybody up; what happens meanwhile is told under the lock.
        var caught = after == null
                ? Optional.<Missed>empty()
                : Optional.of(moments.at(account, moment -> missed(moment, window, after, Set.copyOf(watch))));
        locked(() -> {
            window.live = false;
            window.counters = null;
            window.watched.clear();
            window.fresh.clear();
            window.watched.addAll(Window.atMost(watch));
            step(List.of(new Joining(window, after, caught.orElse(null))));
        });
    }

    private record Joining(
            Window window, @Nullable Long after, @Nullable Missed missed) {}

    private Missed missed(Moment moment, Window window, long after, Set<ChatId> watched) {
        return Missed.of(moment, window.viewer(), after, watched, sources);
    }

    /// From the last snapshot to a new one.
    private void step(List<Joining> joining) {
        moments.at(account, moment -> {
            var live = windows.stream().filter(window -> window.live).toList();
            var first = tally == null;
            var now = tally == null ? Tally.of(moment) : tally;
            tally = now;
            if (!first && moment.position() > position) {
                tellAll(moment, live, now);
            }
            position = moment.position();
            lookBack.reached(position);
            tellFresh(moment, live);
            joining.forEach(one -> begin(moment, one, now));
            return moment;
        });
    }

    private void tellAll(Moment moment, List<Window> live, Tally known) {
        var watched = new HashSet<ChatId>();
        live.forEach(window -> watched.addAll(window.watched));
        var employees = live.stream()
                .map(window -> window.viewer().employee())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var changes =
                sources.reader().since(moment, position, watched, employees).orElse(null);
        if (changes == null) {
            tally = Tally.of(moment);
            live.forEach(window -> window.reset("too_many"));
            return;
        }
        var counts = known.update(changes.changedChats());
        live.forEach(window -> tell(window, changes, counts ? known : null));
    }

    /// @param counted absent when nothing that waits has changed
    private void tell(Window window, Changes changes, @Nullable Tally counted) {
        var moment = changes.moment();
        var eyes = moment.eyes(window.viewer()).orElse(null);
        if (moment.agreed() != window.agreed && !Lens.of(eyes).equals(window.lens)) {
            window.rows(moment.position(), sources.ops().lost(changes, eyes, window.watched));
            window.reset("rights");
            return;
        }
        window.agreed = moment.agreed();
        var told = sources.ops().of(changes, window.viewer(), eyes, window.watched);
        var all = new ArrayList<>(told.all());
        if (counted != null || window.counters == null) {
            counters(window, moment, eyes, counted == null ? Objects.requireNonNull(tally) : counted)
                    .ifPresent(all::add);
        }
        if (all.size() > ChangeReader.MOST) {
            window.reset("too_many");
            return;
        }
        window.rows(moment.position(), all);
        told.stale().forEach(chat -> window.say(Frames.stale(chat)));
    }

    private static Optional<String> counters(Window window, Moment moment, @Nullable Eyes eyes, Tally tally) {
        var counters = Counters.of(eyes, Counters.heaps(moment, eyes, tally::heaps), moment.pos());
        if (counters.sameAs(window.counters)) {
            return Optional.empty();
        }
        window.counters = counters;
        return Optional.of(Ops.counters(counters));
    }

    /// Threads that windows have begun to watch: what changed in them between the fetch and now.
    private void tellFresh(Moment moment, List<Window> live) {
        for (var window : live) {
            var fresh = window.live ? window.takeFresh() : Map.<ChatId, Long>of();
            if (!fresh.isEmpty()) {
                var since = fresh.values().stream().min(Long::compare).orElseThrow();
                var changes = sources.reader().messages(moment, since, fresh.keySet());
                var told = sources.ops()
                        .of(
                                changes,
                                window.viewer(),
                                moment.eyes(window.viewer()).orElse(null),
                                fresh.keySet());
                window.rows(moment.position(), told.all());
                told.stale().forEach(chat -> window.say(Frames.stale(chat)));
            }
        }
    }

    private void begin(Moment moment, Joining joining, Tally counted) {
        var window = joining.window();
        var eyes = moment.eyes(window.viewer()).orElse(null);
        window.agreed = moment.agreed();
        window.lens = Lens.of(eyes);
        var after = joining.after();
        var missed = joining.missed();
        if (after == null || missed == null) {
            window.live = true;
            window.ready(moment.position());
            return;
        }
        var rest = missed.andThen(at -> missed(moment, window, at, window.watched), window.lens);
        switch (rest) {
            case Missed.Reset(var why, var lost, var at) -> {
                window.ready(after);
                window.rows(at, lost);
                window.reset(why);
            }
            case Missed.Told told -> {
                window.live = true;
                window.ready(after);
                var all = new ArrayList<>(told.ops());
                if (moment.position() > after) {
                    counters(window, moment, eyes, counted).ifPresent(all::add);
                }
                window.rows(moment.position(), all);
                told.stale().forEach(chat -> window.say(Frames.stale(chat)));
            }
        }
    }

    void watch(Window window, List<ChatId> add, List<ChatId> drop) {
        locked(() -> {
            window.watch(add, drop, lookBack.since());
            if (window.live && !window.fresh.isEmpty()) {
                step(List.of());
            }
        });
    }

    /// Its reader is too slow: what was on the way is lost, and it has to ask for it.
    void overflowed(Window window) {
        locked(() -> {
            if (window.live) {
                window.live = false;
                window.say(Frames.resync(window.told()));
            }
        });
    }

    /// Answers whether nobody is left.
    boolean leave(Window window) {
        lock.lock();
        try {
            windows.remove(window);
            return windows.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Moves those on who have heard nothing for long.
    void beat(long silenceNanos) {
        locked(() -> windows.stream()
                .filter(window -> window.live && window.silentNanos() >= silenceNanos)
                .forEach(window -> window.beat(position)));
    }

    void each(Consumer<Window> action) {
        locked(() -> List.copyOf(windows).forEach(action));
    }

    Collection<Window> windows() {
        lock.lock();
        try {
            return List.copyOf(windows);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        ear.call();
        ear.close();
    }
}
