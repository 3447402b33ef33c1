package parley.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;

/// What becomes of a client who has written (R26–R37).
public sealed interface Route {

    /// Everyone who receives new clients is told; the first to reply or to accept becomes responsible (R26, R32b).
    ///
    /// @param createLead whether an unsorted lead is created now; it is what the winner then accepts
    /// @param handover what the winner takes over; for a lead created now, accepting it
    record Offer(boolean createLead, Handover handover) implements Route {}

    /// The next in turn gets him (R27, R32b, R37).
    record Assign(EmployeeId employee, @Nullable Turn before, Turn after, Handover handover) implements Route {}

    /// A new deal for the one who is responsible for the contact; the turn does not move (R37).
    record NewDealFor(EmployeeId employee, StageRef stage) implements Route {}

    /// The messages belong to the contact's open deals.
    record ToOpenDeals(List<DealId> deals) implements Route {

        public ToOpenDeals {
            deals = List.copyOf(deals);
        }
    }

    /// The messages belong to the deal closed last; it stays closed, and no deal is created (R36).
    record ToClosedDeal(DealId deal) implements Route {}

    /// A known contact who has a responsible and never had a deal: nothing is created (R32c).
    record Keep() implements Route {}

    /// Nobody can take him: the client waits, and is routed again when that changes (R32).
    ///
    /// @param handover what whoever replies to him meanwhile takes over
    record Wait(Handover handover) implements Route {}

    /// What whoever gets a client takes over in the CRM. The contact goes to him too when nobody is responsible for it.
    sealed interface Handover {

        /// One deal is created there, and the contact with it if the CRM has none (R24).
        record NewDeal(StageRef stage) implements Handover {}

        /// These deals, still nobody's, become his; none is created (R32b).
        record OpenDeals(List<DealId> deals) implements Handover {

            public OpenDeals {
                deals = List.copyOf(deals);
            }
        }

        /// The contact alone; the deal that was closed last stays as it is and takes the messages (R36).
        record ClosedDeal(DealId deal) implements Handover {}

        /// The contact alone: the stage in which a deal could be created has not been chosen or is gone.
        record NoDeal() implements Handover {}
    }
}
