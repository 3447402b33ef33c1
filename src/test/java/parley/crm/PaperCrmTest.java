package parley.crm;

import java.time.InstantSource;
import java.util.List;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// The CRM on paper, on which the stories are told, keeps to what every CRM keeps to.
class PaperCrmTest implements FullCrmContract {

    private final PaperCrm crm = new PaperCrm(InstantSource.fixed(AT), "bruce", "tony", "scrooge");

    @Override
    public Crm crm() {
        return crm;
    }

    @Override
    public List<EmployeeId> employees() {
        return crm.employees.keySet().stream().map(EmployeeId::new).toList();
    }

    @Override
    public void movedInCrm(DealId deal, StageRef stage) {
        var responsible = crm.deal(deal).present().orElseThrow().responsible();
        crm.moves(deal, stage, responsible == null ? null : responsible.value());
    }

    @Override
    public void deletedInCrm(ContactId contact) {
        crm.deletes(contact);
    }

    @Override
    public void mergedInCrm(ContactId stays, ContactId goes) {
        crm.merges(stays, goes);
    }

    @Override
    public void leavesTheCompany(EmployeeId employee) {
        crm.employees.put(employee.value(), false);
    }

    @Override
    public List<String> notesOf(DealId deal) {
        return crm.notes().stream()
                .filter(note -> deal.equals(note.target().deal()))
                .map(note -> note.note().text())
                .toList();
    }
}
