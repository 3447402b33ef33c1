package parley.rules;

import parley.base.EmployeeId;

/// How a chat's unanswered messages call an employee (R55–R57).
public enum Attention {
    /// He does not see the chat.
    NONE,
    /// Counted in grey, in silence.
    GREY,
    /// Counted in red and notified.
    RED;

    /// Grey never notifies (R57).
    public boolean notifies() {
        return this == RED;
    }

    public static Attention of(Settings settings, EmployeeId employee, ChatFacts chat) {
        var channel = settings.ticked(chat.channel());
        if (channel == null || Access.of(settings.globalChat(), channel, employee, chat) == Access.NONE) {
            return NONE;
        }
        if (settings.globalChat().observes(employee)) {
            return GREY;
        }
        return calls(settings, channel, employee, Relation.of(employee, chat)) ? RED : GREY;
    }

    private static boolean calls(Settings settings, ChannelSettings channel, EmployeeId employee, Relation relation) {
        return switch (channel.roleOf(employee)) {
            case AUDITOR -> false;
            case MANAGER -> settings.notifyManagers() || forHim(channel, employee, relation);
            case SELLER -> relation == Relation.COMMON || forHim(channel, employee, relation);
            case null -> false;
        };
    }

    private static boolean forHim(ChannelSettings channel, EmployeeId employee, Relation relation) {
        return relation == Relation.OWN || relation == Relation.OFFERED && channel.receivesNewClients(employee);
    }
}
