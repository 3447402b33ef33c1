package parley.rules;

import java.util.Set;
import parley.base.EmployeeId;

/// Who sees which chats in the common window (R47–R49).
///
/// @param administrators chat administrators; kept, not applied, in mode ALL (R48)
public record GlobalChat(Mode mode, Set<EmployeeId> administrators) {

    public enum Mode {
        OWN_AND_COMMON,
        ALL
    }

    public GlobalChat {
        administrators = Set.copyOf(administrators);
    }

    /// Whether someone with this role sees every chat of his channels without being a chat administrator (R12, R14,
    /// R47).
    boolean opensAllTo(Role role) {
        return role != Role.SELLER || mode == Mode.ALL;
    }

    /// Whether he is a chat administrator, and the mode has such people (R48).
    boolean observes(EmployeeId employee) {
        return mode == Mode.OWN_AND_COMMON && administrators.contains(employee);
    }
}
