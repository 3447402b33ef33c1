package parley.rules;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import parley.base.EmployeeId;

/// Who sees a chat: [Access#of] for pushes.
public final class Audience {

    private Audience() {}

    /// Those of the employees who see the chat, in their order.
    public static Set<EmployeeId> of(Settings settings, Collection<EmployeeId> employees, ChatFacts chat) {
        var audience = new LinkedHashSet<EmployeeId>();
        var channel = settings.ticked(chat.channel());
        if (channel == null) {
            return audience;
        }
        for (var employee : employees) {
            if (Access.of(settings.globalChat(), channel, employee, chat).reads()) {
                audience.add(employee);
            }
        }
        return audience;
    }

    /// How an audience has changed: who gets the row, and from whose open window it goes (R23).
    public static Delta delta(Set<EmployeeId> before, Set<EmployeeId> after) {
        var gained = new TreeSet<>(after);
        gained.removeAll(before);
        var lost = new TreeSet<>(before);
        lost.removeAll(after);
        return new Delta(gained, lost);
    }

    public record Delta(Set<EmployeeId> gained, Set<EmployeeId> lost) {

        public Delta {
            gained = Set.copyOf(gained);
            lost = Set.copyOf(lost);
        }
    }
}
