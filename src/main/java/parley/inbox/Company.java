package parley.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.platform.Batcher;
import parley.platform.Database;
import parley.realtime.Ear;
import parley.settings.SettingsDesk.Agreed;

/// The open windows of one company and the one reader that tells them what changes. It goes from snapshot to snapshot:
/// whatever it tells is true at one position, and all of it rides in one frame (UX 6.4).
final class Company implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Company.class.getName());

    /// Under load many changes are told at once: telling takes half of the time at most, and nobody waits for longer.
    private static final long LONGEST_PAUSE_NANOS = 40_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// So many are let in at a time: more would keep those waiting who are told what happens.
    private static final int AT_THE_DOOR = 250;

    private final AccountId account;
    private final Moments moments;
    private final Missed.Sources sources;
    private final Ear ear;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Window> windows = ConcurrentHashMap.newKeySet();
    private final Crowd crowd = new Crowd();
    private final Queue<Window> gone = new ConcurrentLinkedQueue<>();
    private final Set<Window> watchingAnew = new HashSet<>();
    private final LookBack lookBack = new LookBack();
    private final Batcher<Joining, Joining> door = new Batcher<>("door", AT_THE_DOOR, 1, this::letIn);
    private @Nullable Tally tally;
    private @Nullable Agreed agreed;

    /// A step has broken off: nobody knows who was told of it, and what waits for him.
    private boolean isUnsure;

    private volatile @Nullable Lenses lenses;
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
                var begun = System.nanoTime();
                behind = !tryStep();
                LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, System.nanoTime() - begun));
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
        windows.add(window);
    }

    /// A window that has said hello: it is told what it has missed, and what changes from now on. Returns when it is;
    /// throws when the database did not answer: the browser comes back with its position. However many come back at
    /// once, they take one connection, and what many have missed is asked for once.
    ///
    /// @param after its position; absent for one that knows nothing yet
    void join(Window window, @Nullable Long after, List<ChatId> watch) {
        door.ask(new Joining(window, after, Window.atMost(watch)));
    }

    private List<Joining> letIn(List<Joining> some) {
        catchUp(some);
        locked(() -> step(some));
        return some;
    }

    /// The long part, without holding anybody up.
    private void catchUp(List<Joining> some) {
        var returning = some.stream().filter(one -> one.after != null).toList();
        if (!returning.isEmpty()) {
            moments.watch(account, moment -> {
                var catchUp = CatchUp.of(moment, sources, lenses(moment), returning);
                returning.forEach(one -> one.missed = catchUp.of(one));
            });
        }
    }

    /// From the last snapshot to a new one.
    ///
    /// @param coming who is told from here on
    private void step(List<Joining> coming) {
        moments.watch(account, moment -> {
            for (var left = gone.poll(); left != null; left = gone.poll()) {
                crowd.remove(left);
                watchingAnew.remove(left);
            }
            var wasUnsure = isUnsure;
            isUnsure = true;
            var first = tally == null;
            var now = tally == null ? Tally.of(moment) : tally;
            tally = now;
            if (!first && moment.position() > position) {
                now = tellAll(moment, now, wasUnsure);
                tally = now;
            }
            if (first || moment.position() > position) {
                // Not before the windows were looked through by it: a right may change without a place in the feed.
                agreed = moment.agreed();
            }
            position = moment.position();
            lookBack.reached(position);
            tellFresh(moment);
            begin(moment, coming, now);
            isUnsure = false;
        });
    }

    /// Answers what waits now.
    private Tally tellAll(Moment moment, Tally known, boolean anew) {
        var changes = sources.reader().since(moment, position, crowd.watched()).orElse(null);
        if (changes == null) {
            crowd.forgetCounts();
            crowd.all().stream().filter(window -> window.live).forEach(window -> window.reset("too_many"));
            return Tally.of(moment);
        }
        var recounted = known.update(changes.changedChats());
        var telling = new Telling(changes, sources.ops(), recounted != null || anew ? known : null);
        if (anew || moment.agreed() != agreed || changes.isEachHisOwn()) {
            crowd.forgetCounts();
            tellEach(moment, known, changes, telling);
            return known;
        }
        for (var window : crowd.concerned(changes, recounted == null ? Set.of() : recounted, telling)) {
            telling.tell(window, moment.eyes(window.viewer()).orElse(null), window.lens, known);
        }
        return known;
    }

    /// Something has changed that is another change to each.
    private void tellEach(Moment moment, Tally known, Changes changes, Telling telling) {
        var lenses = lenses(moment);
        for (var window : crowd.all()) {
            if (!window.live) {
                continue;
            }
            var eyes = moment.eyes(window.viewer()).orElse(null);
            var lens = lenses.of(eyes);
            if (lens.equals(window.lens)) {
                telling.tell(window, eyes, lens, known);
            } else {
                window.rows(moment.position(), sources.ops().lost(changes, eyes, window.watched));
                window.reset("rights");
            }
        }
    }

    private Lenses lenses(Moment moment) {
        var made = Lenses.of(moment.agreed(), lenses);
        lenses = made;
        return made;
    }

    /// Threads that windows have begun to watch: what changed in them between the fetch and now.
    private void tellFresh(Moment moment) {
        for (var window : List.copyOf(watchingAnew)) {
            if (window.live && !window.fresh.isEmpty()) {
                var fresh = window.takeFresh();
                var since = fresh.values().stream().min(Long::compare).orElseThrow();
                var changes = sources.reader().messages(moment, since, fresh.keySet());
                var told = sources.ops()
                        .of(
                                changes,
                                window.viewer(),
                                moment.eyes(window.viewer()).orElse(null),
                                window.lens.standpoint(),
                                fresh.keySet());
                window.rows(moment.position(), told.all());
                told.stale().forEach(chat -> window.say(Frames.stale(chat)));
            }
            watchingAnew.remove(window);
        }
    }

    private void begin(Moment moment, List<Joining> coming, Tally counted) {
        Welcome.of(moment, sources, lenses(moment), coming).tell(counted);
        coming.stream()
                .map(one -> one.window)
                .filter(window -> window.live && windows.contains(window))
                .forEach(crowd::add);
    }

    void watch(Window window, List<ChatId> add, List<ChatId> drop) {
        locked(() -> {
            crowd.watch(window, () -> window.watch(add, drop, lookBack.since()));
            watchingAnew.add(window);
        });
        if (!add.isEmpty()) {
            ear.call();
        }
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
        windows.remove(window);
        gone.add(window);
        return windows.isEmpty();
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

    /// For whoever has a connection in hand: nobody has to be waited for.
    Collection<Window> windows() {
        return List.copyOf(windows);
    }

    @Override
    public void close() {
        closed = true;
        ear.call();
        ear.close();
    }
}
