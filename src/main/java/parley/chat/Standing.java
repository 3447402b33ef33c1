package parley.chat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.rules.ChatFacts;
import parley.rules.Responsible;

/// How a chat stands to the CRM: whose client it is, and which records belong to it.
///
/// @param deal the deal to which messages go: the lead, the open deal, or the one closed last (R36)
/// @param sources through what each of `responsible` is so (R22); may be empty while the CRM has not been told yet
public record Standing(
        ChatFacts.Client client,
        @Nullable ContactId contact,
        @Nullable DealId deal,
        int openDeals,
        int closedDeals,
        Set<EmployeeId> responsible,
        List<Responsible> sources) {

    public Standing {
        responsible = Set.copyOf(responsible);
        sources = List.copyOf(sources);
    }

    /// Nothing is known of the client.
    public static Standing unrouted() {
        return new Standing(ChatFacts.Client.UNROUTED, null, null, 0, 0, Set.of(), List.of());
    }

    /// What the chat's row says now; its sources are not in it.
    public static Standing of(Chat chat) {
        return new Standing(
                chat.client(),
                chat.contact(),
                chat.deal(),
                chat.openDeals(),
                chat.closedDeals(),
                chat.responsible(),
                List.of());
    }

    public Standing as(ChatFacts.Client client) {
        return new Standing(client, contact, deal, openDeals, closedDeals, responsible, sources);
    }

    public Standing with(List<Responsible> sources) {
        return new Standing(client, contact, deal, openDeals, closedDeals, responsible, sources);
    }

    /// The same records, given to one employee.
    public Standing givenTo(EmployeeId employee) {
        return new Standing(ChatFacts.Client.KNOWN, contact, deal, openDeals, closedDeals, Set.of(employee), List.of());
    }
}
