package parley.rules;

import parley.base.EmployeeId;

/// What a chat is to an employee, before roles and settings are looked at.
public enum Relation {
    /// He is in the chat's responsible set (R22).
    OWN,
    /// Somebody else is.
    OTHERS,
    /// The client is in the CRM and nobody is responsible.
    COMMON,
    /// A new client whom the first to reply gets (R26).
    OFFERED,
    /// A new client who is not looked up yet, or whom nobody can take (R32).
    UNPLACED;

    /// Somebody responsible settles it, whatever else is known of the client.
    public static Relation of(EmployeeId employee, ChatFacts chat) {
        if (!chat.responsible().isEmpty()) {
            return chat.responsible().contains(employee) ? OWN : OTHERS;
        }
        return switch (chat.client()) {
            case KNOWN -> COMMON;
            case OFFERED -> OFFERED;
            case UNROUTED, WAITING -> UNPLACED;
        };
    }
}
