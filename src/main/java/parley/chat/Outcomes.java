package parley.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.rules.ChatFacts;
import parley.rules.Route;

/// A route in the words of its trace, and what it makes of the chat.
public final class Outcomes {

    private Outcomes() {}

    public static Trace.Outcome of(Route route) {
        return switch (route) {
            case Route.Offer(var createLead, var handover) ->
                createLead
                        ? outcome(Trace.Kind.OFFER, null, Trace.Handover.LEAD, List.of(), stage(handover))
                        : handedOver(Trace.Kind.OFFER, null, handover);
            case Route.Assign(var employee, var _, var _, var handover) ->
                handedOver(Trace.Kind.ASSIGN, employee, handover);
            case Route.NewDealFor(var employee, var stage) ->
                outcome(Trace.Kind.NEW_DEAL, employee, Trace.Handover.NEW_DEAL, List.of(), stage);
            case Route.ToOpenDeals(var deals) ->
                outcome(Trace.Kind.OPEN_DEALS, null, Trace.Handover.NOTHING, deals, null);
            case Route.ToClosedDeal(var deal) ->
                outcome(Trace.Kind.CLOSED_DEAL, null, Trace.Handover.NOTHING, List.of(deal), null);
            case Route.Keep() -> outcome(Trace.Kind.KEEP, null, Trace.Handover.NOTHING, List.of(), null);
            case Route.Wait(var handover) -> handedOver(Trace.Kind.WAIT, null, handover);
        };
    }

    /// @param known how the chat stands to the CRM before anything is done there
    public static Standing standing(Route route, Standing known) {
        return switch (route) {
            case Route.Offer _ -> known.contact() == null ? known.as(ChatFacts.Client.OFFERED) : known;
            case Route.Wait _ -> known.contact() == null ? known.as(ChatFacts.Client.WAITING) : known;
            case Route.Assign(var employee, var _, var _, var _) -> known.givenTo(employee);
            case Route.NewDealFor _, Route.ToOpenDeals _, Route.ToClosedDeal _, Route.Keep _ -> known;
        };
    }

    /// What whoever gets the client by this route takes over; absent when somebody is responsible already.
    public static Route.@Nullable Handover handover(Route route) {
        return switch (route) {
            case Route.Offer(var _, var handover) -> handover;
            case Route.Assign(var _, var _, var _, var handover) -> handover;
            case Route.Wait(var handover) -> handover;
            case Route.NewDealFor _, Route.ToOpenDeals _, Route.ToClosedDeal _, Route.Keep _ -> null;
        };
    }

    public static Trace.Outcome handedOver(Trace.Kind kind, @Nullable EmployeeId employee, Route.Handover handover) {
        return switch (handover) {
            case Route.Handover.NewDeal(var stage) ->
                outcome(kind, employee, Trace.Handover.NEW_DEAL, List.of(), stage);
            case Route.Handover.OpenDeals(var deals) -> outcome(kind, employee, Trace.Handover.OPEN_DEALS, deals, null);
            case Route.Handover.ClosedDeal(var deal) ->
                outcome(kind, employee, Trace.Handover.CLOSED_DEAL, List.of(deal), null);
            case Route.Handover.NoDeal() -> outcome(kind, employee, Trace.Handover.CONTACT, List.of(), null);
        };
    }

    private static @Nullable StageRef stage(Route.Handover handover) {
        return handover instanceof Route.Handover.NewDeal(var stage) ? stage : null;
    }

    private static Trace.Outcome outcome(
            Trace.Kind kind,
            @Nullable EmployeeId employee,
            Trace.Handover handover,
            List<DealId> deals,
            @Nullable StageRef stage) {
        return new Trace.Outcome(kind, employee, null, handover, deals, stage, null);
    }
}
