package parley.intake;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.News;
import parley.platform.Failpoint;
import parley.platform.Metrics;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Agreed;

/// Decides once who gets a client, and writes the decision down before anybody acts upon it (R80).
final class Deciding {

    /// Why a client waits who is being routed in another chat: perhaps for long, when that was given up.
    static final String ELSEWHERE = "the same client is being routed in another chat";

    private final Metrics.Counter decided;

    Deciding(Metrics metrics) {
        this.decided = metrics.counter("parley_routing_decisions_total", "Routing decisions", "kind");
    }

    sealed interface Decided {

        /// This is to be carried out in the CRM, whether it was decided now or before.
        record ToDo(Chat chat, Decisions.Stored decision) implements Decided {}

        record Settled() implements Decided {}

        /// What was gathered is old: the chat has changed since, or another one of the client has.
        record LookAgain() implements Decided {}

        /// The same client is being routed in another chat: whoever ends that asks for this one.
        record Elsewhere() implements Decided {}

        /// The settings or the employees are no longer those by which clients are being distributed.
        record Outdated() implements Decided {}
    }

    /// Whether there may be something to decide or to carry out: not before the CRM is asked in vain.
    static boolean concerns(Chat chat, Agreed agreed) {
        return chat.pending() != null || isDue(chat, agreed) || waits(chat, agreed);
    }

    private static boolean waits(Chat chat, Agreed agreed) {
        return isTakenIn(chat, agreed) && isWaiting(chat);
    }

    /// Whether there may be nobody yet who takes him (R32, R32b).
    static boolean isWaiting(Chat chat) {
        return chat.responsible().isEmpty()
                && (chat.client() == ChatFacts.Client.WAITING || chat.client() == ChatFacts.Client.KNOWN);
    }

    /// Whether the integration has this chat at all (R9, R12a, R62).
    static boolean isTakenIn(Chat chat, Agreed agreed) {
        return !chat.test()
                && agreed.connected()
                && agreed.settings().channel(chat.channel()).isPresent();
    }

    /// Whether a message of this client is to be decided upon (R30): not while he is offered, nor as long as neither
    /// the settings nor the CRM have changed since it was decided last.
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
    Decided decide(Ledger ledger, ChatId id, Gathered gathered, @Nullable Agreed asOf, News news) {
        var chat = ledger.lock(id).orElse(null);
        var agreed = ledger.agreed().orElse(null);
        return chat == null || agreed == null
                ? new Decided.Settled()
                : decide(ledger, chat, new By(agreed, false), gathered, asOf, news);
    }

    /// @param held nobody agrees on anything else until the commit
    private record By(Agreed agreed, boolean held) {}

    private Decided decide(Ledger ledger, Chat chat, By by, Gathered gathered, @Nullable Agreed asOf, News news) {
        var agreed = by.agreed;
        if (chat.pending() != null) {
            return ledger.siblings(chat).stream().anyMatch(gathered::isOlderThan)
                    ? new Decided.LookAgain()
                    : new Decided.ToDo(chat, resolved(ledger, chat, agreed, gathered));
        }
        if (asOf != null && !isSame(agreed, asOf)) {
            return new Decided.Outdated();
        }
        if (!isDue(chat, agreed) && !(asOf != null && waits(chat, agreed))) {
            return new Decided.Settled();
        }
        ledger.holdClient(chat);
        var siblings = ledger.siblings(chat);
        if (siblings.stream().anyMatch(ChatsOf.Sibling::routing)) {
            return new Decided.Elsewhere();
        }
        if (gathered.isOlderThan(chat) || siblings.stream().anyMatch(gathered::isOlderThan)) {
            return new Decided.LookAgain();
        }
        if (isGivenInParleyAlone(chat, agreed, gathered)) {
            ledger.routed(chat, agreed.settings().version());
            return new Decided.Settled();
        }
        var ruling = Ruling.of(chat, agreed, gathered, ledger.turn(chat.channel()));
        if (ruling.waits() && !by.held) {
            // Whoever makes somebody eligible asks for those who wait: he must find this one, or we him (R32).
            var held = ledger.holdAgreed().orElse(agreed);
            if (!isSame(held, agreed)) {
                return decide(ledger, chat, new By(held, true), gathered, asOf, news);
            }
        }
        return write(ledger, chat, agreed, gathered, ruling, news);
    }

    /// The decision that is to be carried out. A claim that nothing was offered for is made definite now, once.
    private static Decisions.Stored resolved(Ledger ledger, Chat chat, Agreed agreed, Gathered gathered) {
        var stored = ledger.decision(Objects.requireNonNull(chat.pending()));
        var trace = stored.read();
        var outcome = Ruling.asFound(trace.outcome(), chat, agreed, gathered);
        if (outcome.equals(trace.outcome())) {
            return stored;
        }
        ledger.rewrite(stored.id(), trace.with(outcome));
        return ledger.decision(stored.id());
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

    private Decided write(Ledger ledger, Chat chat, Agreed agreed, Gathered gathered, Ruling ruling, News news) {
        var moved = ruling.moved();
        if (moved != null) {
            ledger.move(chat.channel(), moved);
            Failpoint.ROUTE_TURN_PICKED.hit();
        }
        ledger.stand(chat, ruling.standing());
        ledger.routed(chat, agreed.settings().version());
        news.chat(chat.id(), chat.facts());
        if (ruling.repeats(ledger.latest(chat).orElse(null))) {
            return new Decided.Settled();
        }
        var trace = ruling.trace(chat, gathered);
        decided.increment(trace.outcome().kind().name().toLowerCase(Locale.ROOT));
        var stored = ledger.store(chat, trace);
        if (!ruling.needsCrm()) {
            ledger.carriedOut(stored.id());
            ledger.bound(chat, "decision:" + stored.id());
            if (chat.contact() == null) {
                ledger.look(chat, ruling.standing().contact(), stored.id());
            }
            return new Decided.Settled();
        }
        ledger.await(chat, stored.id());
        return new Decided.ToDo(ledger.find(chat.id()), stored);
    }
}
