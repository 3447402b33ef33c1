package parley.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.rules.Algorithm;
import parley.rules.Candidate;
import parley.rules.DealFacts;
import parley.rules.Decision;
import parley.rules.Turn;

/// What a stored decision says (R80): everything that led to it, and everything needed to carry it out. Lies as JSON in
/// {@link Decisions.Stored#trace}.
///
/// @param rules the rules applied, in the order in which they were
/// @param addresses of the client, as they were looked for in the CRM: `telegram 1001`, `@anna`, `+79161234567`
/// @param contact the contact that was found
/// @param found what was known of it; absent in a claim
/// @param algorithm absent where nobody had to be chosen
/// @param weights whether weights were in force
/// @param candidates empty when nobody had to be chosen
/// @param before the turn found; absent before the first client
/// @param after the turn left behind; equal to `before` when it did not move
/// @param lost who replied too late: their texts were not sent (R26)
public record Trace(
        List<String> rules,
        long settingsVersion,
        Client client,
        List<String> addresses,
        @Nullable ContactId contact,
        @Nullable Found found,
        @Nullable Algorithm algorithm,
        boolean weights,
        List<Candidate> candidates,
        @Nullable Turn before,
        @Nullable Turn after,
        Outcome outcome,
        List<EmployeeId> lost) {

    /// What the CRM knew of the client.
    public enum Client {
        /// Nothing: no contact matches (R31).
        NEW,
        /// A contact for whom nobody is responsible (R32b).
        COMMON,
        /// A contact with somebody responsible.
        OWNED
    }

    /// What the rules had to know of the contact: with it the decision can be made once more (R82).
    ///
    /// @param responsible the contact's own
    /// @param deals the open ones, and the one that was closed last
    public record Found(@Nullable EmployeeId responsible, List<DealFacts> deals) {

        public Found {
            deals = List.copyOf(deals);
        }

        static Found of(parley.rules.Client.Known known) {
            var needed = new ArrayList<>(DealFacts.open(known.deals()));
            DealFacts.lastClosed(known.deals()).ifPresent(needed::add);
            return new Found(known.responsible(), needed);
        }
    }

    /// @param kind also the decision's kind, in lower case ({@link Decisions.Stored#kind})
    /// @param employee who got the client; absent when nobody had to get him
    /// @param via how a claim was made: `reply`, `accept` or `crm`; absent otherwise
    /// @param handover what the employee takes over; for an offer or a wait, what whoever is first will take over
    /// @param deals the deals meant by kind or handover
    /// @param stage where a new deal is created
    /// @param offer the offer's decision that a claim answers
    public record Outcome(
            Kind kind,
            @Nullable EmployeeId employee,
            @Nullable String via,
            Handover handover,
            List<DealId> deals,
            @Nullable StageRef stage,
            @Nullable Long offer) {

        public Outcome {
            deals = List.copyOf(deals);
        }
    }

    public enum Kind {
        /// To all who receive new clients: the first gets him (R26).
        OFFER,
        /// To the next in turn (R27).
        ASSIGN,
        /// Somebody was first (R26).
        CLAIM,
        /// A new deal for the contact's own responsible (R37).
        NEW_DEAL,
        /// The messages go to the open deals.
        OPEN_DEALS,
        /// The messages go to the deal closed last (R36).
        CLOSED_DEAL,
        /// Nothing is created (R32c).
        KEEP,
        /// Nobody can take him (R32).
        WAIT
    }

    /// What is taken over in the CRM.
    public enum Handover {
        NOTHING,
        /// An unsorted lead: created with the offer, accepted with the claim.
        LEAD,
        NEW_DEAL,
        OPEN_DEALS,
        CLOSED_DEAL,
        /// The contact alone.
        CONTACT,
        /// To be seen from the CRM, and made definite before it is carried out: no offer had been made before.
        AS_FOUND
    }

    /// A decision of the rules.
    ///
    /// @param known what it was made from
    public static Trace of(Decision decision, Client client, List<String> addresses, parley.rules.Client known) {
        var contact = known instanceof parley.rules.Client.Known found ? found : null;
        return new Trace(
                decision.rules(),
                decision.settingsVersion(),
                client,
                addresses,
                contact == null ? null : contact.contact(),
                contact == null ? null : Found.of(contact),
                decision.candidates().isEmpty() ? null : decision.algorithm(),
                decision.weights(),
                decision.candidates(),
                decision.before(),
                decision.after(),
                Outcomes.of(decision.route()),
                List.of());
    }

    public Trace with(Outcome definite) {
        return new Trace(
                rules,
                settingsVersion,
                client,
                addresses,
                contact,
                found,
                algorithm,
                weights,
                candidates,
                before,
                after,
                definite,
                lost);
    }

    public Trace {
        rules = List.copyOf(rules);
        addresses = List.copyOf(addresses);
        candidates = List.copyOf(candidates);
        lost = List.copyOf(lost);
    }
}
