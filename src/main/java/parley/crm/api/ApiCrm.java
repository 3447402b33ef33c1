package parley.crm.api;

import java.util.List;
import java.util.Optional;
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
import parley.crm.Uploads;

/// A CRM that sends what it has and cannot be asked. What is changed from here holds until it sends the record anew.
final class ApiCrm implements Crm {

    private final Book book;
    private final Tables tables;
    private final Creations creations;
    private final Uploads uploads;

    ApiCrm(Book book, Tables tables, Creations creations, Waiting waiting) {
        this.book = book;
        this.tables = tables;
        this.creations = creations;
        this.uploads = new ApiUploads(book, tables, waiting);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, creations.possible(), 0);
    }

    @Override
    public Catalogue catalogue() {
        return book.read(tx -> new Catalogue(
                tables.employees().all(tx).stream().map(Words::employee).toList(),
                tables.pipelines().all(tx).stream().map(Pipelines::shown).toList()));
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return book.read(tx -> Words.contacts(tables.contacts().byKeys(tx, Keys.of(phone))));
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return book.read(tx -> Words.contacts(tables.contacts().byKeys(tx, Keys.of(network, id, username)))).stream()
                .filter(contact -> contact.addresses().stream()
                        .anyMatch(one -> one.network().equals(network)
                                && (one.id().equals(id)
                                        || username != null && username.equalsIgnoreCase(one.username()))))
                .toList();
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        return book.read(tx -> tables.contacts().find(tx, id.value()))
                .map(Words::contact)
                .<Found<Contact>>map(Found.Present::new)
                .orElseGet(() -> new Found.Gone<>(null));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        return book.read(tx -> tables.deals().find(tx, id.value()))
                .map(Words::deal)
                .<Found<Deal>>map(Found.Present::new)
                .orElseGet(() -> new Found.Gone<>(null));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return book.read(tx -> tables.deals().ofContact(tx, contact.value()).stream()
                .map(Words::deal)
                .toList());
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return creations.contact(contact, key);
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        book.write(w -> {
            var row = tables.contacts().lock(w.tx(), List.of(contact.value())).get(contact.value());
            if (row == null) {
                throw gone("the contact is gone");
            }
            if (Words.contact(row).addresses().stream()
                    .noneMatch(one ->
                            one.network().equals(address.network()) && one.id().equals(address.id()))) {
                tables.contacts().learn(w, row, address);
            }
            return null;
        });
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        return creations.deal(deal, key);
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        throw noLeads();
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        throw noLeads();
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        throw noLeads();
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        book.write(w -> {
            // Locked first: what the CRM sends at the same moment must not be written over with what was before.
            var row = tables.contacts().lock(w.tx(), List.of(contact.value())).get(contact.value());
            var now =
                    Optional.ofNullable(row).map(Contacts.Row::contact).orElseThrow(() -> gone("the contact is gone"));
            tables.contacts()
                    .put(
                            w,
                            List.of(new Uploads.Contact(
                                    now.id(), employee.value(), now.name(), now.uri(), now.identities())));
            return null;
        });
    }

    @Override
    public void setResponsible(DealId deal, EmployeeId employee) {
        book.write(w -> {
            var row = tables.deals().lock(w.tx(), List.of(deal.value())).get(deal.value());
            var now = Optional.ofNullable(row).map(Deals.Row::deal).orElseThrow(() -> gone("the deal is gone"));
            tables.deals()
                    .put(
                            w,
                            List.of(new Uploads.Deal(
                                    now.id(), employee.value(), now.name(), now.uri(), now.contacts(), now.closed())));
            return null;
        });
    }

    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        throw new CrmTrouble(CrmTrouble.Kind.REFUSED, "a CRM by API has no timeline");
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        return book.read(tx -> tables.changes().since(tx, cursor, limit));
    }

    @Override
    public Links links() {
        return new ApiLinks(book, tables);
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public void listen(Runnable hint) {
        book.listen(hint);
    }

    private static CrmTrouble noLeads() {
        return new CrmTrouble(CrmTrouble.Kind.REFUSED, "a CRM by API has no leads");
    }

    private static CrmTrouble gone(String why) {
        return new CrmTrouble(CrmTrouble.Kind.GONE, why);
    }
}
