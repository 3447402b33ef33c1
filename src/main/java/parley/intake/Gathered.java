package parley.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.Standing;
import parley.crm.Contact;
import parley.crm.Deal;
import parley.rules.ChatFacts;
import parley.rules.Client;
import parley.rules.DealFacts;
import parley.rules.Responsible;
import parley.rules.StageKind;

/// What the CRM knows of a client at a moment.
///
/// @param contact absent when nobody in the CRM matches (R31)
/// @param deals all of the contact's, open and closed
/// @param before what Parley knew when the CRM was asked
record Gathered(@Nullable Contact contact, List<Deal> deals, Before before) {

    /// What was written of the client before the CRM was asked: when it says something else by now, then what was
    /// gathered may be older.
    ///
    /// @param chat how his chat stood; absent when none was meant
    /// @param contacts that his chats were known to belong to
    /// @param deals that the messages of his other chats went to
    record Before(@Nullable Standing chat, Set<ContactId> contacts, Set<DealId> deals) {

        static final Before NOTHING = new Before(null, Set.of(), Set.of());

        Before {
            contacts = Set.copyOf(contacts);
            deals = Set.copyOf(deals);
        }

        static Before of(Chat chat, List<ChatsOf.Sibling> siblings) {
            return new Before(
                    Standing.of(chat),
                    Stream.concat(
                                    Stream.ofNullable(chat.contact()),
                                    siblings.stream()
                                            .map(ChatsOf.Sibling::contact)
                                            .filter(Objects::nonNull))
                            .collect(Collectors.toCollection(LinkedHashSet::new)),
                    siblings.stream()
                            .map(ChatsOf.Sibling::deal)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()));
        }
    }

    Gathered {
        deals = List.copyOf(deals);
    }

    static Gathered nobody(Before before) {
        return new Gathered(null, List.of(), before);
    }

    /// Another chat of the client has got its records since.
    boolean isOlderThan(ChatsOf.Sibling sibling) {
        var contact = sibling.contact();
        var deal = sibling.deal();
        return this.contact == null && contact != null && !before.contacts.contains(contact)
                || deal != null
                        && !before.deals.contains(deal)
                        && deals.stream().noneMatch(one -> one.id().equals(deal));
    }

    /// Something else was written of the chat itself since.
    boolean isOlderThan(Chat chat) {
        return before.chat != null && !before.chat.equals(Standing.of(chat));
    }

    Client client() {
        return contact == null ? new Client.Unknown() : new Client.Known(contact.id(), contact.responsible(), facts());
    }

    List<DealFacts> facts() {
        return deals.stream()
                .map(deal -> new DealFacts(deal.id(), deal.responsible(), deal.kind(), deal.closedAt()))
                .toList();
    }

    static boolean isNobody(@Nullable EmployeeId responsible, Set<EmployeeId> left) {
        return responsible == null || left.contains(responsible);
    }

    boolean holds(Chat chat) {
        return contact != null
                && contact.addresses().stream()
                        .anyMatch(one -> one.network().equals(chat.address().network())
                                && one.id().equals(chat.address().id()));
    }

    /// How the chat stands to the CRM by this (R22).
    ///
    /// @param preferred the deal that takes the messages as long as it is open; absent leaves the chat's own one
    Standing standing(Chat chat, Set<EmployeeId> left, @Nullable DealId preferred) {
        var responsible =
                contact == null ? List.<Responsible>of() : Responsible.of(contact.responsible(), facts(), left);
        var open = DealFacts.open(facts());
        return new Standing(
                client(chat, responsible),
                contact == null ? null : contact.id(),
                deal(open, preferred == null ? chat.deal() : preferred),
                open.size(),
                deals.size() - open.size(),
                Responsible.employees(responsible),
                responsible);
    }

    /// The deal that takes the messages: the one they have gone to if it is open, else the newest open one, else the
    /// one closed last (R36).
    private @Nullable DealId deal(List<DealFacts> open, @Nullable DealId current) {
        if (open.stream().anyMatch(deal -> deal.id().equals(current))) {
            return current;
        }
        return open.isEmpty()
                ? DealFacts.lastClosed(facts()).map(DealFacts::id).orElse(null)
                : open.getFirst().id();
    }

    /// Whoever is offered stays so while his lead waits to be accepted, although the CRM has his contact by then.
    private ChatFacts.Client client(Chat chat, List<Responsible> responsible) {
        if (contact == null) {
            return switch (chat.client()) {
                case OFFERED, WAITING -> chat.client();
                case KNOWN, UNROUTED -> ChatFacts.Client.UNROUTED;
            };
        }
        var offered = chat.client() == ChatFacts.Client.OFFERED
                && responsible.isEmpty()
                && deals.stream().anyMatch(Gathered::isLead);
        return offered ? ChatFacts.Client.OFFERED : ChatFacts.Client.KNOWN;
    }

    static boolean isLead(Deal deal) {
        return deal.kind() == StageKind.UNSORTED && deal.responsible() == null;
    }
}
