package parley.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// The channel from which an employee writes first (R43–R46).
public final class DefaultChannel {

    private DefaultChannel() {}

    /// The channels on which he may write at all, in the settings' order.
    public static List<ChannelId> writable(Settings settings, EmployeeId employee) {
        return settings.channels().stream()
                .filter(channel -> channel.ticked() && channel.mayWrite(employee))
                .map(ChannelSettings::id)
                .toList();
    }

    /// The settings with every default in order: one that is no longer writable is cleared (R46), and whoever can write
    /// on exactly one channel has it (R44). It never moves to another of several by itself.
    public static Settings normalised(Settings settings) {
        var employees = new HashSet<>(settings.defaultChannel().keySet());
        settings.channels().forEach(channel -> employees.addAll(channel.roles().keySet()));
        var defaults = new HashMap<EmployeeId, ChannelId>();
        for (var employee : employees) {
            var writable = writable(settings, employee);
            var chosen = settings.defaultChannel().get(employee);
            if (writable.size() == 1) {
                defaults.put(employee, writable.getFirst());
            } else if (chosen != null && writable.contains(chosen)) {
                defaults.put(employee, chosen);
            }
        }
        return settings.withDefaultChannel(defaults);
    }
}
