package parley.intake;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.Phone;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.crm.Contact;
import parley.crm.Crm;

/// Looks a client up in the CRM by everything that is known of him (R3, R31).
final class Clients {

    private static final int MERGES = 5;
    private static final int CANDIDATES = 10;

    private final Crm crm;
    private final Phone.Reading reading;

    /// @param reading how phones in the CRM are read (R52, R54)
    Clients(Crm crm, Phone.Reading reading) {
        this.crm = crm;
        this.reading = reading;
    }

    /// @param siblings the same client's other chats
    Gathered gather(Chat chat, List<ChatsOf.Sibling> siblings) {
        var before = Gathered.Before.of(chat, siblings);
        var contact = before.contacts().stream()
                .map(this::present)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> search(chat));
        return gathered(contact, before);
    }

    Gathered gather(ContactId contact) {
        return gathered(present(contact), Gathered.Before.NOTHING);
    }

    private Gathered gathered(Optional<Contact> contact, Gathered.Before before) {
        return contact.map(found -> new Gathered(found, crm.deals(found.id()), before))
                .orElseGet(() -> Gathered.nobody(before));
    }

    /// The contact, or the one it was merged into.
    private Optional<Contact> present(ContactId id) {
        var asked = id;
        for (int merge = 0; merge < MERGES; merge++) {
            switch (crm.contact(asked)) {
                case Crm.Found.Present<Contact>(var contact) -> {
                    return Optional.of(contact);
                }
                case Crm.Found.Gone<Contact>(var into) -> {
                    if (into == null) {
                        return Optional.empty();
                    }
                    asked = new ContactId(into);
                }
            }
        }
        return Optional.empty();
    }

    /// The messenger's own id is surest, then a phone that the messenger vouches for, then the username.
    private Optional<Contact> search(Chat chat) {
        var address = chat.address();
        var byAddress = crm.findByAddress(address.network(), address.id(), address.username());
        var exact = byAddress.stream()
                .filter(contact -> contact.addresses().stream()
                        .anyMatch(one -> one.network().equals(address.network())
                                && one.id().equals(address.id())))
                .toList();
        return best(exact).or(() -> best(byPhone(chat))).or(() -> best(byUsername(byAddress, address.username())));
    }

    /// Everybody who may be this client; who of them is, is for {@link #gather} to say.
    List<ContactId> candidates(Chat chat) {
        var address = chat.address();
        return Stream.concat(
                        crm.findByAddress(address.network(), address.id(), address.username()).stream(),
                        byPhone(chat).stream())
                .map(Contact::id)
                .toList();
    }

    /// Only true matches: a CRM may answer with strangers, too (R31, R52).
    private List<Contact> byPhone(Chat chat) {
        return chat.vouchedPhone()
                .map(phone -> crm.findByPhone(phone).stream()
                        .filter(contact -> contact.phones().stream().anyMatch(held -> phone.isSpelled(held, reading)))
                        .toList())
                .orElse(List.of());
    }

    private static List<Contact> byUsername(List<Contact> found, @Nullable String username) {
        return username == null
                ? List.of()
                : found.stream()
                        .filter(contact ->
                                contact.addresses().stream().anyMatch(one -> username.equalsIgnoreCase(one.username())))
                        .toList();
    }

    /// Of several the one with an open deal, then the one changed last; nothing is merged.
    private Optional<Contact> best(List<Contact> candidates) {
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        var newest = candidates.stream()
                .sorted(Comparator.comparing(Contact::updatedAt).reversed().thenComparing(Contact::id))
                .limit(CANDIDATES)
                .toList();
        return newest.stream()
                .filter(contact -> crm.deals(contact.id()).stream()
                        .anyMatch(deal -> !deal.kind().closed()))
                .findFirst()
                .or(() -> newest.stream().findFirst());
    }

    /// The numbers that the CRM's spellings stand for.
    List<Phone> numbers(Contact contact) {
        return contact.phones().stream()
                .flatMap(held -> Stream.concat(
                        Phone.read(held, reading).stream(),
                        Stream.of("+7" + held.replaceAll("\\D", ""))
                                .filter(full -> full.length() == 12)
                                .map(Phone::new)
                                .filter(phone -> phone.isSpelled(held, reading))))
                .distinct()
                .toList();
    }
}
