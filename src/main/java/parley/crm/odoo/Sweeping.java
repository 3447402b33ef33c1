package parley.crm.odoo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import parley.crm.CrmTrouble;

/// Old tickets go from Odoo once an hour.
final class Sweeping {

    private static final Duration EVERY = Duration.ofHours(1);

    private final Tickets tickets;
    private final InstantSource clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    Sweeping(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    /// What does not work now is done an hour later.
    void sometimes() {
        var now = clock.instant();
        var before = last.get();
        if (!now.isBefore(before.plus(EVERY)) && last.compareAndSet(before, now)) {
            try {
                tickets.sweep();
            } catch (CrmTrouble trouble) {
                if (trouble.kind() == CrmTrouble.Kind.AUTH) {
                    throw trouble;
                }
            }
        }
    }
}
