package parley.platform;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The failpoints at which this process is to be struck. `INGRESS_COMMITTED:halt:17` means the seventeenth time that
/// anybody comes by; `TRANSACTION_WRITTEN@intake.Intake:halt:1` the first time on behalf of that class; several are
/// divided by commas, and each is counted for itself.
final class Armed {

    /// What a `kill -9` looks like from outside.
    static final int KILLED = 137;

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final String HOUSE = "parley.";
    private static final Set<String> OWN = Set.of(Armed.class.getName(), Failpoint.class.getName());

    private final Trap[] traps;
    private final boolean asksForSites;

    private Armed(Trap... traps) {
        this.traps = traps;
        this.asksForSites = Stream.of(traps).anyMatch(trap -> trap.site != null);
    }

    private enum Deed {
        HALT,
        BREAK,
        DELAY
    }

    /// @param site on whose behalf, below the house's own package; absent: anybody's
    /// @param left how often it is still let by
    private record Trap(Failpoint at, @Nullable String site, Deed deed, AtomicInteger left) {

        static Trap read(String words) {
            var parts = words.split(":");
            var place = parts[0].split("@");
            return new Trap(
                    Failpoint.valueOf(place[0]),
                    place.length == 1 ? null : place[1],
                    Deed.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                    new AtomicInteger(Integer.parseInt(parts[2])));
        }

        boolean isAt(Failpoint point, @Nullable String whose) {
            return at == point && (site == null || site.equals(whose));
        }
    }

    /// Throws for what cannot be understood: a campaign that tests nothing must not look like one that finds nothing.
    static @Nullable Armed read(@Nullable String property) {
        return property == null || property.isEmpty()
                ? null
                : new Armed(Stream.of(property.split(",")).map(Trap::read).toArray(Trap[]::new));
    }

    void passed(Failpoint at) {
        var whose = asksForSites ? site() : null;
        for (var trap : traps) {
            if (trap.isAt(at, whose) && trap.left.decrementAndGet() == 0) {
                strike(trap);
            }
        }
    }

    /// Says where, so that whoever has armed several knows which it was.
    private static void strike(Trap trap) {
        var where = trap.site == null ? trap.at.name() : trap.at + "@" + trap.site;
        System.err.println("failpoint " + where);
        switch (trap.deed) {
            case HALT -> Runtime.getRuntime().halt(KILLED);
            case BREAK -> throw new IllegalStateException("failpoint " + where);
            case DELAY -> LockSupport.parkNanos(DELAY.toNanos());
        }
    }

    /// Who has called the class in which the failpoint stands; absent when nobody of the house has.
    private static @Nullable String site() {
        var callers = StackWalker.getInstance()
                .walk(frames -> frames.map(frame -> whole(frame.getClassName()))
                        .filter(name -> name.startsWith(HOUSE) && !OWN.contains(name))
                        .distinct()
                        .limit(2)
                        .toList());
        return callers.size() < 2 ? null : callers.getLast().substring(HOUSE.length());
    }

    /// The class of the file.
    private static String whole(String name) {
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }
}
