package parley.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;

/// Somebody responsible for a chat, and through what (R22). One employee may be so through several things.
///
/// @param deal absent exactly for [From#CONTACT]
public record Responsible(
        EmployeeId employee, From from, @Nullable DealId deal) {

    public enum From {
        CONTACT,
        OPEN_DEAL,
        LAST_CLOSED_DEAL
    }

    /// R22's set with its sources: the contact's first, then the deals in their order.
    ///
    /// @param left employees of whom the CRM says that they have left: they count as nobody. Somebody
    ///     merely unknown is not among them, for he may have been hired since the last refresh (R8)
    public static List<Responsible> of(@Nullable EmployeeId contact, List<DealFacts> deals, Set<EmployeeId> left) {
        var all = new ArrayList<Responsible>();
        if (contact != null) {
            all.add(new Responsible(contact, From.CONTACT, null));
        }
        var open = DealFacts.open(deals);
        open.forEach(deal -> add(all, deal, From.OPEN_DEAL));
        if (open.isEmpty()) {
            DealFacts.lastClosed(deals).ifPresent(deal -> add(all, deal, From.LAST_CLOSED_DEAL));
        }
        all.removeIf(responsible -> left.contains(responsible.employee()));
        return List.copyOf(all);
    }

    /// The set that [ChatFacts] carries.
    public static Set<EmployeeId> employees(List<Responsible> responsible) {
        return responsible.stream().map(Responsible::employee).collect(Collectors.toUnmodifiableSet());
    }

    private static void add(List<Responsible> all, DealFacts deal, From from) {
        if (deal.responsible() != null) {
            all.add(new Responsible(deal.responsible(), from, deal.id()));
        }
    }
}
