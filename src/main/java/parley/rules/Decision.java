package parley.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route with everything that led to it (R80). Stored before it is carried out.
///
/// @param rules the rules applied, in the order in which they were (`R31`, `R27`, `R28`)
/// @param algorithm the one that was in force, which at an unsorted stage is the first responder (R25)
/// @param weights whether weights were in force
/// @param candidates empty when nobody had to be chosen
/// @param before the turn found; absent before the first client
/// @param after the turn left behind; equal to `before` when it did not move
public record Decision(
        List<String> rules,
        long settingsVersion,
        Algorithm algorithm,
        boolean weights,
        List<Candidate> candidates,
        @Nullable Turn before,
        @Nullable Turn after,
        Route route) {

    public Decision {
        rules = List.copyOf(rules);
        candidates = List.copyOf(candidates);
    }
}
