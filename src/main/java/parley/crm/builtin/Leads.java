package parley.crm.builtin;

import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.crm.Crm.Acceptance;
import parley.rules.StageKind;

/// Accepting leads (R26): the row of the deal is the arbiter.
final class Leads {

    private final Tables tables;

    Leads(Tables tables) {
        this.tables = tables;
    }

    /// @param wanted where the deal goes; absent means the first open stage of its pipeline
    Acceptance accept(Writing w, long id, EmployeeId employee, Deals.@Nullable Place wanted) {
        var lead = tables.deals().find(w.tx(), id).orElse(null);
        if (lead == null || lead.deleted()) {
            return new Acceptance.Gone();
        }
        if (lead.lead() && tables.deals().accept(w, lead, employee.value(), place(w, lead, wanted))) {
            takeContact(w, lead, employee);
            return new Acceptance.Won(new DealId(Long.toString(id)));
        }
        return lost(w, id, employee);
    }

    private Acceptance lost(Writing w, long id, EmployeeId employee) {
        var now = tables.deals().find(w.tx(), id).orElseThrow();
        if (now.responsible() == null) {
            return new Acceptance.Gone();
        }
        return now.responsible().equals(employee.value())
                ? new Acceptance.Won(new DealId(Long.toString(id)))
                : new Acceptance.TakenBy(new EmployeeId(now.responsible()));
    }

    private Deals.Place place(Writing w, Deals.Row lead, Deals.@Nullable Place wanted) {
        if (wanted != null) {
            var stage = tables.pipelines().find(w.tx(), wanted.pipeline()).flatMap(row -> row.stage(wanted.stage()));
            if (stage.isPresent() && stage.get().kind() != StageKind.UNSORTED) {
                return wanted;
            }
        }
        var pipeline = tables.pipelines().find(w.tx(), lead.pipeline()).orElseThrow();
        var stage = pipeline.first(StageKind.OPEN).or(() -> pipeline.first(StageKind.WON));
        return new Deals.Place(lead.pipeline(), stage.orElseThrow().id());
    }

    /// A client nobody has looked after belongs to whoever took his lead.
    private void takeContact(Writing w, Deals.Row lead, EmployeeId employee) {
        for (var contact : lead.contacts()) {
            tables.contacts()
                    .lock(w.tx(), Rows.number(contact))
                    .filter(row -> !row.gone() && row.responsible() == null)
                    .ifPresent(row -> tables.contacts()
                            .update(
                                    w,
                                    row,
                                    new Contacts.Card(
                                            row.name(), employee.value(), row.phones(), row.email(), row.addresses())));
        }
    }
}
