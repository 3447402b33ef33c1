package parley.rehearsal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// What has become of a client, or would have.
///
/// @param employee who has got him; absent for [How#OFFERED], [How#WAITING] and [How#OUTSIDE]
/// @param anyOf who could have been first, for [How#OFFERED]
record Lot(How how, @Nullable EmployeeId employee, List<EmployeeId> anyOf) {

    enum How {
        /// Given by turn (R27).
        TURN,
        /// Replied or accepted first (R26).
        FIRST,
        /// Given away in the CRM, while nobody had got him here.
        CRM,
        /// The client of a closed deal stays with his responsible (R33–R37).
        KEPT,
        /// Left to whoever is first, and nobody was, or nobody can say who would have been.
        OFFERED,
        /// Nobody could take him (R32).
        WAITING,
        /// The channel is not in the integration (R9).
        OUTSIDE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Lot {
        anyOf = List.copyOf(anyOf);
    }

    static Lot of(How how, @Nullable EmployeeId employee) {
        return new Lot(how, employee, List.of());
    }

    /// Whether somebody was first, here or in the CRM: what people did they would have done by other settings too.
    boolean byHand() {
        return how == How.FIRST || how == How.CRM;
    }
}
