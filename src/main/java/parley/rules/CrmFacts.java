package parley.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// What the settings are checked against: the CRM as of the last refresh (R8).
///
/// @param employees those who are there now
/// @param stages every stage of every pipeline (R5)
/// @param hasUnsorted whether the CRM has unsorted leads (R25)
public record CrmFacts(Set<EmployeeId> employees, Map<StageRef, StageKind> stages, boolean hasUnsorted) {

    public CrmFacts {
        employees = Set.copyOf(employees);
        stages = Map.copyOf(stages);
    }

    /// Whether the CRM has no pipelines, so that no stage can be chosen.
    public boolean withoutDeals() {
        return stages.isEmpty();
    }

    /// What a channel's stage means, for [Routing.Case]. Empty when none is chosen, when the CRM no longer has it, or
    /// when no deal can begin there: a closed stage would make every message of the client a new deal (R37).
    public Optional<StageKind> kind(@Nullable StageRef stage) {
        return Optional.ofNullable(stage)
                .map(stages::get)
                .filter(kind -> kind == StageKind.OPEN || kind == StageKind.UNSORTED && hasUnsorted);
    }
}
