package parley.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Tickets;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.platform.Failpoint;
import parley.realtime.Frame;
import parley.realtime.Line;

/// One open window of a browser: who looks, what it has been told, which threads it holds. Guarded by its company's
/// lock once it has said hello.
final class Window {

    /// So many threads a window may watch (UX 6.4).
    static final int WATCHED = 60;

    final Line line;
    final Tickets.Pass pass;
    final Set<ChatId> watched = new HashSet<>();

    /// Chats that it watches since just now, with the position behind which it may have missed something of them.
    final Map<ChatId, Long> fresh = new HashMap<>();

    /// Through what its rows were computed.
    Lens lens = Lens.DARK;

    @Nullable
    Counters counters;

    /// The chat that is open on the screen. Also read without the company's lock.
    volatile @Nullable ChatId looking;

    /// False from the moment in which it has to say hello again.
    boolean live;

    private long told;
    private long toldAtNanos = System.nanoTime();

    Window(Line line, Tickets.Pass pass) {
        this.line = line;
        this.pass = pass;
    }

    Viewer viewer() {
        return pass.viewer();
    }

    /// The position of what it was told last.
    long told() {
        return told;
    }

    long silentNanos() {
        return System.nanoTime() - toldAtNanos;
    }

    /// It starts anew with what it holds.
    void begin(List<ChatId> watch, Lens through) {
        counters = null;
        watched.clear();
        fresh.clear();
        watched.addAll(watch);
        lens = through;
    }

    /// Begins a stream behind this position.
    void ready(long pos) {
        told = pos;
        Failpoint.WINDOW_JOINS.hit();
        say(Frames.ready(pos));
    }

    void rows(long pos, List<String> ops) {
        if (!ops.isEmpty()) {
            tell(pos, new Frame(Frames.rows(pos, told, ops)));
        }
    }

    /// @param frame rows that lead from what it was told last to this position
    void tell(long pos, Frame frame) {
        told = pos;
        say(frame);
        Failpoint.WINDOW_TOLD.hit();
    }

    void beat(long pos) {
        var prev = told;
        told = Math.max(told, pos);
        say(Frames.beat(told, prev));
    }

    /// It has to fetch everything anew and say hello again.
    void reset(String why) {
        live = false;
        say(Frames.reset(why));
    }

    void say(String frame) {
        say(new Frame(frame));
    }

    private void say(Frame frame) {
        toldAtNanos = System.nanoTime();
        line.say(frame);
    }

    void watch(List<ChatId> add, List<ChatId> drop, long since) {
        watched.removeAll(drop);
        fresh.keySet().removeAll(drop);
        for (var chat : add) {
            if (watched.size() < WATCHED && watched.add(chat)) {
                fresh.put(chat, since);
            }
        }
    }

    /// Those of the newly watched chats that have not been looked after yet; they count as looked after from here on.
    Map<ChatId, Long> takeFresh() {
        var taken = Map.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    static List<ChatId> atMost(List<ChatId> chats) {
        return new ArrayList<>(chats.subList(0, Math.min(WATCHED, chats.size())));
    }
}
