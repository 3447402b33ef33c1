package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What windows are told that come in: where they stand, and what they have missed up to the moment from which they are
/// told with the others.
final class Welcome {

    private final Moment moment;
    private final Lenses lenses;
    private final List<Joining> coming;
    private final CatchUp rest;

    private Welcome(Moment moment, Lenses lenses, List<Joining> coming, CatchUp rest) {
        this.moment = moment;
        this.lenses = lenses;
        this.coming = coming;
        this.rest = rest;
    }

    /// @param coming with the long part of what they have missed
    static Welcome of(Moment moment, Missed.Sources sources, Lenses lenses, List<Joining> coming) {
        var told =
                coming.stream().filter(one -> one.missed instanceof Missed.Told).toList();
        return new Welcome(moment, lenses, coming, CatchUp.of(moment, sources, lenses, told));
    }

    /// @param counted what waits at the moment
    void tell(Tally counted) {
        coming.forEach(one -> tell(one, counted));
    }

    private void tell(Joining one, Tally counted) {
        var window = one.window;
        var eyes = moment.eyes(window.viewer()).orElse(null);
        window.begin(one.watch, lenses.of(eyes));
        switch (one.missed == null ? null : one.missed.andThen(() -> rest.of(one), window.lens)) {
            case null -> {
                window.live = true;
                window.ready(moment.position());
            }
            case Missed.Reset(var why, var lost, var at) -> {
                window.ready(one.position());
                window.rows(at, lost);
                window.reset(why);
            }
            case Missed.Told(var ops, var stale, var _, var _) -> {
                window.live = true;
                window.ready(one.position());
                var all = new ArrayList<>(ops);
                if (moment.position() > one.position()) {
                    all.addAll(counters(window, eyes, counted));
                }
                window.rows(moment.position(), all);
                stale.forEach(chat -> window.say(Frames.stale(chat)));
            }
        }
    }

    private List<String> counters(Window window, @Nullable Eyes eyes, Tally counted) {
        var counters = counted.counters(moment, eyes, window.lens.standpoint());
        if (counters.sameAs(window.counters)) {
            return List.of();
        }
        window.counters = counters;
        return List.of(Ops.counters(counters));
    }
}
