package parley.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// One process of Parley, from its start to its end: another start is another host.
public final class Host {

    private final Stage stage;
    private final String owner;
    private final long skew;
    private final Map<Integer, Long> owned = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();
    private long frozenUntil;

    /// @param skew by how many milliseconds its clock is wrong
    Host(Stage stage, String owner, long skew) {
        this.stage = stage;
        this.owner = owner;
        this.skew = skew;
    }

    public String owner() {
        return owner;
    }

    public Instant clock() {
        return World.START.plusMillis(stage.now() + skew);
    }

    /// The shards that it takes for its own, with the fence of each.
    Map<Integer, Long> owned() {
        return owned;
    }

    /// Jobs that run here.
    Set<Long> taken() {
        return taken;
    }

    long frozenUntil() {
        return frozenUntil;
    }

    void freeze(long millis) {
        frozenUntil = stage.now() + millis;
    }

    @Override
    public String toString() {
        return owner;
    }
}
