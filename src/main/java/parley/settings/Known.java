package parley.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.rules.CrmFacts;
import parley.rules.Routing;
import parley.rules.StageKind;

/// A catalogue by its ids and in the words of the rules, made once: every decision and every row that names somebody
/// asks it.
record Known(Map<EmployeeId, Catalogue.Employee> employees, Routing.Staff staff, CrmFacts facts) {

    static Known of(Catalogue catalogue) {
        var employees = new HashMap<EmployeeId, Catalogue.Employee>();
        var active = new HashSet<EmployeeId>();
        var left = new HashSet<EmployeeId>();
        for (var employee : catalogue.employees()) {
            // Of two with the same id the first counts.
            employees.putIfAbsent(employee.id(), employee);
            (employee.active() ? active : left).add(employee.id());
        }
        return new Known(employees, new Routing.Staff(active, left), crm(active, catalogue));
    }

    private static CrmFacts crm(Set<EmployeeId> active, Catalogue catalogue) {
        var stages = new HashMap<StageRef, StageKind>();
        for (var pipeline : catalogue.pipelines()) {
            for (var stage : pipeline.stages()) {
                stages.put(new StageRef(pipeline.id(), stage.id()), stage.kind());
            }
        }
        return new CrmFacts(active, stages, stages.containsValue(StageKind.UNSORTED));
    }
}
