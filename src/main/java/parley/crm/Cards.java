package parley.crm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;

/// Parley's window inside the CRM's own cards. The CRM proves who looks, so that no server of the company's has to ask
/// for a link (UX 16.2).
public interface Cards {

    /// The sites of the CRM's pages, as browsers spell them: `https://crm.example`. No other page may hold the window.
    /// Known without asking the CRM.
    List<String> sites();

    /// How people call the CRM in the window.
    String name();

    /// Reads a proof, and asks the CRM where that is needed. What is wrong with a proof is not told: whoever brings it
    /// may be anybody. May throw {@link CrmTrouble}.
    Visit visit(Proof proof);

    /// What came to the address of this CRM's cards, before anybody trusts it.
    ///
    /// @param token of the header `X-Auth-Token`, by which a script of the CRM's page proves itself; absent when the
    ///     frame itself has asked
    /// @param query at most twenty values, each of at most 200 characters
    record Proof(@Nullable String token, Map<String, String> query) {

        public Proof {
            query = Map.copyOf(query);
        }

        public String asked(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /// Which card is looked at.
    sealed interface Card {
        record OfContact(ContactId contact) implements Card {}

        record OfDeal(DealId deal) implements Card {}
    }

    /// What an adapter makes of a proof.
    sealed interface Visit {

        /// @param once names this proof among all of this connection: the house lets nobody in by it a second time
        /// @param until no proof is taken after it, so that the house may forget this one
        /// @param language of the employee in the CRM, `ru` or `en`; absent when that is not known
        record Proven(
                EmployeeId employee,
                Card card,
                String once,
                Instant until,
                @Nullable String language) implements Visit {}

        record Refused(Why why) implements Visit {}
    }

    /// Why somebody is not let in, as far as he may know.
    enum Why {
        /// Missing, forged, over, or used before.
        NO_PROOF,
        /// The card is not in the CRM so far.
        NOT_SAVED,
        /// The CRM does not show him this card, or has it no more.
        NO_CARD,
        /// What proofs are checked with has not been typed into the integration's form.
        NOT_SET_UP
    }
}
