package parley.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.auth.Tickets;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.channel.Channels;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.realtime.Line;
import parley.realtime.Loudspeaker;

/// The live lines of all windows (UX 6.4).
public final class Streams implements AutoCloseable {

    /// How a line ends, for the other side.
    public static final int SIGNED_OUT = 4401;

    private static final System.Logger LOG = System.getLogger(Streams.class.getName());
    private static final long TICK_MILLIS = 1_000;
    private static final Duration BEAT = Duration.ofSeconds(25);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(25);
    private static final int GOING_SECONDS = 30;

    private final Tickets tickets;
    private final Moments moments;
    private final ChatRoom room;
    private final Missed.Sources sources;
    private final Loudspeaker loudspeaker;
    private final Presence presence;
    private final Map<AccountId, Company> companies = new ConcurrentHashMap<>();
    private final Semaphore ended = new Semaphore(0);
    private boolean isWatched;
    private boolean isClosed;
    private volatile boolean isGoing;

    Streams(
            Tickets tickets,
            Moments moments,
            ChatRoom room,
            Channels channels,
            Missed.Sources sources,
            Loudspeaker loudspeaker) {
        this.tickets = tickets;
        this.moments = moments;
        this.room = room;
        this.sources = sources;
        this.loudspeaker = loudspeaker;
        this.presence = new Presence(moments, room, channels);
    }

    /// A line that a browser has opened; nobody is known at its other end yet.
    ///
    /// @param build of the web part as it is now
    public Talk open(Line line, String build) {
        return new Talk(this, line, build);
    }

    /// The same frames for a browser that gets no line: what was missed since `after`, at once or as soon as there is
    /// something, at the latest after `wait`.
    ///
    /// @param after absent for a window that knows nothing yet
    public List<String> poll(Viewer viewer, @Nullable Long after, List<ChatId> watch, Duration wait) {
        if (after == null) {
            return List.of(Frames.ready(moments.position(viewer.account())));
        }
        var watched = Set.copyOf(Window.atMost(watch));
        var end = System.nanoTime() + min(wait, LONGEST_POLL).toNanos();
        try (var ear = loudspeaker.listen(viewer.account())) {
            while (true) {
                var frames = moments.at(viewer.account(), moment -> missed(moment, viewer, after, watched));
                var left = end - System.nanoTime();
                // A beat says that there is nothing; it can wait.
                if (left <= 0 || !frames.getFirst().startsWith("{\"t\":\"beat\"") || isGoing) {
                    return frames;
                }
                ear.await(Duration.ofNanos(left));
            }
        }
    }

    private List<String> missed(Moment moment, Viewer viewer, long after, Set<ChatId> watched) {
        return switch (Missed.of(moment, viewer, after, watched, sources)) {
            case Missed.Reset(var why, var lost, var at) -> {
                var frames = new ArrayList<String>();
                if (!lost.isEmpty()) {
                    frames.add(Frames.rows(at, after, lost));
                }
                frames.add(Frames.reset(why));
                yield frames;
            }
            case Missed.Told(var ops, var stale, var _, var at)
            when ops.isEmpty() && stale.isEmpty() -> List.of(Frames.beat(at, after));
            case Missed.Told(var ops, var stale, var _, var at) -> {
                var all = new ArrayList<>(ops);
                var eyes = moment.eyes(viewer).orElse(null);
                all.add(Ops.counters(Counters.of(eyes, Counters.heaps(moment, eyes), moment.pos())));
                var frames = new ArrayList<>(List.of(Frames.rows(at, after, all)));
                stale.forEach(chat -> frames.add(Frames.stale(chat)));
                yield frames;
            }
        };
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Who else has the chat open at the moment.
    List<Named> lookers(Moment moment, Chat chat, Viewer viewer) {
        var agreed = moment.agreed();
        var company = find(viewer.account());
        return agreed == null || company == null
                ? List.of()
                : Presence.lookers(company.windows(), chat, agreed, viewer.employee());
    }

    /// A client is writing: told to those who have the chat open here, never kept. Returns at once: whoever takes
    /// messages in waits for no window.
    public void clientTypes(AccountId account, ChatId chat) {
        var company = find(account);
        if (company != null) {
            Thread.ofVirtual().name("typing").start(() -> tellTyping(company, account, chat));
        }
    }

    private void tellTyping(Company company, AccountId account, ChatId chat) {
        try {
            presence.clientTypes(company, account, chat);
        } catch (RuntimeException problem) {
            // A hint that may be lost.
            LOG.log(System.Logger.Level.DEBUG, "nobody was told that a client types: {0}", problem.toString());
        }
    }

    /// All windows are told that the hub restarts; whoever waits for something new waits no longer.
    public void going() {
        isGoing = true;
        loudspeaker.callAll();
        all().forEach(company -> company.each(window -> window.say(Frames.going(GOING_SECONDS))));
    }

    Tickets tickets() {
        return tickets;
    }

    Presence presence() {
        return presence;
    }

    /// The window joins those of its company. Answers the company.
    Company join(Window window, @Nullable Long after, List<ChatId> watch) {
        var company = company(window);
        company.join(window, after, watch);
        return company;
    }

    private synchronized Company company(Window window) {
        if (isClosed) {
            throw new IllegalStateException("the hub is going");
        }
        var account = window.viewer().account();
        var company = companies.computeIfAbsent(
                account, _ -> new Company(account, moments, sources, loudspeaker.listen(account)));
        company.enter(window);
        if (!isWatched) {
            isWatched = true;
            Thread.ofVirtual().name("windows").start(this::watch);
        }
        return company;
    }

    /// A company whose last window has gone is forgotten.
    synchronized void leave(Company company, Window window) {
        if (company.leave(window) && companies.remove(window.viewer().account(), company)) {
            company.close();
        }
    }

    private @Nullable Company find(AccountId account) {
        return companies.get(account);
    }

    private Collection<Company> all() {
        return List.copyOf(companies.values());
    }

    private void watch() {
        try {
            while (goesOn()) {
                if (ended.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                all().forEach(company -> company.beat(BEAT.toNanos()));
                check();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean goesOn() {
        isWatched = !companies.isEmpty() && !isClosed;
        return isWatched;
    }

    /// Whoever has signed out, was disabled or is somebody else now, loses his lines.
    private void check() {
        try {
            var windows = all().stream()
                    .flatMap(company -> company.windows().stream())
                    .toList();
            var standing =
                    tickets.standing(windows.stream().map(window -> window.pass).toList());
            for (var window : windows) {
                if (!window.viewer().equals(standing.get(window.pass.session()))) {
                    window.line.end(SIGNED_OUT, "signed out");
                }
            }
        } catch (RuntimeException problem) {
            // The next second asks again.
            LOG.log(System.Logger.Level.DEBUG, "the sessions could not be looked at: {0}", problem.toString());
        }
    }

    @Override
    public void close() {
        Collection<Company> open;
        synchronized (this) {
            isClosed = true;
            open = List.copyOf(companies.values());
            companies.clear();
        }
        ended.release();
        open.forEach(Company::close);
    }
}
