package parley.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.ChatRoom;
import parley.chat.Decisions;
import parley.chat.Trace;
import parley.rules.Algorithm;
import parley.rules.Turn;
import parley.settings.SettingsDesk;

/// *Why did Tony get this client?* (R80): each stored decision in lines without their words (UX 9.8). Times are
/// ISO-8601, `time` of the day and all; people are named.
public final class DecisionLines {

    private static final int VERSIONS = 500;

    /// @param rules all that were applied
    /// @param outcome the kind of the decision: `assign`, `claim`, …
    public record Decision(String id, Instant at, List<String> rules, String outcome, List<Line> lines) {}

    public record Line(String code, String rule, Map<String, String> args) {}

    /// What the lines are told with.
    private record Told(
            SettingsDesk.Agreed agreed,
            ChannelId channel,
            Map<Long, Instant> versions,
            Function<DealId, String> deals) {

        String name(EmployeeId employee) {
            return agreed.name(employee);
        }
    }

    private final Moments moments;
    private final ChatRoom room;
    private final SettingsDesk desk;
    private final CardStore cards;

    DecisionLines(Moments moments, ChatRoom room, SettingsDesk desk, CardStore cards) {
        this.moments = moments;
        this.room = room;
        this.desk = desk;
        this.cards = cards;
    }

    /// Newest first, at most 50.
    public Seen<List<Decision>> of(Viewer viewer, ChatId id) {
        var versions = desk.current(viewer.account())
                .map(agreed -> desk.versions(viewer.account(), agreed.integration(), VERSIONS).stream()
                        .collect(Collectors.toMap(SettingsDesk.Version::n, SettingsDesk.Version::at)))
                .orElseGet(Map::of);
        return moments.at(
                viewer.account(),
                moment -> Seen.of(moment, viewer, room, id, (eyes, chat) -> {
                    var card = cards.find(
                                    moment.tx(), moment.account(), eyes.agreed().integration(), chat.contact())
                            .map(CardStore.Kept::known);
                    var told = new Told(
                            eyes.agreed(),
                            chat.channel(),
                            versions,
                            deal -> card.flatMap(known -> known.deal(deal))
                                    .map(CardStore.Deal::name)
                                    .orElse(deal.value()));
                    return room.decisions().ofChat(moment.tx(), moment.account(), id).stream()
                            .map(stored -> decision(told, stored))
                            .toList();
                }));
    }

    private static Decision decision(Told told, Decisions.Stored stored) {
        var trace = stored.read();
        var lines = new ArrayList<Line>();
        client(trace, lines);
        settings(told, trace, lines);
        choice(told, trace, lines);
        outcome(told, trace, stored.at(), lines);
        if (stored.carriedOutAt() != null) {
            lines.add(line("carried_out", "R80", "time", stored.carriedOutAt().toString()));
        } else if (trace.outcome().handover() != Trace.Handover.NOTHING) {
            lines.add(line("waits_for_crm", "R76", "time", stored.at().toString()));
        }
        return new Decision(Long.toString(stored.id()), stored.at(), trace.rules(), stored.kind(), lines);
    }

    private static void client(Trace trace, List<Line> lines) {
        lines.add(
                switch (trace.client()) {
                    case NEW -> line("new", "R31", "addresses", String.join(", ", trace.addresses()));
                    case COMMON -> line("common", "R32b");
                    case OWNED -> line("owned", "R22");
                });
    }

    private static void settings(Told told, Trace trace, List<Line> lines) {
        var channel = told.agreed()
                .settings()
                .channel(told.channel())
                .map(settings -> settings.name())
                .orElse("");
        var at = told.versions().get(trace.settingsVersion());
        lines.add(line(
                at == null ? "settings_unknown" : "settings",
                "R81",
                "channel",
                channel,
                "v",
                Long.toString(trace.settingsVersion()),
                "date",
                at == null ? "" : at.toString()));
    }

    private static void choice(Told told, Trace trace, List<Line> lines) {
        var algorithm = trace.algorithm();
        if (algorithm != null) {
            lines.add(algorithm(algorithm, trace.weights()));
        }
        for (var candidate : trace.candidates()) {
            var name = told.name(candidate.employee());
            lines.add(
                    candidate.in()
                            ? line("in", "R17", "name", name, "w", Integer.toString(candidate.weight()))
                            : line("out_" + candidate.outReason(), "R20", "name", name));
        }
        var after = trace.after();
        if (after != null && !after.equals(trace.before())) {
            lines.add(turn(told, trace, trace.before(), after));
        }
    }

    private static Line algorithm(Algorithm algorithm, boolean weights) {
        return switch (algorithm) {
            case FIRST_RESPONDER -> line("first_responder", "R26");
            case BY_TURN -> weights ? line("by_turn_weights", "R29") : line("by_turn", "R28");
        };
    }

    private static Line turn(Told told, Trace trace, @Nullable Turn before, Turn after) {
        var args = new TreeMap<String, String>();
        args.put("b", told.name(after.last()));
        args.put("j", Integer.toString(after.served()));
        args.put("w2", weight(trace, after.last()));
        if (before == null) {
            return new Line("turn_first", "R28", args);
        }
        args.put("a", told.name(before.last()));
        args.put("i", Integer.toString(before.served()));
        args.put("w", weight(trace, before.last()));
        return new Line("turn", trace.weights() ? "R29" : "R28", args);
    }

    private static String weight(Trace trace, EmployeeId employee) {
        return trace.candidates().stream()
                .filter(candidate -> candidate.employee().equals(employee))
                .map(candidate -> Integer.toString(candidate.weight()))
                .findFirst()
                .orElse("1");
    }

    private static void outcome(Told told, Trace trace, Instant at, List<Line> lines) {
        var outcome = trace.outcome();
        var name = outcome.employee() == null ? "" : told.name(outcome.employee());
        var deal = outcome.deals().stream().map(told.deals()).collect(Collectors.joining(", "));
        lines.add(
                switch (outcome.kind()) {
                    case OFFER -> line("offer", "R26");
                    case ASSIGN -> line("assign", "R27", "name", name);
                    case CLAIM -> line(via(outcome.via()), "R26", "name", name, "time", at.toString());
                    case NEW_DEAL -> line("new_deal", "R37", "name", name);
                    case OPEN_DEALS -> line("open_deals", "R22", "deal", deal);
                    case CLOSED_DEAL -> line("closed_deal", "R36", "deal", deal);
                    case KEEP -> line("keep", "R32c");
                    case WAIT -> line("wait", "R32");
                });
        if (!trace.lost().isEmpty()) {
            var names = trace.lost().stream().map(told::name).collect(Collectors.joining(", "));
            lines.add(line("losers", "R26", "names", names));
        }
    }

    private static String via(@Nullable String via) {
        return "claim_" + (via == null ? "reply" : via.toLowerCase(Locale.ROOT));
    }

    private static Line line(String code, String rule, String... args) {
        var all = new TreeMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            all.put(args[i], args[i + 1]);
        }
        return new Line(code, rule, all);
    }
}
