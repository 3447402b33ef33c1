package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Cards;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmHook;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;

/// A line to one Odoo: its users are the employees, its sales teams the pipelines, its contacts and opportunities the
/// contacts and deals, leads without a salesperson the incoming ones.
final class OdooCrm implements Crm {

    private static final Logger LOG = System.getLogger(OdooCrm.class.getName());
    private static final int NOTE_MAX_LENGTH = 30_000;
    private static final int MOST = 2_000;
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Server server;
    private final Contacts contacts;
    private final Deals deals;
    private final Notes notes;
    private final Accepting accepting;
    private final Poll poll;
    private final Hooks hooks;
    private final Tab tab;
    private final Sweeping sweeping;
    private final Leaving leaving;
    private final Cards cards;

    /// @param cards the address to which the tab in Odoo's forms brings its tickets
    /// @param tabWanted whether people are to have that tab
    OdooCrm(Server server, String mark, URI hook, URI cards, boolean tabWanted, InstantSource clock) {
        var nameplates = new Nameplates(server);
        var creations = new Creations(server, nameplates, mark);
        var models = new Models(server);
        this.server = server;
        this.contacts = new Contacts(server, nameplates, creations);
        this.deals = new Deals(server, creations);
        this.notes = new Notes(server, creations, contacts, deals);
        this.accepting = new Accepting(server, nameplates, models);
        this.poll = new Poll(server);
        this.hooks = new Hooks(server, nameplates, models, mark, hook);
        var tickets = new Tickets(server, nameplates, models, mark);
        this.tab = new Tab(server, nameplates, models, tickets, mark, cards, tabWanted);
        this.sweeping = new Sweeping(tickets, clock);
        this.leaving = new Leaving(server, nameplates, tab, mark);
        this.cards = new OdooCards(tickets, URI.create(server.address()), clock);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, NOTE_MAX_LENGTH);
    }

    /// The moment at which Odoo is told where to call, too: *Refresh data from CRM* mends that.
    @Override
    public Catalogue catalogue() {
        bring("call by itself", hooks::bring);
        bring("show Parley in its forms", tab::bring);
        var language =
                server.call("res.users", "context_get", Map.of()).path("lang").asString("");
        var spoken = language.isEmpty() ? Map.<String, Object>of() : Map.<String, Object>of("lang", language);
        var employees = all(
                "res.users",
                List.of(is("share", false), List.of("id", "!=", 1), Domain.ARCHIVED_TOO),
                List.of("name", "email", "active"),
                "id",
                spoken);
        var stages = all("crm.stage", List.of(), List.of("name", "is_won", "team_ids"), "sequence, id", spoken);
        var teams = all("crm.team", List.of(), List.of("name"), "sequence, id", spoken);
        return new Catalogue(
                employees.stream().map(Words::employee).toList(),
                teams.stream()
                        .map(team -> Words.pipeline(team, stages, language))
                        .toList());
    }

    /// All or a trouble: a short list would be believed (R8).
    private List<Row> all(
            String model, List<?> domain, List<String> fields, String order, Map<String, Object> context) {
        var answer = server.call(
                model,
                "search_read",
                Map.of("domain", domain, "fields", fields, "order", order, "limit", MOST + 1, "context", context));
        if (answer.size() > MOST) {
            throw new CrmTrouble(CrmTrouble.Kind.REFUSED, "more than " + MOST + " records of " + model);
        }
        return answer.valueStream().map(Row::new).toList();
    }

    /// Parley does its work without them, so an Odoo that does not take them is no trouble.
    private static void bring(String what, Runnable bringing) {
        try {
            bringing.run();
        } catch (CrmTrouble trouble) {
            if (trouble.kind() != CrmTrouble.Kind.REFUSED) {
                throw trouble;
            }
            LOG.log(Level.INFO, "Odoo will not " + what + ": " + trouble.getMessage());
        }
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return contacts.byPhone(phone);
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return contacts.byAddress(network, id, username);
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        return contacts.find(id);
    }

    @Override
    public Found<Deal> deal(DealId id) {
        return deals.find(id);
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return deals.of(contact);
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return contacts.create(contact, key);
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        contacts.add(contact, address);
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        return deals.create(deal, key);
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        var created = contacts.create(contact, key);
        return new Lead(created, deals.createLead(created, pipeline, name, key));
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        return deals.createLead(contact, pipeline, name, key);
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        return accepting.accept(lead, employee, stage);
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        contacts.setResponsible(contact, employee);
    }

    @Override
    public void setResponsible(DealId deal, EmployeeId employee) {
        deals.setResponsible(deal, employee);
    }

    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        notes.add(target, note, key);
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        if (tab.isWanted()) {
            sweeping.sometimes();
        }
        return poll.since(cursor, limit);
    }

    @Override
    public Duration pollEvery() {
        return POLL;
    }

    @Override
    public CrmHook.Verdict heard(CrmHook request) {
        return Hooks.heard(request);
    }

    @Override
    public @Nullable Cards cards() {
        return tab.isWanted() ? cards : null;
    }

    @Override
    public void leave() {
        leaving.leave();
    }

    @Override
    public Links links() {
        return new parley.crm.odoo.Links(server.address());
    }
}
