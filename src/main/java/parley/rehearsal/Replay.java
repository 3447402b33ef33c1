package parley.rehearsal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.chat.Trace;
import parley.rehearsal.Lot.How;
import parley.rehearsal.Period.Given;
import parley.rules.Access;
import parley.rules.Candidate;
import parley.rules.Candidates;
import parley.rules.ChatFacts;
import parley.rules.Client;
import parley.rules.CrmFacts;
import parley.rules.Decision;
import parley.rules.Responsible;
import parley.rules.Route;
import parley.rules.Routing;
import parley.rules.Turn;
import parley.settings.SettingsDesk.Agreed;

/// Gives clients away once more, one after the other, by other settings: with the same functions as live.
///
/// What people did they would have done again, as far as they could: whoever was first to reply is first again if he
/// may write to the client. The employees are those of today.
final class Replay {

    /// A client who was given away once more.
    ///
    /// @param decision absent when the channel would not be in the integration
    /// @param then what would have become of him
    /// @param elsewhere whether whoever has got him would not have
    record Played(Given given, @Nullable Decision decision, Lot then, boolean changes, boolean elsewhere) {

        /// A client of a closed deal whose turn it never was is nobody's new client, neither now nor then.
        boolean counts() {
            return given.kind() != Trace.Client.OWNED || isChosen(given.lot()) || isChosen(then);
        }

        private static boolean isChosen(Lot lot) {
            return lot.how() == How.TURN || lot.how() == How.WAITING;
        }
    }

    private final Agreed current;
    private final Agreed wanted;
    private final Routing.Staff staff;
    private final CrmFacts crm;
    private final Map<ChannelId, Turn> turns;
    private final Map<ChannelId, Boolean> sameCandidates = new HashMap<>();

    /// @param turns where they stand before the first client
    Replay(Agreed current, Agreed wanted, Map<ChannelId, Turn> turns) {
        this.current = current;
        this.wanted = wanted;
        this.staff = wanted.staff();
        this.crm = wanted.facts();
        this.turns = new HashMap<>(turns);
    }

    Played play(Given given) {
        var decision = decide(given).orElse(null);
        if (decision == null) {
            return new Played(
                    given, null, Lot.of(How.OUTSIDE, null), true, given.lot().employee() != null);
        }
        var then = lot(given, decision);
        return new Played(given, decision, then, changes(given, then), elsewhere(given, decision, then));
    }

    private Optional<Decision> decide(Given given) {
        return wanted.settings().channel(given.channel()).map(channel -> {
            var decision = Routing.decide(new Routing.Case(
                    given.client(),
                    wanted.settings().version(),
                    channel,
                    crm.kind(channel.newClients().stage()).orElse(null),
                    staff,
                    turns.get(given.channel()),
                    crm.withoutDeals()));
            if (decision.route() instanceof Route.Assign(var _, var _, var after, var _)) {
                turns.put(given.channel(), after);
            }
            return decision;
        });
    }

    private Lot lot(Given given, Decision decision) {
        return switch (decision.route()) {
            case Route.Offer _ ->
                again(given, ChatFacts.Client.OFFERED)
                        .orElseGet(() -> new Lot(How.OFFERED, null, in(decision.candidates())));
            case Route.Wait _ -> again(given, ChatFacts.Client.WAITING).orElseGet(() -> Lot.of(How.WAITING, null));
            case Route.Assign(var employee, var _, var _, var _) -> Lot.of(How.TURN, employee);
            case Route.NewDealFor(var employee, var _) -> Lot.of(How.KEPT, employee);
            case Route.ToOpenDeals _, Route.ToClosedDeal _, Route.Keep _ ->
                Lot.of(How.KEPT, holder(given.client(), staff.left()));
        };
    }

    /// Who was first would be first again, if he may.
    private Optional<Lot> again(Given given, ChatFacts.Client unknown) {
        var employee = given.lot().employee();
        var could = given.lot().byHand()
                && employee != null
                && (given.lot().how() == How.CRM || mayAnswer(given, unknown, employee));
        return could ? Optional.of(given.lot()) : Optional.empty();
    }

    /// @param unknown what a client is who is not in the CRM
    private boolean mayAnswer(Given given, ChatFacts.Client unknown, EmployeeId employee) {
        var client = given.client() instanceof Client.Known ? ChatFacts.Client.KNOWN : unknown;
        var facts = new ChatFacts(given.channel(), client, Set.of());
        return Access.of(wanted.settings(), employee, facts).writes();
    }

    private boolean changes(Given given, Lot then) {
        return then.how() != given.lot().how()
                || !Objects.equals(then.employee(), given.lot().employee())
                || then.how() == How.OFFERED && !sameCandidates.computeIfAbsent(given.channel(), this::sameCandidates);
    }

    private boolean sameCandidates(ChannelId id) {
        return new HashSet<>(candidates(current, id)).equals(new HashSet<>(candidates(wanted, id)));
    }

    private static List<EmployeeId> candidates(Agreed agreed, ChannelId id) {
        return agreed.settings()
                .channel(id)
                .map(channel -> in(Candidates.of(channel, agreed.staff().active())))
                .orElse(List.of());
    }

    private boolean elsewhere(Given given, Decision decision, Lot then) {
        var employee = given.lot().employee();
        if (employee == null || employee.equals(then.employee())) {
            return false;
        }
        if (then.employee() != null) {
            return true;
        }
        return decision.route() instanceof Route.Offer && !mayAnswer(given, ChatFacts.Client.OFFERED, employee);
    }

    private static List<EmployeeId> in(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::in)
                .map(Candidate::employee)
                .toList();
    }

    /// With whom a client stays who is somebody's already; of several the contact's own.
    static @Nullable EmployeeId holder(@Nullable Client client, Set<EmployeeId> left) {
        return switch (client) {
            case Client.Known known ->
                Responsible.of(known.responsible(), known.deals(), left).stream()
                        .map(Responsible::employee)
                        .findFirst()
                        .orElse(null);
            case Client.Unknown() -> null;
            case null -> null;
        };
    }
}
