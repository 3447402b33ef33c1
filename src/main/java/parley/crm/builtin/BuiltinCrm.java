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
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.crm.PhoneIndex;
import parley.platform.Database;

/// The CRM of one company, in Parley's own database.
final class BuiltinCrm implements Crm {

    private static final int NOTE_MAX_LENGTH = 30_000;

    private final Ledger ledger;
    private final Tables tables;
    private final CrmPages pages;
    private final Creations creations;

    BuiltinCrm(Ledger ledger, Tables tables, CrmPages pages) {
        this.ledger = ledger;
        this.tables = tables;
        this.pages = pages;
        this.creations = new Creations(tables);
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
                tables.pipelines().all(tx).stream().map(Words::pipeline).toList()));
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return read(tx -> Words.contacts(tables.contacts().byDigits(tx, PhoneIndex.digits(phone))));
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return read(tx -> Words.contacts(tables.contacts().byAddress(tx, network, id, username)));
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        var row = read(tx -> tables.contacts().find(tx, Rows.number(id.value())));
        if (row.isEmpty() || row.get().gone()) {
            return new Found.Gone<>(row.map(Contacts.Row::mergedInto).orElse(null));
        }
        return new Found.Present<>(Words.contact(row.get()));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        var row = read(tx -> tables.deals().find(tx, Rows.number(id.value())));
        return row.isEmpty() || row.get().deleted()
                ? new Found.Gone<>(null)
                : new Found.Present<>(Words.deal(row.get()));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return read(tx -> tables.deals().ofContact(tx, Rows.number(contact.value())).stream()
                .map(Words::deal)
                .toList());
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return write(null, w -> creations.contact(w, contact, key));
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        write(null, w -> {
            var row = creations.liveContact(w.tx(), contact);
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
        return write(null, w -> creations.deal(w, deal, key));
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        return write(null, w -> creations.lead(w, contact, pipeline, name, key));
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        return write(null, w -> creations.lead(w, contact, pipeline, name, key));
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        var place = stage == null
                ? null
                : new Deals.Place(stage.pipeline().value(), stage.stage().value());
        return write(employee, w -> {
            creations.mustBeActive(w.tx(), employee);
            return new Leads(tables).accept(w, Rows.number(lead.value()), employee, place);
        });
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        write(null, w -> {
            creations.mustBeActive(w.tx(), employee);
            var row = creations.liveContact(w.tx(), contact);
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
            creations.mustBeActive(w.tx(), employee);
            var row = tables.deals()
                    .lock(w.tx(), Rows.number(deal.value()))
                    .filter(found -> !found.deleted())
                    .orElseThrow(() -> Creations.gone("the deal is gone"));
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
                throw Creations.gone("there is nothing to write the note to");
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
                var change = Words.change(tx, tables, row);
                if (changes.add(change)) {
                    inOrder.add(change);
                }
            }
            return new Changes(inOrder, rows.isEmpty() ? cursor : rows.getLast().seq());
        });
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
            if (Database.isPassing(e)) {
                var trouble = new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "the database is away");
                trouble.initCause(e);
                throw trouble;
            }
            throw e;
        }
    }
}
