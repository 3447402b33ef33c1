package parley.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.rules.Route.Handover;

/// Who gets a client who has written, and which deal his messages belong to (R24–R37).
public final class Routing {

    /// Everything that a decision depends on.
    ///
    /// @param stage what the channel's stage means in the CRM now; absent when none is chosen, or it is gone
    /// @param last where the channel's turn stands; absent before the first client
    /// @param withoutDeals the CRM has no pipelines at all: clients are given away with their contact alone
    public record Case(
            Client client,
            long settingsVersion,
            ChannelSettings channel,
            @Nullable StageKind stage,
            Staff staff,
            @Nullable Turn last,
            boolean withoutDeals) {

        /// In a CRM with pipelines.
        public Case(
                Client client,
                long settingsVersion,
                ChannelSettings channel,
                @Nullable StageKind stage,
                Staff staff,
                @Nullable Turn last) {
            this(client, settingsVersion, channel, stage, staff, last, false);
        }
    }

    /// The CRM's employees, as of the last refresh (R8).
    ///
    /// @param left those of whom the CRM says that they have left: they count as nobody. Whoever is in
    ///     neither set was not there at the refresh, and keeps his clients
    public record Staff(Set<EmployeeId> active, Set<EmployeeId> left) {

        public Staff {
            active = Set.copyOf(active);
            left = Set.copyOf(left);
        }
    }

    private final Case facts;
    private final List<String> rules = new ArrayList<>();
    private List<Candidate> considered = List.of();

    private Routing(Case facts) {
        this.facts = facts;
    }

    public static Decision decide(Case facts) {
        var routing = new Routing(facts);
        return routing.explained(routing.route());
    }

    private Route route() {
        return switch (facts.client()) {
            case Client.Unknown() -> {
                rules.add("R31");
                yield giveAway(newDeal());
            }
            case Client.Known known -> {
                var responsible = Responsible.of(
                        known.responsible(), known.deals(), facts.staff().left());
                rules.add("R22");
                yield responsible.isEmpty() ? common(known) : owned(known);
            }
        };
    }

    /// R32b: like a new client, except that what the CRM has already is not created again.
    private Route common(Client.Known known) {
        rules.add("R32b");
        var open = DealFacts.open(known.deals());
        if (!open.isEmpty()) {
            return giveAway(new Handover.OpenDeals(ids(open)));
        }
        var closed = DealFacts.lastClosed(known.deals());
        if (closed.isPresent() && !createsAfterClosing()) {
            return giveAway(new Handover.ClosedDeal(closed.get().id()));
        }
        return giveAway(newDeal());
    }

    private Route owned(Client.Known known) {
        var open = DealFacts.open(known.deals());
        if (!open.isEmpty()) {
            return new Route.ToOpenDeals(ids(open));
        }
        var closed = DealFacts.lastClosed(known.deals());
        if (closed.isEmpty()) {
            rules.add("R32c");
            return new Route.Keep();
        }
        return createsAfterClosing()
                ? createAgain(known)
                : new Route.ToClosedDeal(closed.get().id());
    }

    /// R37: the contact's responsible if he still may write here, else the next in turn.
    private Route createAgain(Client.Known known) {
        var stage = facts.channel().newClients().stage();
        var responsible = known.responsible();
        if (responsible != null && stage != null && facts.stage() != null && mayStillWrite(responsible)) {
            return new Route.NewDealFor(responsible, stage);
        }
        return byTurn(newDeal());
    }

    private boolean mayStillWrite(EmployeeId responsible) {
        return facts.staff().active().contains(responsible) && facts.channel().mayWrite(responsible);
    }

    private Route giveAway(Handover handover) {
        return switch (algorithm()) {
            case FIRST_RESPONDER -> {
                considered = Candidates.of(facts.channel(), facts.staff().active());
                rules.add("R26");
                var createLead = facts.stage() == StageKind.UNSORTED && handover instanceof Handover.NewDeal;
                yield new Route.Offer(createLead, handover);
            }
            case BY_TURN -> {
                rules.add("R27");
                yield byTurn(handover);
            }
        };
    }

    private Route byTurn(Handover handover) {
        considered = Candidates.of(facts.channel(), facts.staff().active());
        var next = Turn.next(Candidates.queue(considered), Candidates.order(facts.channel()), facts.last());
        if (next.isEmpty() || handover instanceof Handover.NoDeal && !facts.withoutDeals()) {
            rules.add("R32");
            return new Route.Wait(handover);
        }
        rules.add(weights() ? "R29" : "R28");
        return new Route.Assign(next.get().last(), facts.last(), next.get(), handover);
    }

    private Handover newDeal() {
        rules.add("R24");
        var stage = facts.channel().newClients().stage();
        return stage == null || facts.stage() == null ? new Handover.NoDeal() : new Handover.NewDeal(stage);
    }

    /// R34, R35: the choice applies only by turn without weights; otherwise the closed deal takes the messages.
    private boolean createsAfterClosing() {
        var applies = algorithm() == Algorithm.BY_TURN && !weights() && !facts.withoutDeals();
        if (applies && facts.channel().closedDeal() == ClosedDealPolicy.CREATE) {
            rules.add("R37");
            return true;
        }
        if (!applies) {
            rules.add("R35");
        }
        rules.add("R36");
        return false;
    }

    /// R25: at an unsorted stage the first responder gets the client, whatever is stored beside it.
    private Algorithm algorithm() {
        return facts.stage() == StageKind.UNSORTED
                ? Algorithm.FIRST_RESPONDER
                : facts.channel().newClients().algorithm();
    }

    private boolean weights() {
        return algorithm() == Algorithm.BY_TURN && facts.channel().newClients().useWeights();
    }

    private Decision explained(Route route) {
        var after = route instanceof Route.Assign assign ? assign.after() : facts.last();
        return new Decision(
                rules, facts.settingsVersion(), algorithm(), weights(), considered, facts.last(), after, route);
    }

    private static List<DealId> ids(List<DealFacts> deals) {
        return deals.stream().map(DealFacts::id).toList();
    }
}
