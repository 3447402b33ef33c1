package parley.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.crm.Catalogue;
import parley.rules.Access;
import parley.rules.Attention;
import parley.rules.Reason;
import parley.rules.Responsible;
import parley.rules.SettingsPoint;
import parley.rules.Verdict;

/// *Why do I see this chat, why can't X see it* (R42, UX 6.5), in names.
public final class AccessAnswer {

    /// @param responsible and `alsoSeenBy`: empty for whoever may not look at the chat
    /// @param colour why the counter is red or grey
    public record Answer(
            EmployeeId employee,
            Access access,
            Attention attention,
            @JsonProperty("notify") boolean notifies,
            long settingsVersion,
            List<Why> gives,
            List<Why> ceilings,
            List<Why> refusals,
            List<Source> responsible,
            List<Other> alsoSeenBy,
            @Nullable Why colour) {}

    /// @param of what is refused: `READ` or `WRITE`; absent for everything else
    /// @param point where on the settings page that is decided; absent for what the CRM or he himself decides
    public record Why(
            String code,
            String rule,
            Map<String, String> args,
            @Nullable String of,
            @Nullable SettingsPoint point) {}

    /// @param from `contact`, `open_deal` or `last_closed_deal` (R22)
    public record Source(
            String id, String name, String from, @Nullable Record source) {}

    /// What it is in the CRM.
    public record Record(String name, @Nullable String url) {}

    public record Other(String id, String name, String code) {}

    /// What came of asking.
    public sealed interface Asked {

        record Known(Answer answer) implements Asked {}

        /// Only managers of the channel and administrators may ask about others.
        record NotAllowed() implements Asked {}

        record NoChat() implements Asked {}
    }

    private final Moments moments;
    private final ChatRoom room;
    private final CardStore cards;

    AccessAnswer(Moments moments, ChatRoom room, CardStore cards) {
        this.moments = moments;
        this.room = room;
        this.cards = cards;
    }

    /// @param employee about whom; absent: about himself
    public Asked ask(Viewer viewer, ChatId id, @Nullable EmployeeId employee) {
        return moments.at(viewer.account(), moment -> {
            var chat = room.chats().find(moment.tx(), moment.account(), id).orElse(null);
            var agreed = moment.agreed();
            var subject = employee == null ? viewer.employee() : employee;
            if (chat == null || agreed == null || subject == null) {
                return new Asked.NoChat();
            }
            var eyes = moment.eyes(viewer).orElse(null);
            if (eyes != null && !eyes.looksAt(chat)) {
                return new Asked.NoChat();
            }
            if (!subject.equals(viewer.employee()) && !watchesOver(moment, viewer, chat)) {
                return new Asked.NotAllowed();
            }
            var open = viewer.administrator() || eyes != null && eyes.sees(chat);
            return new Asked.Known(answer(moment, new Eyes(subject, agreed), chat, open));
        });
    }

    /// Whether he may ask about others: managers of the channel who see the chat, and administrators.
    static boolean watchesOver(Moment moment, Viewer viewer, Chat chat) {
        return viewer.administrator()
                || moment.eyes(viewer)
                        .filter(eyes -> eyes.manages(chat.channel()) && eyes.sees(chat))
                        .isPresent();
    }

    /// For somebody who sees the chat.
    Answer of(Moment moment, Eyes eyes, Chat chat) {
        return answer(moment, eyes, chat, true);
    }

    private Answer answer(Moment moment, Eyes subject, Chat chat, boolean open) {
        var sources = room.chats().sources(moment.tx(), moment.account(), chat.id());
        var verdict = subject.verdict(chat.facts(), sources);
        var card = cards.find(moment.tx(), moment.account(), subject.agreed().integration(), chat.contact())
                .map(CardStore.Kept::known);
        Function<DealId, @Nullable String> deals = id -> open ? dealName(card, id) : null;
        var muted = Personal.of(moment.tx(), moment.account(), List.of(chat.id()), subject.me())
                .muted(chat.id(), subject.me());
        return new Answer(
                subject.me(),
                verdict.access(),
                verdict.attention(),
                verdict.attention().notifies() && !muted,
                subject.agreed().settings().version(),
                whys(subject, chat, verdict.gives(), deals),
                whys(subject, chat, verdict.ceilings(), deals),
                whys(subject, chat, verdict.refusals(), deals),
                open ? responsible(subject, chat, sources, card) : List.of(),
                open ? others(subject, chat, sources) : List.of(),
                colour(subject, chat, verdict, muted));
    }

    private static @Nullable Why colour(Eyes subject, Chat chat, Verdict verdict, boolean muted) {
        if (!verdict.access().reads()) {
            return null;
        }
        return muted ? new Why("muted", "R57", Map.of(), null, null) : why(subject, chat, verdict.why(), _ -> null);
    }

    static List<Why> whys(Eyes subject, Chat chat, List<Reason> reasons, Function<DealId, @Nullable String> deals) {
        return reasons.stream().map(reason -> why(subject, chat, reason, deals)).toList();
    }

    private static Why why(Eyes subject, Chat chat, Reason reason, Function<DealId, @Nullable String> deals) {
        var named = subject.named(reason, deals);
        return new Why(
                named.code(),
                named.rule(),
                named.args(),
                reason.args().get("of"),
                SettingsPoint.of(reason, chat.channel()));
    }

    static @Nullable String dealName(Optional<CardStore.Known> card, DealId id) {
        return card.flatMap(known -> known.deal(id)).map(CardStore.Deal::name).orElse(null);
    }

    private static List<Source> responsible(
            Eyes subject, Chat chat, List<Responsible> sources, Optional<CardStore.Known> card) {
        if (sources.isEmpty()) {
            // The CRM has not said through what yet.
            return chat.responsible().stream()
                    .sorted()
                    .map(employee -> source(subject, new Responsible(employee, Responsible.From.CONTACT, null), card))
                    .toList();
        }
        return sources.stream().map(one -> source(subject, one, card)).toList();
    }

    private static Source source(Eyes subject, Responsible one, Optional<CardStore.Known> card) {
        var named = subject.named(one.employee());
        var deal = one.deal();
        var record = deal == null
                ? card.map(known -> new Record(known.name(), known.url()))
                : card.flatMap(known -> known.deal(deal)).map(found -> new Record(found.name(), found.url()));
        return new Source(named.id(), named.name(), one.from().name().toLowerCase(Locale.ROOT), record.orElse(null));
    }

    private static List<Other> others(Eyes subject, Chat chat, List<Responsible> sources) {
        return subject.agreed().catalogue().employees().stream()
                .filter(Catalogue.Employee::active)
                .filter(employee -> !employee.id().equals(subject.me()))
                .<Other>mapMulti((employee, out) -> {
                    var eyes = new Eyes(employee.id(), subject.agreed());
                    if (eyes.sees(chat)) {
                        var gives = eyes.verdict(chat.facts(), sources).gives();
                        out.accept(new Other(
                                employee.id().value(),
                                employee.name(),
                                gives.getFirst().code()));
                    }
                })
                .toList();
    }
}
