package parley.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.settings.SettingsDesk.Agreed;

/// The lenses of all viewers while one agreement holds, each made once. Those who stand alike share their standpoint,
/// and all share the names. Any thread may ask.
final class Lenses {

    private final @Nullable Agreed agreed;
    private final Map<EmployeeId, String> names;
    private final Map<EmployeeId, Lens> lenses = new ConcurrentHashMap<>();
    private final Map<Standpoint, Standpoint> standpoints = new ConcurrentHashMap<>();

    private Lenses(@Nullable Agreed agreed, Map<EmployeeId, String> names) {
        this.agreed = agreed;
        this.names = names;
    }

    /// @param before those of the agreement before, absent in the beginning
    static Lenses of(@Nullable Agreed agreed, @Nullable Lenses before) {
        if (before != null && before.agreed == agreed) {
            return before;
        }
        var names = agreed == null ? Map.<EmployeeId, String>of() : Lens.names(agreed);
        return new Lenses(agreed, before != null && before.names.equals(names) ? before.names : names);
    }

    Lens of(@Nullable Eyes eyes) {
        return eyes == null ? Lens.DARK : lenses.computeIfAbsent(eyes.me(), me -> made(eyes, me));
    }

    private Lens made(Eyes eyes, EmployeeId me) {
        var standpoint = Standpoint.of(eyes);
        var shared = standpoints.computeIfAbsent(standpoint, one -> one);
        return new Lens(me, shared, names);
    }
}
