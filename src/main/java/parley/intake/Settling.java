package parley.intake;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Decisions;
import parley.chat.News;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Agreed;

/// Writes into chats what the CRM says: after a decision was carried out there, and whenever it has changed (R22, R23).
final class Settling {

    private Settling() {}

    /// A decision that is carried out.
    ///
    /// @param now what the CRM says after it
    record Outcome(Chat chat, Decisions.Stored decision, Handover.Done done, Gathered now) {}

    static void carriedOut(Ledger ledger, Outcome outcome, Agreed agreed, News news) {
        var decision = outcome.decision();
        var done = outcome.done();
        var chat = ledger.lock(outcome.chat().id()).orElseThrow();
        if (ledger.carriedOut(decision.id())) {
            ledger.look(chat, done.contact(), decision.id());
        }
        var standing = outcome.now().standing(chat, agreed.staff().left(), done.deal());
        if (chat.pending() == null || chat.pending() != decision.id()) {
            // Somebody has claimed the client meanwhile: he stays with him, and knows the records by now.
            ledger.stand(chat, keeping(chat.responsible(), chat.client(), standing));
            news.chat(chat.id());
            return;
        }
        ledger.await(chat, null);
        ledger.wake(ledger.siblings(chat));
        ledger.routed(chat, decision.settingsVersion());
        if (done.faster() != null) {
            ledger.accepted(chat, done.faster(), agreed.settings().version());
        }
        stand(ledger, chat, confirmed(decision.read().outcome(), chat, standing), agreed, news);
        ledger.bound(chat, "decision:" + decision.id());
    }

    /// Whoever got the client keeps him when the CRM names nobody at all.
    private static Standing confirmed(Trace.Outcome outcome, Chat chat, Standing standing) {
        return standing.responsible().isEmpty() && outcome.employee() != null
                ? keeping(Set.of(outcome.employee()), ChatFacts.Client.KNOWN, standing)
                : standing;
    }

    private static Standing keeping(Set<EmployeeId> responsible, ChatFacts.Client client, Standing standing) {
        return new Standing(
                client,
                standing.contact(),
                standing.deal(),
                standing.openDeals(),
                standing.closedDeals(),
                responsible,
                List.of());
    }

    /// The CRM has changed. While a decision waits to be carried out the decision counts; what the CRM says otherwise
    /// is looked at afterwards. The chat is locked.
    static void changed(Ledger ledger, Chat chat, Agreed agreed, Gathered now, News news) {
        var standing = now.standing(chat, agreed.staff().left(), null);
        if (chat.pending() != null) {
            if (!standing.responsible().equals(chat.responsible())) {
                ledger.overtaken(chat.pending());
            }
            return;
        }
        if (Standing.of(chat).with(ledger.sources(chat)).equals(standing)) {
            return;
        }
        stand(ledger, chat, standing, agreed, news);
        ledger.routed(chat, null);
        ledger.bound(chat, "changed:" + chat.version());
    }

    private static void stand(Ledger ledger, Chat chat, Standing standing, Agreed agreed, News news) {
        var first = acceptedBy(chat, standing);
        if (first != null) {
            ledger.accepted(chat, first, agreed.settings().version());
        }
        ledger.stand(chat, standing);
        news.chat(chat.id(), chat.facts());
    }

    /// Who has taken an offered client in the CRM itself: the lead's responsible, else whoever is named first (R26).
    private static @Nullable EmployeeId acceptedBy(Chat chat, Standing standing) {
        if (chat.client() != ChatFacts.Client.OFFERED || !chat.responsible().isEmpty()) {
            return null;
        }
        DealId deal = standing.deal();
        return standing.sources().stream()
                .filter(source -> deal != null && deal.equals(source.deal()))
                .findFirst()
                .or(() -> standing.sources().stream().findFirst())
                .map(source -> source.employee())
                .orElse(null);
    }
}
