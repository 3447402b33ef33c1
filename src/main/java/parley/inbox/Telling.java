package parley.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.realtime.Frame;

/// Changes that are told to many windows. Those whose viewers are alike in everything that rows are made of are told
/// the same bytes, made once; whom the changes do not concern {@link Crowd} leaves out (docs/adr/0007).
final class Telling implements Crowd.Question {

    /// All that can make a difference between two windows.
    ///
    /// @param self the viewer, where what has changed names him, or is for him alone
    /// @param near which of the chats that have changed the window watches
    private record Kind(
            Standpoint standpoint,
            @Nullable EmployeeId self,
            boolean administrator,
            @Nullable CardScope card,
            Set<ChatId> near) {}

    private record Ending(long prev, @Nullable String counters) {}

    private record Share(Ops.Told told, Map<Ending, Frame> frames) {}

    private final Changes changes;
    private final Ops ops;
    private final @Nullable Tally counted;
    private final Set<ChatId> touched;
    private final Map<Kind, Share> shares = new HashMap<>();
    private final Map<Counters, String> counters = new HashMap<>();

    /// @param counted absent when nothing that waits has changed
    Telling(Changes changes, Ops ops, @Nullable Tally counted) {
        this.changes = changes;
        this.ops = ops;
        this.counted = counted;
        this.touched = changes.touched();
    }

    /// For a window that is not told yet.
    Missed missed(Viewer viewer, @Nullable Eyes eyes, Lens lens, Set<ChatId> watched) {
        var position = changes.moment().position();
        if (changes.settings()) {
            return new Missed.Reset("rights", ops.lost(changes, eyes, watched), position);
        }
        var told = share(viewer, eyes, lens, watched).told;
        return told.all().size() > ChangeReader.MOST
                ? new Missed.Reset("too_many", List.of(), position)
                : new Missed.Told(told.all(), told.stale(), lens, position);
    }

    /// @param known what waits, for a window that was not told yet
    void tell(Window window, @Nullable Eyes eyes, Lens lens, Tally known) {
        var share = share(window.viewer(), eyes, lens, window.watched);
        var count = counted == null && window.counters != null ? null : count(window, eyes, lens, known);
        var told = share.told;
        if (told.all().size() + (count == null ? 0 : 1) > ChangeReader.MOST) {
            window.reset("too_many");
            return;
        }
        if (!told.all().isEmpty() || count != null) {
            var position = changes.moment().position();
            var ending = new Ending(window.told(), count);
            window.tell(position, share.frames.computeIfAbsent(ending, _ -> frame(told, ending)));
        }
        told.stale().forEach(chat -> window.say(Frames.stale(chat)));
    }

    @Override
    public boolean isCountedAnew(Crowd.Group group, Window any) {
        var eyes = changes.moment().eyes(any.viewer()).orElse(null);
        if (counted == null || eyes == null) {
            return false;
        }
        var now = counted.ofOthers(eyes, any.lens.standpoint(), changes.moment().pos());
        var isNew = !now.sameAs(group.counters);
        group.counters = now;
        return isNew;
    }

    @Override
    public boolean isTold(Window other) {
        var eyes = changes.moment().eyes(other.viewer()).orElse(null);
        var told = share(other.viewer(), eyes, other.lens, Set.of()).told;
        return !told.all().isEmpty() || !told.stale().isEmpty();
    }

    private Share share(Viewer viewer, @Nullable Eyes eyes, Lens lens, Set<ChatId> watched) {
        return shares.computeIfAbsent(
                kind(viewer, lens, watched),
                kind -> new Share(ops.of(changes, viewer, eyes, kind.standpoint, kind.near), new HashMap<>()));
    }

    private Frame frame(Ops.Told told, Ending ending) {
        var all = new ArrayList<>(told.all());
        if (ending.counters != null) {
            all.add(ending.counters);
        }
        return new Frame(Frames.rows(changes.moment().position(), ending.prev, all));
    }

    private Kind kind(Viewer viewer, Lens lens, Set<ChatId> watched) {
        var near = near(watched);
        return new Kind(
                lens.standpoint(),
                isHisOwn(lens.me(), near) ? lens.me() : null,
                viewer.administrator(),
                viewer.card(),
                near);
    }

    private Set<ChatId> near(Set<ChatId> watched) {
        if (watched.isEmpty()) {
            return Set.of();
        }
        var near = new HashSet<>(watched);
        near.retainAll(touched);
        return near;
    }

    /// Lists are computed for one employee, and the addresses of files are his alone.
    private boolean isHisOwn(@Nullable EmployeeId me, Set<ChatId> near) {
        return me != null
                && (changes.settings()
                        || !changes.lists().isEmpty()
                        || changes.mentions().anywhere(me)
                        || near.stream().anyMatch(changes::hasFiles));
    }

    /// Absent when he knows the number already.
    private @Nullable String count(Window window, @Nullable Eyes eyes, Lens lens, Tally known) {
        var now = counters(window, eyes, lens, known);
        if (now == null || now.sameAs(window.counters)) {
            return null;
        }
        window.counters = now;
        return counters.computeIfAbsent(now, Ops::counters);
    }

    private @Nullable Counters counters(Window window, @Nullable Eyes eyes, Lens lens, Tally known) {
        var moment = changes.moment();
        // A card's few chats are counted for themselves, and only when one of them has changed.
        var isAway = window.counters != null
                && eyes != null
                && eyes.card() != null
                && changes.changedChats().stream().noneMatch(eyes::looksAt);
        return isAway ? null : known.counters(moment, eyes, lens.standpoint());
    }
}
