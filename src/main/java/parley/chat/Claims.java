package parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.platform.Jobs;
import parley.rules.ChatFacts;

/// First come, first served (R26, R32b): the chat's row is the arbiter, and the CRM is told afterwards.
public final class Claims {

    private final Ownership ownership;
    private final Decisions decisions;
    private final Jobs jobs;

    public Claims(Ownership ownership, Decisions decisions, Jobs jobs) {
        this.ownership = ownership;
        this.decisions = decisions;
        this.jobs = jobs;
    }

    /// Makes the employee responsible if nobody is yet; of twenty, one gets the id of the decision (R26). The
    /// decision is stored, and a job carries it out in the CRM. The caller holds the chat's lock and publishes the
    /// chat with its facts from before.
    ///
    /// @param via `reply` or `accept`
    public Optional<Long> claim(Handle tx, Chat chat, EmployeeId by, String via, long settingsVersion, Instant now) {
        if (!ownership.claim(tx, chat, by, now)) {
            return Optional.empty();
        }
        var trace = trace(offer(tx, chat), chat, by, via, settingsVersion);
        long decision = decisions.store(tx, chat, now, trace);
        ownership.await(tx, chat, decision);
        jobs.enqueue(tx, RouteOrder.of(chat, "decision:" + decision));
        return Optional.of(decision);
    }

    /// Somebody has accepted the client in the CRM itself and is responsible there: there is nothing left to carry out
    /// (R26).
    public void accepted(Handle tx, Chat chat, EmployeeId by, long settingsVersion, Instant now) {
        var trace = trace(offer(tx, chat), chat, by, "crm", settingsVersion);
        decisions.carriedOut(tx, chat.account(), decisions.store(tx, chat, now, trace), now);
        ownership.claimedBy(tx, chat, by, now);
    }

    /// Remembers who came too late, for the chat to show (R80).
    public void lost(Handle tx, Chat chat, EmployeeId who) {
        decisions
                .latest(tx, chat)
                .filter(stored -> stored.kind().equals(word(Trace.Kind.CLAIM)))
                .ifPresent(stored -> {
                    var trace = stored.read();
                    if (!trace.lost().contains(who)) {
                        var lost = new ArrayList<>(trace.lost());
                        lost.add(who);
                        decisions.rewrite(tx, chat.account(), stored.id(), withLost(trace, lost));
                    }
                });
    }

    /// The offer that is being answered: the last decision, as long as it left the client to whoever is first.
    private Optional<Decisions.Stored> offer(Handle tx, Chat chat) {
        return decisions
                .latest(tx, chat)
                .filter(stored -> stored.kind().equals(word(Trace.Kind.OFFER))
                        || stored.kind().equals(word(Trace.Kind.WAIT)));
    }

    static Trace trace(Optional<Decisions.Stored> offer, Chat chat, EmployeeId by, String via, long settingsVersion) {
        var offered = offer.map(Decisions.Stored::read).orElse(null);
        var client = chat.client() == ChatFacts.Client.KNOWN ? Trace.Client.COMMON : Trace.Client.NEW;
        return new Trace(
                client == Trace.Client.COMMON ? List.of("R26", "R32b") : List.of("R26"),
                settingsVersion,
                client,
                offered == null ? List.of() : offered.addresses(),
                chat.contact(),
                null,
                offered == null ? null : offered.algorithm(),
                false,
                offered == null ? List.of() : offered.candidates(),
                null,
                null,
                outcome(offered, offer.map(Decisions.Stored::id).orElse(null), by, via),
                List.of());
    }

    private static Trace.Outcome outcome(@Nullable Trace offered, @Nullable Long offer, EmployeeId by, String via) {
        return offered == null
                ? new Trace.Outcome(Trace.Kind.CLAIM, by, via, Trace.Handover.AS_FOUND, List.of(), null, null)
                : new Trace.Outcome(
                        Trace.Kind.CLAIM,
                        by,
                        via,
                        offered.outcome().handover(),
                        offered.outcome().deals(),
                        offered.outcome().stage(),
                        offer);
    }

    private static Trace withLost(Trace trace, List<EmployeeId> lost) {
        return new Trace(
                trace.rules(),
                trace.settingsVersion(),
                trace.client(),
                trace.addresses(),
                trace.contact(),
                trace.found(),
                trace.algorithm(),
                trace.weights(),
                trace.candidates(),
                trace.before(),
                trace.after(),
                trace.outcome(),
                lost);
    }

    static String word(Trace.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
