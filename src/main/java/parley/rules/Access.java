package parley.rules;

import parley.base.EmployeeId;

/// What an employee may do, on a channel (R38) or in one chat (R42).
public enum Access {
    NONE,
    READ,
    WRITE;

    /// The lower of the two.
    public Access atMost(Access ceiling) {
        return compareTo(ceiling) <= 0 ? this : ceiling;
    }

    public boolean reads() {
        return this != NONE;
    }

    public boolean writes() {
        return this == WRITE;
    }

    /// What this employee may do in this chat: the lowest of all ceilings (R42). Everything asks this function; [Scope]
    /// and [Audience] are the same law for lists and for pushes.
    public static Access of(Settings settings, EmployeeId employee, ChatFacts chat) {
        var channel = settings.ticked(chat.channel());
        return channel == null ? NONE : of(settings.globalChat(), channel, employee, chat);
    }

    static Access of(GlobalChat globalChat, ChannelSettings channel, EmployeeId employee, ChatFacts chat) {
        var assignment = channel.roles().get(employee);
        if (assignment == null) {
            return NONE;
        }
        return channel.granted(employee)
                .atMost(byRole(assignment.role()))
                .atMost(byReach(globalChat, channel, assignment.role(), employee, chat));
    }

    private static Access byRole(Role role) {
        return switch (role) {
            case AUDITOR -> READ;
            case SELLER, MANAGER -> WRITE;
        };
    }

    private static Access byReach(
            GlobalChat globalChat, ChannelSettings channel, Role role, EmployeeId employee, ChatFacts chat) {
        if (globalChat.opensAllTo(role) || concerns(channel, employee, chat)) {
            return WRITE;
        }
        return globalChat.observes(employee) ? READ : NONE;
    }

    /// Own, common, and new clients if the slider is on: what a seller sees by himself (R13, R21, R47).
    private static boolean concerns(ChannelSettings channel, EmployeeId employee, ChatFacts chat) {
        return switch (Relation.of(employee, chat)) {
            case OWN, COMMON -> true;
            case OFFERED -> channel.receivesNewClients(employee);
            case OTHERS, UNPLACED -> false;
        };
    }
}
