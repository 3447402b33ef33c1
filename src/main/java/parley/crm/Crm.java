package parley.crm;

import java.time.Duration;
import java.time.Instant;
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
import parley.platform.PageAnswer;
import parley.platform.PageRequest;

/// A line to one CRM. Every method may be slow and may throw {@link CrmTrouble}: never call it inside a transaction.
///
/// Creations carry a key made once by the caller: the same key twice is one record.
public interface Crm {

    Capabilities capabilities();

    /// All employees and all pipelines; a partial answer is a trouble, not a short list (R2, R5, R8).
    Catalogue catalogue();

    /// Contacts that may match a phone, in whatever spelling they hold it. May return strangers: the caller
    /// compares (R31, R52, R53).
    List<Contact> findByPhone(Phone phone);

    /// Contacts that hold this messenger address.
    List<Contact> findByAddress(ChatType network, String id, @Nullable String username);

    Found<Contact> contact(ContactId id);

    Found<Deal> deal(DealId id);

    /// Open and closed deals of the contact, newest first, at least the last 50.
    List<Deal> deals(ContactId contact);

    ContactId createContact(NewContact contact, String key);

    /// Adds what the contact does not hold yet; what it holds is never rewritten (R53).
    void addAddress(ContactId contact, MessengerAddress address);

    DealId createDeal(NewDeal deal, String key);

    /// Creates an incoming lead together with its contact: a deal that nobody has accepted (R26).
    /// Only where {@link Capabilities#unsorted()}.
    Lead createLead(NewContact contact, PipelineId pipeline, String name, String key);

    /// The same for a contact that the CRM has already (R32b).
    DealId createLead(ContactId contact, PipelineId pipeline, String name, String key);

    /// Accepts a lead for an employee, atomically: of two who accept, one gets `Won`.
    Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage);

    void setResponsible(ContactId contact, EmployeeId employee);

    void setResponsible(DealId deal, EmployeeId employee);

    /// Writes into the timeline; the same key twice is one note (R50).
    void addNote(NoteTarget target, Note note, String key);

    /// What has changed since, oldest first, at most `limit`.
    Changes changesSince(long cursor, int limit);

    Links links();

    /// How long a change may go unnoticed while nobody wakes us: so often {@link #changesSince} is asked (R23). A
    /// trouble that names a time to wait is waited for besides.
    default Duration pollEvery() {
        return Duration.ofSeconds(3);
    }

    /// Reads what the CRM has sent to our hook address. Pure and tolerant: never throws for content, never does I/O.
    default CrmHook.Verdict heard(CrmHook request) {
        return new CrmHook.Verdict.Refused();
    }

    /// The CRM's own pages, served by Parley below `/api/v1/crm`; absent for CRMs that live elsewhere.
    default @Nullable CrmPages pages() {
        return null;
    }

    /// Where a CRM that cannot be asked puts what it has; absent for CRMs that can.
    default @Nullable Uploads uploads() {
        return null;
    }

    /// Parley's window inside the CRM's own cards; absent where the CRM proves nobody, or the window is not wanted.
    default @Nullable Cards cards() {
        return null;
    }

    /// Takes away what Parley has brought to the CRM for itself: hooks, pages. Contacts, deals and notes stay. Called
    /// once, when the integration has been deleted; a trouble means that something may be left there.
    default void leave() {}

    /// Asks to be woken when something may have changed, so that {@link #changesSince} need not wait for its poll.
    default void listen(Runnable hint) {}

    /// What the CRM can do.
    ///
    /// @param createsDeals whether it takes new contacts and deals now; while it does not, clients get their employees
    ///     in Parley alone
    record Capabilities(boolean unsorted, boolean timeline, boolean createsDeals, int noteMaxLength) {}

    sealed interface Found<T> {
        record Present<T>(T value) implements Found<T> {}

        /// Deleted, or merged into another one.
        record Gone<T>(@Nullable String mergedInto) implements Found<T> {}

        default Optional<T> present() {
            return this instanceof Present<T>(var value) ? Optional.of(value) : Optional.empty();
        }
    }

    sealed interface Acceptance {
        record Won(DealId deal) implements Acceptance {}

        record TakenBy(EmployeeId employee) implements Acceptance {}

        record Gone() implements Acceptance {}
    }

    /// @param deal the lead; it is a deal without a responsible at the stage of kind UNSORTED
    record Lead(ContactId contact, DealId deal) {}

    /// Whose wish a creation is.
    enum Wish {
        /// The rules' (R24–R37).
        AUTO,
        /// An employee's (R61).
        EMPLOYEE
    }

    /// What a note belongs to; the CRM writes to those that it has (R50).
    record NoteTarget(@Nullable ContactId contact, @Nullable DealId deal) {}

    /// @param author whose words these are, when they are an employee's
    record Note(String text, @Nullable EmployeeId author, Instant at) {}

    record Changes(List<Change> changes, long cursor) {

        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /// A hint: read the record again, this one tells nothing but that it changed.
    sealed interface Change {
        record OfContact(ContactId contact) implements Change {}

        record OfDeal(DealId deal, List<ContactId> contacts) implements Change {}

        record OfCatalogue() implements Change {}
    }

    /// Where the CRM's pages are, as far as it has any.
    interface Links {
        @Nullable
        String contact(ContactId id);

        @Nullable
        String deal(DealId id);

        /// The page for a new deal of this contact (R61); absent when an API call creates it.
        @Nullable
        String newDeal(ContactId contact, @Nullable PipelineId pipeline);
    }

    /// Pages of a CRM that lives inside Parley.
    interface CrmPages {
        PageAnswer answer(PageRequest request);
    }
}
