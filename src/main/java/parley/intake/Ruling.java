package parley.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.chat.Chat;
import parley.chat.Decisions;
import parley.chat.Outcomes;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.rules.Decision;
import parley.rules.Route;
import parley.rules.Routing;
import parley.rules.Turn;
import parley.settings.SettingsDesk.Agreed;

/// What the rules make of one client, and what that means for his chat.
///
/// @param known how the chat stands to the CRM by what was gathered
/// @param needsCrm whether anything is to be done in the CRM
record Ruling(Decision decision, Standing known, boolean needsCrm) {

    /// @param last where the channel's turn stands
    static Ruling of(Chat chat, Agreed agreed, Gathered gathered, @Nullable Turn last) {
        var decision = decide(chat, agreed, gathered, last);
        return new Ruling(
                decision,
                gathered.standing(chat, agreed.staff().left(), null),
                needsCrm(decision.route(), chat, gathered));
    }

    private static Decision decide(Chat chat, Agreed agreed, Gathered gathered, @Nullable Turn last) {
        var channel = agreed.settings().channel(chat.channel()).orElseThrow();
        return Routing.decide(new Routing.Case(
                gathered.client(),
                agreed.settings().version(),
                channel,
                agreed.facts().kind(channel.newClients().stage()).orElse(null),
                agreed.staff(),
                last,
                agreed.facts().withoutDeals()));
    }

    /// What somebody takes over who got the client before any offer was made: what the rules say when the CRM can be
    /// asked. To be written down before it is carried out: once a part of it is done, the rules would say something
    /// else.
    static Trace.Outcome asFound(Trace.Outcome claim, Chat chat, Agreed agreed, Gathered gathered) {
        if (claim.handover() != Trace.Handover.AS_FOUND || claim.employee() == null) {
            return claim;
        }
        if (agreed.settings().channel(chat.channel()).isEmpty()) {
            return taking(claim, Trace.Handover.CONTACT);
        }
        var handover = Outcomes.handover(decide(chat, agreed, gathered, null).route());
        if (handover == null) {
            return taking(claim, Trace.Handover.NOTHING);
        }
        var outcome = Outcomes.handedOver(Trace.Kind.CLAIM, claim.employee(), handover);
        return new Trace.Outcome(
                claim.kind(),
                claim.employee(),
                claim.via(),
                outcome.handover(),
                outcome.deals(),
                outcome.stage(),
                claim.offer());
    }

    private static Trace.Outcome taking(Trace.Outcome claim, Trace.Handover handover) {
        return new Trace.Outcome(claim.kind(), claim.employee(), claim.via(), handover, List.of(), null, claim.offer());
    }

    private static boolean needsCrm(Route route, Chat chat, Gathered gathered) {
        return switch (route) {
            case Route.Assign _, Route.NewDealFor _ -> true;
            case Route.Offer(var createLead, var _) -> createLead || lacksAddress(chat, gathered);
            case Route.ToOpenDeals _, Route.ToClosedDeal _, Route.Keep _, Route.Wait _ -> lacksAddress(chat, gathered);
        };
    }

    /// Found by his phone or his name, so the CRM does not know yet that he writes from here (R3).
    private static boolean lacksAddress(Chat chat, Gathered gathered) {
        var contact = gathered.contact();
        return contact != null && !contact.id().equals(chat.contact()) && !gathered.holds(chat);
    }

    Standing standing() {
        return Outcomes.standing(decision.route(), known);
    }

    /// Where the turn stands afterwards; absent when it does not move.
    @Nullable
    Turn moved() {
        return decision.route() instanceof Route.Assign(var _, var _, var after, var _) ? after : null;
    }

    boolean waits() {
        return decision.route() instanceof Route.Wait;
    }

    /// Who waits and goes on waiting is no new decision.
    boolean repeats(Decisions.@Nullable Stored latest) {
        return waits() && latest != null && latest.kind().equals("wait");
    }

    Trace trace(Chat chat, Gathered gathered) {
        return Trace.of(decision, client(), chat.spelled(), gathered.client());
    }

    private Trace.Client client() {
        if (known.contact() == null) {
            return Trace.Client.NEW;
        }
        return known.responsible().isEmpty() ? Trace.Client.COMMON : Trace.Client.OWNED;
    }
}
