package parley.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.StageRef;
import parley.crm.Cards.Proof;
import parley.crm.CardsContract;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmHook;
import parley.crm.CrmHook.Verdict;
import parley.crm.CrmTools;
import parley.crm.CrmType.Check;
import parley.crm.FullCrmContract;
import parley.crm.PaperHouse;

@ExtendWith(RealOdoo.class)
class OdooCrmTest implements FullCrmContract, CardsContract {

    private static final CrmTools TOOLS = PaperHouse.tools(InstantSource.system());

    private static final URI CARDS = URI.create("http://127.0.0.1:1/crm/odoo/card/1-1-1-key");

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
        var config = new CrmConfig(new AccountId(1), new IntegrationId(1), fits.keep(), ear.address(), CARDS, kept);
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

    /// Tony's and Scrooge's logins are their names.
    private static OdooDesk desk(EmployeeId employee, List<EmployeeId> employees) {
        return new OdooDesk(employee.equals(employees.getFirst()) ? "tony" : "scrooge");
    }

    @Override
    public Proof opensInCrm(EmployeeId employee, DealId deal) {
        var tab = desk(employee, employees()).tab(Deals.MODEL, deal.value(), company.tab());
        var frame = OdooDesk.frame(tab);
        assertEquals(CARDS, frame.resolve(frame.getPath()));
        return proof(frame.getQuery().replace("ticket=", ""));
    }

    private static Proof proof(String ticket) {
        return new Proof(null, Map.of("ticket", ticket));
    }

    @Override
    public List<Proof> wrongProofs(EmployeeId employee, DealId deal) {
        var real = opensInCrm(employee, deal).asked("ticket");
        var first = real.charAt(0) == 'a' ? "b" : "a";
        return List.of(
                new Proof(null, Map.of()),
                proof(first + real.substring(1)),
                proof("' OR x_name LIKE '%"),
                proof("00000000-0000-0000-0000-000000000000"),
                new Proof(real, Map.of()));
    }

    @Test
    void nobodyReadsOrMakesTicketsAndTypingMakesNone() {
        var anna = contact("Anna", List.of(), "ticketed");
        var deal = deal(anna, "ticketed-deal");
        var tony = desk(employees().getFirst(), employees());
        var field = company.tab();
        var tickets = field.replace("chat", "ticket");
        var shown = tony.tab(Deals.MODEL, deal.value(), field);
        var fields = Map.of("name", Map.of(), field, Map.of());

        assertThrows(
                IllegalStateException.class,
                () -> tony.calls(tickets, "search_read", List.of(List.of()), Map.of("fields", List.of("x_name"))));
        assertThrows(
                IllegalStateException.class,
                () -> tony.calls(tickets, "create", List.of(Map.of("x_name", "a")), Map.of()));
        var typed = tony.calls(
                Deals.MODEL,
                "onchange",
                List.of(List.of(Ids.number(deal)), Map.of("name", "Kit"), List.of("name"), fields),
                Map.of());
        assertFalse(typed.path("value").has(field), "the frame stays while one types: " + typed);
        var fresh = tony.calls(Deals.MODEL, "onchange", List.of(List.of(), Map.of(), List.of(), fields), Map.of());
        assertTrue(fresh.path("value").path(field).asString("").contains("Save the card"), fresh.toString());
        assertTrue(shown.contains("<iframe"));
        var many = tony.calls(
                Deals.MODEL,
                "read",
                List.of(List.of(Ids.number(deal), Ids.number(deal(anna, "another")))),
                Map.of("fields", List.of(field)));
        assertFalse(many.toString().contains("iframe"), "lists and exports make no tickets");
    }
}
