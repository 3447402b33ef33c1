package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import parley.crm.CrmTrouble;

/// The tab *Parley* in Odoo's forms of opportunities, leads and contacts, brought without a module of Odoo's: a
/// computed field that holds a frame, and a view that shows it.
///
/// The frame's address carries a ticket. Odoo makes it while it computes the field for one person's page, in the name
/// of that person, whom it writes down beside it; nobody may read or make tickets himself. So whoever brings one
/// looks at that record, because Odoo has shown it to him.
///
/// All names carry this connection's mark: two Parleys with one Odoo do not meet.
final class Tab {

    private static final String MODEL = "ir.model";
    private static final String FIELD = "ir.model.fields";
    private static final String VIEW = "ir.ui.view";

    /// Part of the names of the views: another shape of them is another one.
    private static final String SHAPE = "1";

    /// @param view as Odoo's own module calls it
    private record Place(String model, String module, String view) {}

    private static final List<Place> PLACES = List.of(
            new Place(Deals.MODEL, "crm", "crm_lead_view_form"),
            new Place(Contacts.MODEL, "base", "view_partner_form"));

    private static final String CODE = """
        for record in self:
            if len(self) > 1:
                record['FIELD'] = False
            elif not isinstance(record.id, int):
                russian = (self.env.lang or '').startswith('ru')
                text = 'Сохраните карточку, и чат появится.' if russian else 'Save the card and the chat will appear.'
                record['FIELD'] = '<p>' + text + '</p>'
            else:
                self.env.cr.execute("SELECT gen_random_uuid()::text")
                ticket = self.env.cr.fetchone()[0]
                tickets = self.sudo().env['TICKET']
                tickets.create({'x_name': ticket, 'x_model': self._name, 'x_record': record.id})
                record['FIELD'] = (
                    '<iframe title="Parley" src="ADDRESS?ticket=' + ticket + '"'
                    ' allow="microphone *; clipboard-write *"'
                    ' style="display:block;width:100%;height:75vh;min-height:480px;border:0"></iframe>')
        """;

    private static final String ARCH = """
        <data><xpath expr="//notebook" position="inside">\
        <page string="Parley" name="FIELD" groups="base.group_user">\
        <field name="FIELD" readonly="1" nolabel="1"/></page>\
        </xpath></data>\
        """;

    private final Server server;
    private final Nameplates nameplates;
    private final Models models;
    private final Tickets tickets;
    private final String mark;
    private final URI address;
    private final boolean wanted;

    /// @param address to which the frame brings its ticket
    /// @param wanted whether people are to have the tab
    Tab(
            Server server,
            Nameplates nameplates,
            Models models,
            Tickets tickets,
            String mark,
            URI address,
            boolean wanted) {
        this.server = server;
        this.nameplates = nameplates;
        this.models = models;
        this.tickets = tickets;
        this.mark = mark;
        this.address = address;
        this.wanted = wanted;
    }

    boolean isWanted() {
        return wanted && isReached();
    }

    /// Browsers that show Odoo have to reach the hub, and show nothing unsafe inside something safe.
    private boolean isReached() {
        var odoo = URI.create(server.address());
        return Hooks.isLocal(address)
                ? Hooks.isLocal(odoo)
                : "https".equals(address.getScheme()) || !"https".equals(odoo.getScheme());
    }

    /// Brings the tab, or what has changed of it since; takes it away where it is not wanted.
    synchronized void bring() {
        if (!isWanted()) {
            remove();
            return;
        }
        tickets.bring();
        for (var place : PLACES) {
            field(place);
            named(VIEW, Names.of("tab", mark, place.model(), SHAPE), () -> view(place));
        }
    }

    private void field(Place place) {
        var code = CODE.replace("FIELD", fieldName())
                .replace("TICKET", tickets.model())
                .replace("ADDRESS", address.toString());
        var domain = List.<Object>of(is("model", place.model()), is("name", fieldName()));
        var there = server.search(FIELD, domain, List.of("compute"), 1);
        if (there.isEmpty()) {
            var made = server.create(
                    FIELD,
                    Map.of(
                            "name",
                            fieldName(),
                            "model_id",
                            models.model(place.model()),
                            "ttype",
                            "html",
                            "field_description",
                            "Parley",
                            "store",
                            false,
                            "sanitize",
                            false,
                            "copied",
                            false,
                            "compute",
                            code,
                            "groups",
                            List.of(List.of(6, 0, List.of(record("res.groups", "base", "group_user"))))));
            nameplates.put(FIELD, made, List.of(Names.of("field", mark, place.model())));
        } else if (!code.strip().equals(there.getFirst().textOrEmpty("compute").strip())) {
            server.write(FIELD, there.getFirst().id(), Map.of("compute", code));
        }
    }

    private String fieldName() {
        return "x_parley_chat_" + mark;
    }

    private long view(Place place) {
        return server.create(
                VIEW,
                Map.of(
                        "name",
                        "parley." + place.model(),
                        "model",
                        place.model(),
                        "type",
                        "form",
                        "inherit_id",
                        record(VIEW, place.module(), place.view()),
                        "arch",
                        ARCH.replace("FIELD", fieldName())));
    }

    private void named(String model, String name, Supplier<Long> make) {
        if (nameplates.find(model, name).isEmpty()) {
            nameplates.put(model, make.get(), List.of(name));
        }
    }

    /// One of Odoo's own records.
    private long record(String model, String module, String name) {
        return server
                .search(
                        "ir.model.data",
                        List.of(is("model", model), is("module", module), is("name", name)),
                        List.of("res_id"),
                        1)
                .stream()
                .findFirst()
                .map(row -> row.json().path("res_id").asLong())
                .orElseThrow(() -> new CrmTrouble(CrmTrouble.Kind.REFUSED, "this Odoo has no " + module + "." + name));
    }

    /// Views before the field that they show, the field before the tickets that it makes.
    synchronized void remove() {
        remove(VIEW, "tab");
        remove(FIELD, "field");
        remove(Tickets.ACTION, "ticket-action");
        remove(MODEL, "ticket");
        tickets.forget();
    }

    private void remove(String model, String word) {
        nameplates.remove(model, Domain.literal(Names.of(word, mark)) + "/%");
    }
}
