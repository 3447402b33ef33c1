package parley.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Decisions;
import parley.chat.News;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Agreed;

/// Writes into chats what the CRM says: after a decision was carried out there, and whenever it has changed (R22, R23).
final class Settling {

    private final ChatRoom room;
    private final InstantSource clock;

    Settling(ChatRoom room, InstantSource clock) {
        this.room = room;
        this.clock = clock;
    }

    /// A decision that is carried out.
    ///
    /// @param now what the CRM says after it
    record Outcome(Chat chat, Decisions.Stored decision, Handover.Done done, Gathered now) {}

    void carriedOut(Handle tx, Outcome outcome, Agreed agreed, News news) {
        var decision = outcome.decision();
        var done = outcome.done();
        var chat = room.chats()
                .lock(tx, outcome.chat().account(), outcome.chat().id())
                .orElseThrow();
        room.decisions().carriedOut(tx, chat.account(), decision.id(), clock.instant());
        var standing = outcome.now().standing(chat, agreed.staff().left(), done.deal());
        if (chat.pending() == null || chat.pending() != decision.id()) {
            // Somebody has claimed the client meanwhile: he stays with him, and knows the records by now.
            room.ownership().stand(tx, chat, keeping(chat.responsible(), chat.client(), standing));
            news.chat(chat.id());
            return;
        }
        room.ownership().await(tx, chat, null);
        room.ownership().routed(tx, chat, decision.settingsVersion());
        if (done.faster() != null) {
            room.claims().accepted(tx, chat, done.faster(), agreed.settings().version(), clock.instant());
        }
        stand(tx, chat, confirmed(decision.read().outcome(), chat, standing), agreed, news);
        room.lines().bound(tx, chat, "decision:" + decision.id());
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

    /// The CRM has changed. While a decision waits to be carried out its word is old. The chat is locked.
    void changed(Handle tx, Chat chat, Agreed agreed, Gathered now, News news) {
        if (chat.pending() != null) {
            return;
        }
        var standing = now.standing(chat, agreed.staff().left(), null);
        var sources = room.chats().sources(tx, chat.account(), chat.id());
        if (Standing.of(chat).with(sources).equals(standing)) {
            return;
        }
        stand(tx, chat, standing, agreed, news);
        room.ownership().routed(tx, chat, null);
        room.lines().bound(tx, chat, "changed:" + chat.version());
    }

    private void stand(Handle tx, Chat chat, Standing standing, Agreed agreed, News news) {
        var first = acceptedBy(chat, standing);
        if (first != null) {
            room.claims().accepted(tx, chat, first, agreed.settings().version(), clock.instant());
        }
        room.ownership().stand(tx, chat, standing);
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
