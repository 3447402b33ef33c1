package parley.crm.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.platform.Database;
import parley.rules.StageKind;

/// The CRM of one company, in Parley's own database.
final class BuiltinCrm implements Crm {

    private static final int NOTE_MAX_LENGTH = 30_000;

    private final Ledger ledger;
    private final Tables tables;
    private final CrmPages pages;

    BuiltinCrm(Ledger ledger, Tables tables, CrmPages pages) {
        this.ledger = ledger;
        this.tables = tables;
        this.pages = pages;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, NOTE_MAX_LENGTH);
    }

    @Override
    public Catalogue catalogue() {
        return read(tx -> new Catalogue(
                tables.employees().all(tx).stream()
                        .map(row ->
                                new Catalogue.Employee(new EmployeeId(row.id()), row.name(), row.email(), row.active()))
                        .toList(),
                tables.pipelines().all(tx).stream().map(BuiltinCrm::pipeline).toList()));
    }

    private static Catalogue.Pipeline pipeline(Pipelines.Row row) {
        var stages = row.stages().stream()
                .map(stage -> new Catalogue.Stage(new StageId(stage.id()), stage.name(), stage.kind(), stage.colour()))
                .toList();
        return new Catalogue.Pipeline(new PipelineId(row.id()), row.name(), stages);
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return read(tx -> contacts(tables.contacts().byDigits(tx, Contacts.digits(phone))));
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return read(tx -> contacts(tables.contacts().byAddress(tx, network, id, username)));
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        var row = read(tx -> tables.contacts().find(tx, Rows.number(id.value())));
        if (row.isEmpty() || row.get().gone()) {
            return new Found.Gone<>(row.map(Contacts.Row::mergedInto).orElse(null));
        }
        return new Found.Present<>(contact(row.get()));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        var row = read(tx -> tables.deals().find(tx, Rows.number(id.value())));
        return row.isEmpty() || row.get().deleted() ? new Found.Gone<>(null) : new Found.Present<>(deal(row.get()));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return read(tx -> tables.deals().ofContact(tx, Rows.number(contact.value())).stream()
                .map(BuiltinCrm::deal)
                .toList());
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return write(null, w -> insert(w, contact, key));
    }

    private ContactId insert(Writing w, NewContact contact, String key) {
        var responsible =
                contact.responsible() == null ? null : contact.responsible().value();
        var card =
                new Contacts.Card(contact.name(), responsible, contact.phones(), contact.email(), contact.addresses());
        long id = tables.contacts()
                .insert(w, card, key)
                .or(() -> tables.contacts().byKey(w.tx(), key))
                .orElseThrow();
        return new ContactId(Long.toString(id));
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        write(null, w -> {
            var row = liveContact(w.tx(), contact);
            var holdsIt = row.addresses().stream()
                    .anyMatch(known -> known.network().equals(address.network())
                            && known.id().equals(address.id()));
            if (!holdsIt) {
                var all = new ArrayList<>(row.addresses());
                all.add(address);
                tables.contacts()
                        .update(
                                w,
                                row,
                                new Contacts.Card(row.name(), row.responsible(), row.phones(), row.email(), all));
            }
            return null;
        });
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        return write(null, w -> {
            var existing = tables.deals().byKey(w.tx(), key);
            if (existing.isPresent()) {
                return new DealId(Long.toString(existing.get()));
            }
            mustBeActive(w.tx(), deal.responsible());
            var contact = liveContact(w.tx(), deal.contact());
            var place = new Deals.Place(
                    deal.stage().pipeline().value(), deal.stage().stage().value());
            var card = new Deals.Card(
                    deal.name(), place, deal.responsible().value(), null, List.of(Long.toString(contact.id())));
            return insert(w, card, key);
        });
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        return write(null, w -> {
            var unsorted = tables.pipelines()
                    .find(w.tx(), pipeline.value())
                    .flatMap(row -> row.first(StageKind.UNSORTED))
                    .orElseThrow(() -> refused("the pipeline has no stage for leads"));
            var contactId = insert(w, contact, key);
            var place = new Deals.Place(pipeline.value(), unsorted.id());
            var card = new Deals.Card(name, place, null, null, List.of(contactId.value()));
            return new Lead(contactId, insert(w, card, key));
        });
    }

    private DealId insert(Writing w, Deals.Card card, String key) {
        var stage = tables.pipelines()
                .find(w.tx(), card.place().pipeline())
                .flatMap(row -> row.stage(card.place().stage()))
                .orElseThrow(() -> refused("there is no such stage"));
        long id = tables.deals()
                .insert(w, card, stage.kind().closed(), key)
                .or(() -> tables.deals().byKey(w.tx(), key))
                .orElseThrow();
        return new DealId(Long.toString(id));
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        var place = stage == null
                ? null
                : new Deals.Place(stage.pipeline().value(), stage.stage().value());
        return write(employee, w -> {
            mustBeActive(w.tx(), employee);
            return new Leads(tables).accept(w, Rows.number(lead.value()), employee, place);
        });
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        write(null, w -> {
            mustBeActive(w.tx(), employee);
            var row = liveContact(w.tx(), contact);
            tables.contacts()
                    .update(
                            w,
                            row,
                            new Contacts.Card(
                                    row.name(), employee.value(), row.phones(), row.email(), row.addresses()));
            return null;
        });
    }

    @Override
    public void setResponsible(DealId deal, EmployeeId employee) {
        write(null, w -> {
            mustBeActive(w.tx(), employee);
            var row = tables.deals()
                    .lock(w.tx(), Rows.number(deal.value()))
                    .filter(found -> !found.deleted())
                    .orElseThrow(() -> gone("the deal is gone"));
            var place = new Deals.Place(row.pipeline(), row.stage());
            tables.deals()
                    .update(w, row, new Deals.Card(row.name(), place, employee.value(), row.amount(), row.contacts()));
            return null;
        });
    }

    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        write(note.author(), w -> {
            var contact = target.contact() == null
                    ? Rows.NONE
                    : tables.contacts()
                            .find(w.tx(), Rows.number(target.contact().value()))
                            .map(Contacts.Row::id)
                            .orElse(Rows.NONE);
            var deal = target.deal() == null
                    ? Rows.NONE
                    : tables.deals()
                            .find(w.tx(), Rows.number(target.deal().value()))
                            .map(Deals.Row::id)
                            .orElse(Rows.NONE);
            if (contact == Rows.NONE && deal == Rows.NONE) {
                throw gone("there is nothing to write the note to");
            }
            var author = note.author() == null
                            || tables.employees()
                                    .find(w.tx(), note.author().value())
                                    .isEmpty()
                    ? null
                    : note.author().value();
            tables.notes()
                    .add(w, new Notes.Target(contact, deal), new Notes.Row(key, true, author, note.text(), note.at()));
            return null;
        });
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        return read(tx -> {
            var rows = tables.changes().since(tx, cursor, limit);
            var changes = new HashSet<Change>();
            var inOrder = new ArrayList<Change>();
            for (var row : rows) {
                var change = change(tx, row);
                if (changes.add(change)) {
                    inOrder.add(change);
                }
            }
            return new Changes(inOrder, rows.isEmpty() ? cursor : rows.getLast().seq());
        });
    }

    private Change change(Handle tx, ChangeLog.Row row) {
        var id = Long.toString(row.id());
        return switch (row.entity()) {
            case Contacts.ENTITY -> new Change.OfContact(new ContactId(id));
            case Deals.ENTITY ->
                new Change.OfDeal(
                        new DealId(id),
                        tables.deals().find(tx, row.id()).stream()
                                .flatMap(deal -> deal.contacts().stream())
                                .map(ContactId::new)
                                .toList());
            default -> new Change.OfCatalogue();
        };
    }

    @Override
    public Links links() {
        return new BuiltinLinks();
    }

    @Override
    public CrmPages pages() {
        return pages;
    }

    @Override
    public void listen(Runnable hint) {
        ledger.listen(hint);
    }

    private void mustBeActive(Handle tx, EmployeeId employee) {
        if (!tables.employees().isActive(tx, employee.value())) {
            throw refused("no active employee " + employee.value());
        }
    }

    private Contacts.Row liveContact(Handle tx, ContactId contact) {
        return tables.contacts()
                .lock(tx, Rows.number(contact.value()))
                .filter(row -> !row.gone())
                .orElseThrow(() -> gone("the contact is gone"));
    }

    private static List<Contact> contacts(List<Contacts.Row> rows) {
        return rows.stream().map(BuiltinCrm::contact).toList();
    }

    private static Contact contact(Contacts.Row row) {
        var responsible = row.responsible() == null ? null : new EmployeeId(row.responsible());
        return new Contact(
                new ContactId(Long.toString(row.id())),
                row.name(),
                responsible,
                row.phones(),
                row.addresses(),
                row.updatedAt());
    }

    private static Deal deal(Deals.Row row) {
        return new Deal(
                new DealId(Long.toString(row.id())),
                row.name(),
                new StageRef(new PipelineId(row.pipeline()), new StageId(row.stage())),
                row.kind(),
                row.responsible() == null ? null : new EmployeeId(row.responsible()),
                row.contacts().stream().map(ContactId::new).toList(),
                row.amount(),
                row.createdAt(),
                row.closedAt());
    }

    private <T extends @Nullable Object> T read(Function<Handle, T> question) {
        return troubled(() -> ledger.read(question));
    }

    private <T extends @Nullable Object> T write(@Nullable EmployeeId actor, Function<Writing, T> work) {
        return troubled(() -> ledger.write(actor, work));
    }

    /// Our database may be away like anybody's CRM: the caller tries again, and keys make that harmless.
    private static <T extends @Nullable Object> T troubled(Supplier<T> call) {
        try {
            return call.get();
        } catch (CrmTrouble e) {
            throw e;
        } catch (RuntimeException e) {
            if (Database.isAway(e) || Database.isClash(e)) {
                var trouble = new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "the database is away");
                trouble.initCause(e);
                throw trouble;
            }
            throw e;
        }
    }

    private static CrmTrouble refused(String why) {
        return new CrmTrouble(CrmTrouble.Kind.REFUSED, why);
    }

    private static CrmTrouble gone(String why) {
        return new CrmTrouble(CrmTrouble.Kind.GONE, why);
    }
}
