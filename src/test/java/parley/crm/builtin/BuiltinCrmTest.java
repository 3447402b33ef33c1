package parley.crm.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Crm;
import parley.crm.FullCrmContract;

class BuiltinCrmTest implements FullCrmContract {

    private final TestCompany company = new TestCompany();

    BuiltinCrmTest() {
        company.addDemo();
    }

    @Override
    public Crm crm() {
        return company.crm;
    }

    @Override
    public List<EmployeeId> employees() {
        return company.crm.catalogue().employees().stream()
                .map(employee -> employee.id())
                .toList();
    }

    @Override
    public void movedInCrm(DealId deal, StageRef stage) {
        company.post(
                "deals/" + deal + "/move", "{'pipeline':'" + stage.pipeline() + "','stage':'" + stage.stage() + "'}");
    }

    @Override
    public void deletedInCrm(ContactId contact) {
        assertEquals(
                204,
                company.ask(company.boss, "DELETE", "contacts/" + contact, "").status());
    }

    @Override
    public void mergedInCrm(ContactId stays, ContactId goes) {
        company.post("contacts/" + stays + "/merge", "{'with':'" + goes + "'}");
    }

    @Override
    public void leavesTheCompany(EmployeeId employee) {
        var answer = company.ask(
                company.boss, "PUT", "employees/" + employee, "{'name':'" + name(employee) + "','active':false}");
        assertEquals(200, answer.status());
    }

    private String name(EmployeeId id) {
        return crm().catalogue().employees().stream()
                .filter(employee -> employee.id().equals(id))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Override
    public List<String> notesOf(DealId deal) {
        var texts = new ArrayList<String>();
        for (var entry : company.get("deals/" + deal + "/timeline").path("rows")) {
            if (entry.path("kind").asString().equals("MESSAGE")) {
                texts.add(entry.path("text").asString());
            }
        }
        return texts;
    }
}
