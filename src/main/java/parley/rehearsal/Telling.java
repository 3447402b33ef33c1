package parley.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Trace;
import parley.chat.TraceLines;
import parley.rehearsal.Replay.Played;
import parley.rehearsal.Sights.Sample;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.Candidate;
import parley.rules.ChannelSettings;
import parley.rules.Explanation;
import parley.rules.Reason;
import parley.rules.Settings;
import parley.rules.SettingsPoint;
import parley.rules.StageKind;
import parley.rules.Verdict;
import parley.settings.SettingsDesk.Agreed;

/// Puts single findings into words and names.
final class Telling {

    private final Agreed current;
    private final Agreed wanted;
    private final Map<ChatId, Chat> chats;
    private final @Nullable EmployeeId asks;

    /// @param chats all that are told of
    /// @param asks to whom: clients whose chats he does not see have no name for him (R15, R42)
    Telling(Agreed current, Agreed wanted, Map<ChatId, Chat> chats, @Nullable EmployeeId asks) {
        this.current = current;
        this.wanted = wanted;
        this.chats = Map.copyOf(chats);
        this.asks = asks;
    }

    String name(EmployeeId employee) {
        return current.name(employee);
    }

    DryRun.Client client(Played played) {
        var given = played.given();
        var decision = played.decision();
        return new DryRun.Client(
                given.chat().toString(),
                title(given.chat()),
                given.channel().toString(),
                given.at(),
                kind(given.kind()),
                fate(given.lot()),
                fate(played.then()),
                played.changes(),
                decision == null ? List.of("R9") : decision.rules(),
                decision == null ? List.of(outside(given.channel())) : lines(played));
    }

    private static String kind(Trace.Client client) {
        return switch (client) {
            case NEW -> "new";
            case COMMON -> "common";
            case OWNED -> "returning";
        };
    }

    private DryRun.Fate fate(Lot lot) {
        var employee = lot.employee();
        return new DryRun.Fate(
                lot.how().word(),
                employee == null ? null : person(employee),
                lot.anyOf().stream().map(this::person).toList());
    }

    private DryRun.Person person(EmployeeId employee) {
        return new DryRun.Person(employee.value(), name(employee));
    }

    private static DryRun.Why outside(ChannelId channel) {
        return why(new Reason("channel_not_in_integration", "R9"), channel);
    }

    /// As the decision dialogue tells it (UX 9.8); the candidates, which are the same for all, are told with the
    /// channel.
    private List<DryRun.Why> lines(Played played) {
        var given = played.given();
        var decision = played.decision();
        if (decision == null) {
            return List.of();
        }
        var chat = chats.get(given.chat());
        var trace = Trace.of(
                decision, given.kind(), chat != null && sees(chat) ? chat.spelled() : List.of(), given.client());
        var words = new TraceLines(given.channel(), this::name, DealId::value);
        var lines = new ArrayList<TraceLines.Line>();
        lines.add(words.client(trace));
        lines.addAll(words.algorithm(trace));
        lines.addAll(words.turn(trace));
        lines.addAll(words.outcome(trace, given.at()));
        return lines.stream()
                .map(line -> new DryRun.Why(line.code(), line.rule(), line.args(), line.point()))
                .toList();
    }

    /// @param starts whether he would start to see it
    DryRun.Sight sight(EmployeeId employee, Sample sample, boolean starts) {
        return new DryRun.Sight(
                sample.chat().toString(),
                title(sample.chat()),
                sample.facts().channel().toString(),
                starts,
                why(current.settings(), employee, sample),
                why(wanted.settings(), employee, sample));
    }

    /// What opens the chat to him, or closes it.
    private DryRun.Why why(Settings settings, EmployeeId employee, Sample sample) {
        var verdict = Explanation.of(settings, employee, sample.facts(), sample.sources());
        return why(named(first(verdict)), sample.facts().channel());
    }

    private static Reason first(Verdict verdict) {
        return verdict.access().reads()
                ? verdict.gives().getFirst()
                : verdict.refusals().getFirst();
    }

    private static DryRun.Why why(Reason reason, ChannelId channel) {
        return new DryRun.Why(reason.code(), reason.rule(), reason.args(), SettingsPoint.of(reason, channel));
    }

    /// Names for ids.
    private Reason named(Reason reason) {
        var args = new HashMap<>(reason.args());
        args.remove("of");
        args.computeIfPresent(
                "who",
                (_, ids) -> Arrays.stream(ids.split(","))
                        .filter(id -> !id.isEmpty())
                        .map(id -> name(new EmployeeId(id)))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return new Reason(reason.code(), reason.rule(), args);
    }

    private String title(ChatId id) {
        var chat = chats.get(id);
        return chat != null && sees(chat) ? chat.title() : "#" + id;
    }

    private boolean sees(Chat chat) {
        return asks != null && Access.of(current.settings(), asks, chat.facts()).reads();
    }

    /// @param stage what the channel's stage means
    DryRun.Channel channel(ChannelSettings channel, @Nullable StageKind stage, List<Candidate> candidates) {
        // R25: at an unsorted stage the first responder gets the client, whatever is stored beside it.
        var algorithm = stage == StageKind.UNSORTED
                ? Algorithm.FIRST_RESPONDER
                : channel.newClients().algorithm();
        return new DryRun.Channel(
                channel.id().toString(),
                channel.name(),
                algorithm.name(),
                algorithm == Algorithm.BY_TURN && channel.newClients().useWeights(),
                candidates.stream()
                        .map(one -> new DryRun.Candidate(
                                one.employee().value(), name(one.employee()), one.outReason(), one.weight()))
                        .toList());
    }
}
