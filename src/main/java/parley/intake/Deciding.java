package parley.intake;

import java.time.InstantSource;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.News;
import parley.chat.Outcomes;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.platform.Metrics;
import parley.rules.ChatFacts;
import parley.rules.Decision;
import parley.rules.Route;
import parley.rules.Routing;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;

/// Decides once who gets a client, and writes the decision down before anybody acts upon it (R80).
final class Deciding {

    private final ChatRoom room;
    private final SettingsDesk desk;
    private final InstantSource clock;
    private final Metrics.Counter decided;

    Deciding(ChatRoom room, SettingsDesk desk, InstantSource clock, Metrics metrics) {
        this.room = room;
        this.desk = desk;
        this.clock = clock;
        this.decided = metrics.counter("parley_routing_decisions_total", "Routing decisions", "kind");
    }

    sealed interface Decided {

        /// This is to be carried out in the CRM, whether it was decided now or before.
        record ToDo(Chat chat, Decisions.Stored decision) implements Decided {}

        record Settled() implements Decided {}

        /// What was gathered is old: the same client is being routed in another chat, or has been meanwhile.
        record LookAgain() implements Decided {}

        /// The settings or the employees are no longer those by which clients are being distributed.
        record Outdated() implements Decided {}
    }

    /// Whether there may be something to decide or to carry out: not before the CRM is asked in vain.
    static boolean concerns(Chat chat, Agreed agreed) {
        return chat.pending() != null || isDue(chat, agreed) || waits(chat, agreed);
    }

    private static boolean waits(Chat chat, Agreed agreed) {
        return isTakenIn(chat, agreed)
                && chat.responsible().isEmpty()
                && (chat.client() == ChatFacts.Client.WAITING || chat.client() == ChatFacts.Client.KNOWN);
    }

    /// Whether the integration has this chat at all (R9, R12a, R62).
    static boolean isTakenIn(Chat chat, Agreed agreed) {
        return !chat.test()
                && agreed.connected()
                && agreed.settings().channel(chat.channel()).isPresent();
    }

    /// Whether a message of this client is to be decided upon (R30): not while he is offered, nor as long as neither
    /// the
    /// settings nor the CRM have changed since it was decided last.
    static boolean isDue(Chat chat, Agreed agreed) {
        if (chat.test()
                || !agreed.connected()
                || agreed.settings().channel(chat.channel()).isEmpty()) {
            return false;
        }
        var changed = chat.routed() == null
                || chat.client() != ChatFacts.Client.OFFERED
                        && chat.routed() != agreed.settings().version();
        return chat.pending() != null || chat.client() == ChatFacts.Client.UNROUTED || changed;
    }

    /// One transaction: everybody else waits for the chat, the client and the channel's turn.
    ///
    /// @param asOf what held when those who wait were looked at again (R32); absent when the client has written
    Decided decide(Handle tx, AccountId account, ChatId id, Gathered gathered, @Nullable Agreed asOf, News news) {
        var chat = room.chats().lock(tx, account, id).orElse(null);
        var agreed = desk.current(tx, account).orElse(null);
        if (chat == null || agreed == null) {
            return new Decided.Settled();
        }
        if (chat.pending() != null) {
            return new Decided.ToDo(
                    chat, room.decisions().find(tx, account, chat.pending()).orElseThrow());
        }
        if (asOf != null && !isSame(agreed, asOf)) {
            return new Decided.Outdated();
        }
        if (!isDue(chat, agreed) && !(asOf != null && waits(chat, agreed))) {
            return new Decided.Settled();
        }
        room.chatsOf().holdClient(tx, chat);
        if (room.chatsOf().siblings(tx, chat).stream().anyMatch(sibling -> outdates(sibling, gathered))) {
            return new Decided.LookAgain();
        }
        if (isGivenInParleyAlone(chat, agreed, gathered)) {
            room.ownership().routed(tx, chat, agreed.settings().version());
            return new Decided.Settled();
        }
        return decide(tx, chat, agreed, gathered, news);
    }

    /// The CRM takes no new contacts, so it goes on knowing nothing of a client who has somebody: he is not given away
    /// anew (R30).
    private static boolean isGivenInParleyAlone(Chat chat, Agreed agreed, Gathered gathered) {
        return gathered.contact() == null
                && chat.contact() == null
                && chat.client() == ChatFacts.Client.KNOWN
                && !agreed.staff().left().containsAll(chat.responsible());
    }

    private static boolean isSame(Agreed one, Agreed other) {
        return one.settings().version() == other.settings().version()
                && one.refreshedAt().equals(other.refreshedAt());
    }

    private static boolean outdates(ChatsOf.Sibling sibling, Gathered gathered) {
        var unasked = sibling.contact() != null && !gathered.asked().contains(sibling.contact());
        return sibling.routing() || unasked && gathered.contact() == null;
    }

    private Decided decide(Handle tx, Chat chat, Agreed agreed, Gathered gathered, News news) {
        var channel = agreed.settings().channel(chat.channel()).orElseThrow();
        var last = room.turns().lock(tx, chat.account(), chat.channel()).orElse(null);
        var decision = Routing.decide(new Routing.Case(
                gathered.client(),
                agreed.settings().version(),
                channel,
                agreed.facts().kind(channel.newClients().stage()).orElse(null),
                agreed.staff(),
                last,
                agreed.facts().withoutDeals()));
        if (decision.route() instanceof Route.Assign(var _, var _, var after, var _)) {
            room.turns().move(tx, chat.account(), chat.channel(), after);
        }
        var known = gathered.standing(chat, agreed.staff().left(), null);
        room.ownership().stand(tx, chat, Outcomes.standing(decision.route(), known));
        room.ownership().routed(tx, chat, agreed.settings().version());
        news.chat(chat.id(), chat.facts());
        if (repeats(tx, chat, decision.route())) {
            return new Decided.Settled();
        }
        var stored = store(tx, chat, decision, known, gathered);
        if (!needsCrm(decision.route(), chat, gathered)) {
            room.decisions().carriedOut(tx, chat.account(), stored.id(), clock.instant());
            room.lines().bound(tx, chat, "decision:" + stored.id());
            return new Decided.Settled();
        }
        room.ownership().await(tx, chat, stored.id());
        return new Decided.ToDo(room.chats().find(tx, chat.account(), chat.id()).orElseThrow(), stored);
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

    /// Who waits and goes on waiting is no new decision.
    private boolean repeats(Handle tx, Chat chat, Route route) {
        return route instanceof Route.Wait
                && room.decisions()
                        .latest(tx, chat)
                        .filter(stored -> stored.kind().equals("wait"))
                        .isPresent();
    }

    private Decisions.Stored store(Handle tx, Chat chat, Decision decision, Standing known, Gathered gathered) {
        var trace = Trace.of(decision, client(known), chat.spelled(), gathered.client());
        decided.increment(trace.outcome().kind().name().toLowerCase(Locale.ROOT));
        var id = room.decisions().store(tx, chat, clock.instant(), trace);
        return room.decisions().find(tx, chat.account(), id).orElseThrow();
    }

    private static Trace.Client client(Standing known) {
        if (known.contact() == null) {
            return Trace.Client.NEW;
        }
        return known.responsible().isEmpty() ? Trace.Client.COMMON : Trace.Client.OWNED;
    }
}
