package parley.rules;

import java.util.ArrayList;
import java.util.List;

/// What else is worth settling, told once after the first save (R63).
public final class Hints {

    private Hints() {}

    /// @return `several_channels`: somebody may write on several channels; `managers`: there are managers, and it is to
    ///     be decided of what they are notified
    public static List<String> of(Settings settings) {
        var hints = new ArrayList<String>();
        var ticked =
                settings.channels().stream().filter(ChannelSettings::ticked).toList();
        var several = ticked.stream()
                .flatMap(channel -> channel.roles().keySet().stream())
                .distinct()
                .anyMatch(
                        employee -> DefaultChannel.writable(settings, employee).size() > 1);
        if (several) {
            hints.add("several_channels");
        }
        if (ticked.stream()
                .flatMap(channel -> channel.roles().values().stream())
                .anyMatch(assignment -> assignment.role() == Role.MANAGER)) {
            hints.add("managers");
        }
        return List.copyOf(hints);
    }
}
