package parley.inbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.settings.SettingsDesk.Agreed;

/// Everything but the chats themselves that a viewer's rows are made of. As long as it stays equal, a change of the
/// settings is none for him.
record Lens(@Nullable EmployeeId me, Standpoint standpoint, Map<EmployeeId, String> names) {

    static final Lens DARK = new Lens(null, Standpoint.NOWHERE, Map.of());

    static Lens of(@Nullable Eyes eyes) {
        return eyes == null ? DARK : new Lens(eyes.me(), Standpoint.of(eyes), names(eyes.agreed()));
    }

    static Map<EmployeeId, String> names(Agreed agreed) {
        var names = new HashMap<EmployeeId, String>();
        agreed.catalogue().employees().forEach(employee -> names.put(employee.id(), employee.name()));
        return Map.copyOf(names);
    }
}
