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
}
