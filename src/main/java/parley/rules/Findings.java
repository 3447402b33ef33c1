package parley.rules;

import java.util.List;

/// All that is wrong with the settings, at once.
///
/// @param mistakes these keep from saving
/// @param warnings these do not
public record Findings(List<Finding> mistakes, List<Finding> warnings) {

    public Findings {
        mistakes = List.copyOf(mistakes);
        warnings = List.copyOf(warnings);
    }

    public boolean passed() {
        return mistakes.isEmpty();
    }
}
