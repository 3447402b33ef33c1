package parley.chaos;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Gives the guest his role and takes it away again, and notes when that held.
final class Administrator {

    private final Round round;
    private final RandomGenerator random;

    Administrator(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    void work() {
        for (boolean hasRole = false; round.goesOn(); hasRole = !hasRole) {
            set(hasRole);
            Patience.pause(4_000 + random.nextLong(8_000));
        }
        set(true);
    }

    /// Until it is done: meanwhile nobody knows.
    private void set(boolean hasRole) {
        var asked = Instant.now();
        for (int tries = 0; tries < 100; tries++) {
            if (round.company().guest(hasRole).good()) {
                round.history().add(new Event.Policy(Cast.GUEST, hasRole, asked, Instant.now()));
                return;
            }
            Patience.pause(300);
        }
    }
}
