package parley.delivery;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.chat.Standing;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.rules.ChatFacts;
import parley.rules.DealFacts;
import parley.rules.Responsible;

/// Whose client somebody is to whom an employee wants to write first (R13, R22, R31): typing a colleague's client's
/// number must not open what the list does not show.
final class FirstContact {

    private FirstContact() {}

    /// Slow: asks the CRM. A CRM that is down or not connected knows nobody, for it must not keep people from writing
    /// (R76); when it is back its word on responsibility counts.
    ///
    /// @param left employees of whom the CRM says that they have left
    static Standing of(@Nullable Crm crm, Address address, Phone.Reading reading, Set<EmployeeId> left) {
        var unknown = Standing.unrouted().as(ChatFacts.Client.OFFERED);
        if (crm == null) {
            return unknown;
        }
        try {
            return find(crm, address, reading)
                    .map(contact -> standing(crm, contact, left))
                    .orElse(unknown);
        } catch (CrmTrouble _) {
            return unknown;
        }
    }

    private static Optional<Contact> find(Crm crm, Address address, Phone.Reading reading) {
        var byAddress = crm.findByAddress(address.network(), address.id(), address.username()).stream()
                .filter(contact -> contact.addresses().stream()
                        .anyMatch(one -> one.network().equals(address.network())
                                && one.id().equals(address.id())));
        var byPhone = Optional.ofNullable(address.phone())
                .flatMap(phone -> Phone.read(phone, Phone.Reading.AS_TYPED))
                .map(phone -> crm.findByPhone(phone).stream()
                        .filter(contact -> contact.phones().stream().anyMatch(held -> phone.isSpelled(held, reading))))
                .orElseGet(Stream::empty);
        return Stream.of(byAddress, byPhone)
                .map(found -> found.max(Comparator.comparing(Contact::updatedAt)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Standing standing(Crm crm, Contact contact, Set<EmployeeId> left) {
        var deals = crm.deals(contact.id()).stream()
                .map(deal -> new DealFacts(deal.id(), deal.responsible(), deal.kind(), deal.closedAt()))
                .toList();
        var open = DealFacts.open(deals);
        var deal = open.stream().findFirst().or(() -> DealFacts.lastClosed(deals));
        var responsible = Responsible.of(contact.responsible(), deals, left);
        return new Standing(
                ChatFacts.Client.KNOWN,
                contact.id(),
                deal.map(DealFacts::id).orElse(null),
                open.size(),
                deals.size() - open.size(),
                Responsible.employees(responsible),
                responsible);
    }
}
