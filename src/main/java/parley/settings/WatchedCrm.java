package parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
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
import parley.crm.Uploads;

/// A CRM of which somebody is told whether it lets us in.
final class WatchedCrm implements Crm {

    interface Eye {

        /// The CRM has answered a question.
        void answered();

        void refused(CrmTrouble trouble);
    }

    private final Crm crm;
    private final Eye eye;

    WatchedCrm(Crm crm, Eye eye) {
        this.crm = crm;
        this.eye = eye;
    }

    private <T> T ask(Supplier<T> question) {
        T answer;
        try {
            answer = question.get();
        } catch (CrmTrouble trouble) {
            eye.refused(trouble);
            throw trouble;
        }
        eye.answered();
        return answer;
    }

    private void tell(Runnable order) {
        ask(() -> {
            order.run();
            return true;
        });
    }

    @Override
    public Catalogue catalogue() {
        return ask(() -> crm.catalogue());
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return ask(() -> crm.findByPhone(phone));
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return ask(() -> crm.findByAddress(network, id, username));
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        return ask(() -> crm.contact(id));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        return ask(() -> crm.deal(id));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return ask(() -> crm.deals(contact));
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return ask(() -> crm.createContact(contact, key));
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        tell(() -> crm.addAddress(contact, address));
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        return ask(() -> crm.createDeal(deal, key));
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        return ask(() -> crm.createLead(contact, pipeline, name, key));
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        return ask(() -> crm.createLead(contact, pipeline, name, key));
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        return ask(() -> crm.acceptLead(lead, employee, stage));
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        tell(() -> crm.setResponsible(contact, employee));
    }

    @Override
    public void setResponsible(DealId deal, EmployeeId employee) {
        tell(() -> crm.setResponsible(deal, employee));
    }

    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        tell(() -> crm.addNote(target, note, key));
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        return ask(() -> crm.changesSince(cursor, limit));
    }

    @Override
    public void leave() {
        tell(() -> crm.leave());
    }

    // What the adapter knows without asking.

    @Override
    public @Nullable Cards cards() {
        var cards = crm.cards();
        return cards == null ? null : new WatchedCards(cards);
    }

    private final class WatchedCards implements Cards {

        private final Cards cards;

        WatchedCards(Cards cards) {
            this.cards = cards;
        }

        @Override
        public List<String> sites() {
            return cards.sites();
        }

        @Override
        public String name() {
            return cards.name();
        }

        /// Many proofs are refused without asking the CRM: that one was refused says nothing of it.
        @Override
        public Visit visit(Proof proof) {
            try {
                return cards.visit(proof);
            } catch (CrmTrouble trouble) {
                eye.refused(trouble);
                throw trouble;
            }
        }
    }

    @Override
    public Capabilities capabilities() {
        return crm.capabilities();
    }

    @Override
    public Links links() {
        return crm.links();
    }

    @Override
    public @Nullable CrmPages pages() {
        return crm.pages();
    }

    @Override
    public @Nullable Uploads uploads() {
        return crm.uploads();
    }

    @Override
    public void listen(Runnable hint) {
        crm.listen(hint);
    }

    @Override
    public Duration pollEvery() {
        return crm.pollEvery();
    }

    @Override
    public CrmHook.Verdict heard(CrmHook request) {
        return crm.heard(request);
    }
}
