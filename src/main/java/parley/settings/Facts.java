package parley.settings;

import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.rules.CrmFacts;
import parley.rules.Routing;
import parley.rules.StageKind;

/// A catalogue in the words of the rules.
final class Facts {

    private Facts() {}

    static Routing.Staff staff(Catalogue catalogue) {
        return new Routing.Staff(ids(catalogue, true), ids(catalogue, false));
    }

    private static Set<EmployeeId> ids(Catalogue catalogue, boolean active) {
        return catalogue.employees().stream()
                .filter(employee -> employee.active() == active)
                .map(Catalogue.Employee::id)
                .collect(Collectors.toSet());
    }

    static CrmFacts of(Catalogue catalogue) {
        var stages = new HashMap<StageRef, StageKind>();
        for (var pipeline : catalogue.pipelines()) {
            for (var stage : pipeline.stages()) {
                stages.put(new StageRef(pipeline.id(), stage.id()), stage.kind());
            }
        }
        return new CrmFacts(staff(catalogue).active(), stages, stages.containsValue(StageKind.UNSORTED));
    }
}
