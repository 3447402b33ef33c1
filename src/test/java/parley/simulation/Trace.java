package parley.simulation;

import java.util.ArrayList;
import java.util.List;

/// What has happened: always as one number, which two plays of the same seed share, and in words when somebody reads
/// it.
public final class Trace {

    private static final int MOST = 4_000;

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private long hash = 1125899906842597L;
    private long now;

    Trace(boolean told) {
        this.told = told;
    }

    /// Whose turn it is, and when: two plays that differ in anything soon differ in this.
    void step(long actor, long now) {
        this.now = now;
        hash = (hash ^ actor) * 31 + now;
    }

    /// @param what with its `{}` replaced by the values
    public void tell(String what, Object... values) {
        hash = hash * 31 + what.hashCode();
        if (told && lines.size() < MOST) {
            var words = what;
            for (var value : values) {
                words = words.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(value.toString()));
            }
            lines.add(String.format("%8.3f s  %s", now / 1e3, words));
        }
    }

    long hash() {
        return hash;
    }

    List<String> lines() {
        return lines;
    }
}
