package parley.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.StageRef;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmHook;
import parley.crm.CrmHook.Verdict;
import parley.crm.CrmTools;
import parley.crm.CrmType.Check;
import parley.crm.FullCrmContract;
import parley.crm.PaperHouse;

@ExtendWith(RealOdoo.class)
class OdooCrmTest implements FullCrmContract {

    private static final CrmTools TOOLS = PaperHouse.tools(InstantSource.system());

    private static OdooEar ear;
    private static Crm crm;

    private final OdooCompany company = new OdooCompany();

    /// One connection for all: its rules are made once, which takes Odoo some seconds.
    @BeforeAll
    static void connect() {
        new OdooCompany().forgetRules();
        ear = new OdooEar();
        var type = new OdooCrmType();
        var fits = assertInstanceOf(Check.Fits.class, type.check(RealOdoo.fields(), TOOLS));
        var kept = new PaperHouse().config(new AccountId(1), fits.keep()).kept();
        var config = new CrmConfig(new AccountId(1), new IntegrationId(1), fits.keep(), ear.address(), kept);
        crm = type.open(config, TOOLS);
    }

    @AfterAll
    static void close() {
        ear.close();
        new OdooCompany().forgetRules();
    }

    private static void hear(byte[] body, Runnable hint) {
        if (crm.heard(new CrmHook("POST", Map.of(), Map.of(), body)) instanceof Verdict.Heard(var changes)
                && !changes.isEmpty()) {
            hint.run();
        }
    }

    @Override
    public Crm crm() {
        return crm;
    }

    @Override
    public void listen(Runnable hint) {
        crm.catalogue();
        ear.tell(body -> hear(body, hint));
    }

    @Override
    public List<EmployeeId> employees() {
        return company.employees();
    }

    @Override
    public void movedInCrm(DealId deal, StageRef stage) {
        company.move(deal, stage);
    }

    @Override
    public void mergedInCrm(ContactId stays, ContactId goes) {
        company.merge(stays, goes);
    }

    @Override
    public List<String> notesOf(DealId deal) {
        return company.notes(deal);
    }

    @Override
    public void deletedInCrm(ContactId contact) {
        company.delete(contact);
    }

    @Override
    public void leavesTheCompany(EmployeeId employee) {
        company.leaves(employee);
    }
}
