package parley.settings;

import java.util.HashMap;
import java.util.stream.Collectors;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.rules.CrmFacts;
import parley.rules.Routing;
import parley.rules.StageKind;

/// A catalogue in the words of the rules.
final class Facts {

    private Facts() {}

    static Routing.Staff staff(Catalogue catalogue) {
        var byActivity = catalogue.employees().stream()
                .collect(Collectors.partitioningBy(
                        Catalogue.Employee::active, Collectors.mapping(Catalogue.Employee::id, Collectors.toSet())));
        return new Routing.Staff(byActivity.get(true), byActivity.get(false));
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
