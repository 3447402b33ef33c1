package parley.rules;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// The three presets (R64). They fill the form; nothing is saved by itself. Whoever gets a role gets the slider with
/// it.
public final class Presets {

    private Presets() {}

    /// *Classic sales*: everyone a seller, so only the responsible employee works with a client.
    public static Settings classicSales(
            Settings settings, Collection<ChannelId> channels, Collection<EmployeeId> employees) {
        return filled(settings, channels, employees, employee -> Role.SELLER);
    }

    /// *Shop or support*: everyone a manager and notified of everything, so whoever is free answers.
    public static Settings shopOrSupport(
            Settings settings, Collection<ChannelId> channels, Collection<EmployeeId> employees) {
        return filled(settings, channels, employees, employee -> Role.MANAGER).withNotifyManagers(true);
    }

    /// *One person answers*: he a manager, the others without a role.
    public static Settings onePersonAnswers(
            Settings settings, Collection<ChannelId> channels, Collection<EmployeeId> employees, EmployeeId person) {
        return filled(settings, channels, employees, employee -> employee.equals(person) ? Role.MANAGER : null);
    }

    private static Settings filled(
            Settings settings,
            Collection<ChannelId> channels,
            Collection<EmployeeId> employees,
            Function<EmployeeId, @Nullable Role> role) {
        var filled = settings.channels().stream()
                .map(channel -> channels.contains(channel.id()) ? filled(channel, employees, role) : channel)
                .toList();
        return AccessEditing.settled(settings.withChannels(filled));
    }

    private static ChannelSettings filled(
            ChannelSettings channel, Collection<EmployeeId> employees, Function<EmployeeId, @Nullable Role> role) {
        var filled = channel;
        for (var employee : List.copyOf(employees)) {
            filled = AccessEditing.withRole(filled, employee, role.apply(employee), true);
        }
        return filled;
    }
}
