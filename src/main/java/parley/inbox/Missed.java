package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.Feed;

/// What a viewer has missed since a position.
sealed interface Missed {

    /// @param at up to where this reaches
    record Told(List<String> ops, List<ChatId> stale, Lens lens, long at) implements Missed {}

    /// It cannot be told; the window fetches everything anew.
    ///
    /// @param lost what has to leave the screen before that
    record Reset(String why, List<String> lost, long at) implements Missed {}

    /// Where changes come from and how they are told.
    record Sources(Feed feed, ChangeReader reader, Ops ops) {}

    static Missed of(Moment moment, Viewer viewer, long after, Set<ChatId> watched, Sources sources) {
        return of(
                moment,
                viewer,
                after,
                watched,
                sources,
                Lens.of(moment.eyes(viewer).orElse(null)));
    }

    /// @param lens the viewer's in this moment
    static Missed of(Moment moment, Viewer viewer, long after, Set<ChatId> watched, Sources sources, Lens lens) {
        if (after > moment.position()) {
            return new Reset("epoch", List.of(), after);
        }
        if (after < sources.feed().oldest(moment.tx(), moment.account())) {
            return new Reset("too_old", List.of(), after);
        }
        var eyes = moment.eyes(viewer).orElse(null);
        var changes = after == moment.position()
                ? Changes.none(moment)
                : sources.reader().missed(moment, after, eyes, watched).orElse(null);
        if (changes == null) {
            return new Reset("too_many", List.of(), after);
        }
        return new Telling(changes, sources.ops(), null).missed(viewer, eyes, lens, watched);
    }

    /// With what has changed since.
    ///
    /// @param rest what was missed behind it
    /// @param lens through which the rest is seen
    default Missed andThen(Supplier<Missed> rest, Lens lens) {
        return switch (this) {
            case Reset reset -> reset;
            case Told first ->
                switch (rest.get()) {
                    case Reset reset -> reset;
                    case Told _ when !first.lens.equals(lens) -> new Reset("rights", List.of(), first.at);
                    case Told(var ops, var stale, var seen, var at) -> {
                        var all = new ArrayList<>(first.ops);
                        all.addAll(ops);
                        var everyStale = new ArrayList<>(first.stale);
                        everyStale.addAll(stale);
                        yield new Told(all, everyStale, seen, at);
                    }
                };
        };
    }
}
