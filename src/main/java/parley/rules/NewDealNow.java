package parley.rules;

import java.util.List;
import java.util.Set;
import parley.base.DealId;
import parley.base.EmployeeId;

/// What becomes of a new deal for somebody by the deals that the client has when it is to be made. Between the decision
/// and that moment he may have got one by other hands, or in another chat of his.
public sealed interface NewDealNow {

    /// He has none that is open.
    record Create() implements NewDealNow {}

    /// He has open ones for which nobody else is responsible: they become the employee's, none is created (R32b).
    record TakeOver(List<DealId> deals) implements NewDealNow {

        public TakeOver {
            deals = List.copyOf(deals);
        }
    }

    /// Somebody else has got him since: there is one who was first, and no other deal (R26, R30, R37).
    ///
    /// @param deal that one's
    record LeaveTo(EmployeeId first, DealId deal) implements NewDealNow {}

    /// @param deals all of the client, in the CRM's order, newest first
    /// @param left those of whom the CRM says that they have left: they count as nobody
    static NewDealNow of(EmployeeId employee, List<DealFacts> deals, Set<EmployeeId> left) {
        var open = DealFacts.open(deals);
        // One that is his may have been nobody's until an attempt before this one was cut off.
        var his = open.stream()
                .filter(deal -> deal.responsible() == null
                        || deal.responsible().equals(employee)
                        || left.contains(deal.responsible()))
                .map(DealFacts::id)
                .toList();
        if (!his.isEmpty()) {
            return new TakeOver(his);
        }
        for (var deal : open) {
            if (deal.responsible() != null) {
                return new LeaveTo(deal.responsible(), deal.id());
            }
        }
        return new Create();
    }
}
