package parley.crm.odoo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.platform.OutgoingHttp;
import tools.jackson.databind.JsonNode;

/// A company on a real Odoo: two salespeople and what they do on Odoo's own pages.
public final class OdooCompany {

    private static final List<String> PEOPLE = List.of("Tony", "Scrooge");

    /// Contacts that are neither the company nor its users.
    private static final List<Object> CLIENTS =
            List.of(Domain.ARCHIVED_TOO, Domain.is("user_ids", false), List.of("id", ">", 5));

    final Server odoo;
    private final List<EmployeeId> employees;

    /// Nobody in it is a client and nothing was ever sold.
    public OdooCompany() {
        var fields = RealOdoo.fields();
        odoo = new Server(
                OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED),
                fields.get(OdooForm.ADDRESS),
                fields.get(OdooForm.DATABASE),
                fields.get(OdooForm.KEY));
        employees = PEOPLE.stream().map(this::hire).toList();
        empty();
    }

    private void empty() {
        remove(Deals.MODEL, List.of(Domain.ARCHIVED_TOO));
        remove(Contacts.MODEL, CLIENTS);
    }

    /// What other connections have left behind, which would call hubs that are no more.
    public void forgetRules() {
        remove("base.automation", List.of());
        remove("ir.ui.view", List.of(Domain.like("name", "parley.%")));
        // Users have the fields of their contacts as well; those go by themselves.
        remove("ir.model.fields", List.of(Domain.like("name", "x_parley_chat_%"), Domain.is("state", "manual")));
        remove("ir.actions.server", List.of(Domain.like("name", "Parley: take a ticket")));
        remove("ir.model", List.of(Domain.like("model", "x_parley_ticket_%")));
    }

    /// The field of the tab in the forms of opportunities; empty when there is no tab.
    public String tab() {
        var domain = List.<Object>of(Domain.is("model", Deals.MODEL), Domain.like("name", "x_parley_chat_%"));
        return odoo.search("ir.model.fields", domain, List.of("name"), 1).stream()
                .map(row -> row.textOrEmpty("name"))
                .findFirst()
                .orElse("");
    }

    /// Records of the connection's own that Odoo's administrator finds among Odoo's settings.
    ///
    /// @param tab of the connection, which carries its mark
    public List<String> brought(String tab) {
        var mark = tab.replaceFirst(".*_", "");
        return Stream.of("ir.ui.view", "ir.model.fields", "ir.model", "ir.actions.server", "base.automation")
                .flatMap(model -> odoo
                        .search(
                                "ir.model.data",
                                List.of(Domain.is("module", Nameplates.MODULE), Domain.is("model", model)),
                                List.of("name"),
                                100)
                        .stream())
                .map(row -> row.textOrEmpty("name"))
                .filter(name -> name.contains(mark))
                .toList();
    }

    /// What is written beside the tickets that Odoo has made so far becomes so much older.
    public void ticketsGrowOld(Duration time) {
        runs("env.cr.execute(\"UPDATE %s SET create_date = create_date - interval '%d seconds'\")"
                .formatted(ticketModel(), time.toSeconds()));
    }

    /// How many tickets there are.
    public long tickets() {
        return runs("action = {'tickets': env['%s'].sudo().search_count([])}".formatted(ticketModel()))
                .path("tickets")
                .asLong();
    }

    private String ticketModel() {
        return tab().replace("chat", "ticket");
    }

    /// Nobody may ask Odoo for tickets: an administrator's action can.
    private JsonNode runs(String code) {
        var model = odoo.search("ir.model", List.of(Domain.is("model", Deals.MODEL)), List.of("id"), 1);
        var action = odoo.create(
                "ir.actions.server",
                Map.of("name", "Test", "model_id", model.getFirst().id(), "state", "code", "code", code));
        try {
            return odoo.call("ir.actions.server", "run", Map.of("ids", List.of(action)));
        } finally {
            odoo.call("ir.actions.server", "unlink", Map.of("ids", List.of(action)));
        }
    }

    private void remove(String model, List<?> domain) {
        var ids = odoo.search(model, domain, List.of("id"), 5_000).stream()
                .map(Row::id)
                .toList();
        if (!ids.isEmpty()) {
            odoo.call(model, "unlink", Map.of("ids", ids));
        }
    }

    private EmployeeId hire(String name) {
        var login = name.toLowerCase(java.util.Locale.ROOT);
        var there =
                odoo.search("res.users", List.of(Domain.is("login", login), Domain.ARCHIVED_TOO), List.of("active"), 1);
        if (there.isEmpty()) {
            var groups = Stream.of("group_user", "group_sale_salesman_all_leads")
                    .map(group -> odoo.search(
                                    "ir.model.data",
                                    List.of(Domain.is("name", group), Domain.is("model", "res.groups")),
                                    List.of("res_id"),
                                    1)
                            .getFirst()
                            .json()
                            .path("res_id")
                            .asLong())
                    .toList();
            var id = odoo.create(
                    "res.users",
                    Map.of(
                            "name",
                            name,
                            "login",
                            login,
                            "password",
                            login,
                            "group_ids",
                            List.of(List.of(6, 0, groups))));
            return new EmployeeId(Long.toString(id));
        }
        var user = there.getFirst();
        if (!user.flag("active")) {
            odoo.write("res.users", user.id(), Map.of("active", true));
        }
        return new EmployeeId(Long.toString(user.id()));
    }

    /// @param salesperson empty when nobody has it
    public record Lead(DealId id, String type, String salesperson, String stage, boolean active) {}

    /// Everything in the pipeline, archived too, oldest first.
    public List<Lead> leads() {
        var fields = List.of("type", "user_id", "stage_id", "active");
        return odoo.search(Deals.MODEL, List.of(Domain.ARCHIVED_TOO), fields, 1_000).stream()
                .map(row -> new Lead(
                        new DealId(Long.toString(row.id())),
                        row.textOrEmpty("type"),
                        row.json().path("user_id").path(1).asString(""),
                        row.json().path("stage_id").path(1).asString(""),
                        row.flag("active")))
                .toList();
    }

    public void lose(DealId deal) {
        odoo.call(Deals.MODEL, "action_set_lost", Map.of("ids", List.of(Ids.number(deal))));
    }

    public void archive(DealId deal) {
        odoo.write(Deals.MODEL, Ids.number(deal), Map.of("active", false));
    }

    /// As *Restore* on a lost opportunity does.
    public void reopen(DealId deal) {
        odoo.call(Deals.MODEL, "action_unarchive", Map.of("ids", List.of(Ids.number(deal))));
    }

    /// Somebody types it into Odoo.
    public ContactId types(String name, EmployeeId employee, String phone) {
        var card = Map.of("name", name, "user_id", Ids.number(employee), "phone", phone);
        return new ContactId(Long.toString(odoo.create(Contacts.MODEL, card)));
    }

    public void phone(ContactId contact, String phone) {
        odoo.write(Contacts.MODEL, Ids.number(contact), Map.of("phone", phone));
    }

    /// Somebody types it into Odoo.
    public DealId opens(ContactId contact, EmployeeId employee) {
        var card = Map.of(
                "name",
                "By hand",
                "type",
                "opportunity",
                "partner_id",
                Ids.number(contact),
                "user_id",
                Ids.number(employee));
        return new DealId(Long.toString(odoo.create(Deals.MODEL, card)));
    }

    public void give(ContactId contact, EmployeeId employee) {
        odoo.write(Contacts.MODEL, Ids.number(contact), Map.of("user_id", Ids.number(employee)));
    }

    /// Clients, oldest first.
    public List<ContactId> contacts() {
        return odoo.search(Contacts.MODEL, CLIENTS, List.of("id"), 1_000).stream()
                .map(row -> new ContactId(Long.toString(row.id())))
                .toList();
    }

    public List<String> notes(DealId deal) {
        return notes(Deals.MODEL, deal.value());
    }

    public List<String> notes(ContactId contact) {
        return notes(Contacts.MODEL, contact.value());
    }

    public List<EmployeeId> employees() {
        return employees;
    }

    public void leaves(EmployeeId employee) {
        odoo.write("res.users", Ids.number(employee), Map.of("active", false));
    }

    public void move(DealId deal, StageRef stage) {
        var ids = Map.of("ids", List.of(Ids.number(deal)));
        if (stage.stage().equals(Words.LOST)) {
            var first = odoo.search("crm.stage", List.of(), List.of("name"), "sequence", 1, 0);
            odoo.write(
                    Deals.MODEL,
                    Ids.number(deal),
                    Map.of("stage_id", first.getFirst().id()));
            odoo.call(Deals.MODEL, "action_set_lost", ids);
            return;
        }
        odoo.write(Deals.MODEL, Ids.number(deal), Map.of("active", true));
        odoo.write(
                Deals.MODEL,
                Ids.number(deal),
                Map.of("stage_id", Ids.number(stage.stage().value())));
    }

    public void give(DealId deal, EmployeeId employee) {
        odoo.write(Deals.MODEL, Ids.number(deal), Map.of("user_id", Ids.number(employee)));
    }

    public void delete(ContactId contact) {
        odoo.call(Contacts.MODEL, "unlink", Map.of("ids", List.of(Ids.number(contact))));
    }

    /// As *Merge* among the actions of the list of contacts does.
    public void merge(ContactId stays, ContactId goes) {
        var wizard = odoo.create(
                "base.partner.merge.automatic.wizard",
                Map.of(
                        "partner_ids",
                        List.of(List.of(6, 0, List.of(Ids.number(stays), Ids.number(goes)))),
                        "dst_partner_id",
                        Ids.number(stays)));
        odoo.call("base.partner.merge.automatic.wizard", "action_merge", Map.of("ids", List.of(wizard)));
    }

    /// Texts of the notes in a record's chatter, oldest first.
    private List<String> notes(String model, String id) {
        return odoo
                .search(
                        "mail.message",
                        List.of(
                                Domain.is("model", model),
                                Domain.is("res_id", Ids.number(id)),
                                Domain.is("message_type", "comment")),
                        List.of("body"),
                        1_000)
                .stream()
                .map(row -> text(row.textOrEmpty("body")))
                .toList();
    }

    private static String text(String html) {
        return html.replaceAll("<br ?/?>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
