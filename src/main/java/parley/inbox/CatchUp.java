package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;

/// What a crowd of windows has missed, seen in one snapshot. What happened lately is read once for all of them, from
/// where the one begins who knows least, and put into rows once for each position and class of viewers. Whoever was
/// away for longer is looked after alone: of so much he may see little.
final class CatchUp {

    /// So many positions behind the present are read together.
    private static final long NEAR = 2_000;

    private final Moment moment;
    private final Missed.Sources sources;
    private final Lenses lenses;
    private final long from;
    private final ChangeReader.@Nullable Lately lately;
    private final Map<Long, Telling> tellings = new HashMap<>();

    private CatchUp(
            Moment moment, Missed.Sources sources, Lenses lenses, long from, ChangeReader.@Nullable Lately lately) {
        this.moment = moment;
        this.sources = sources;
        this.lenses = lenses;
        this.from = from;
        this.lately = lately;
    }

    /// @param all with the positions from which they want to go on
    static CatchUp of(Moment moment, Missed.Sources sources, Lenses lenses, Collection<Joining> all) {
        var near = all.stream().filter(one -> isNear(moment, one.from())).toList();
        var from = near.stream().mapToLong(Joining::from).min().orElse(moment.position());
        if (from == moment.position()) {
            return new CatchUp(moment, sources, lenses, from, null);
        }
        // What has been forgotten cannot be read: whoever begins before that is told so when it is his
        // turn.
        from = Math.max(from, sources.feed().oldest(moment.tx(), moment.account()));
        var watched = new HashSet<ChatId>();
        near.forEach(one -> watched.addAll(one.watch));
        var lately = sources.reader().lately(moment, from, watched).orElse(null);
        return new CatchUp(moment, sources, lenses, from, lately);
    }

    private static boolean isNear(Moment moment, long after) {
        return after <= moment.position() && after > moment.position() - NEAR;
    }

    /// What one of them has missed.
    Missed of(Joining one) {
        var after = one.from();
        var window = one.window;
        var eyes = moment.eyes(window.viewer()).orElse(null);
        var lens = lenses.of(eyes);
        if (after == moment.position()) {
            return new Missed.Told(List.of(), List.of(), lens, after);
        }
        if (lately == null || after < from || after > moment.position()) {
            return Missed.of(moment, window.viewer(), after, Set.copyOf(one.watch), sources, lens);
        }
        var telling = tellings.computeIfAbsent(after, since -> new Telling(lately.since(since), sources.ops(), null));
        return telling.missed(window.viewer(), eyes, lens, Set.copyOf(one.watch));
    }
}
