package parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.rules.Algorithm;
import parley.rules.SettingsPoint;
import parley.rules.Turn;

/// *Why did Tony get this client?* (R80): what a trace says, in lines without their words (UX 9.8). Times are ISO-8601,
/// people and deals are named.
public final class TraceLines {

    /// @param point where on the settings page that is decided; absent for what the CRM or a person decides
    public record Line(
            String code,
            String rule,
            Map<String, String> args,
            @Nullable SettingsPoint point) {

        public Line {
            args = Map.copyOf(args);
        }
    }

    private final ChannelId channel;
    private final Function<EmployeeId, String> people;
    private final Function<DealId, String> deals;

    /// @param channel of the chat that was decided about
    /// @param people how they are called
    /// @param deals how they are called
    public TraceLines(ChannelId channel, Function<EmployeeId, String> people, Function<DealId, String> deals) {
        this.channel = channel;
        this.people = people;
        this.deals = deals;
    }

    /// What the CRM knew of the client.
    public Line client(Trace trace) {
        return switch (trace.client()) {
            case NEW -> line("new", "R31", "addresses", String.join(", ", trace.addresses()));
            case COMMON -> line("common", "R32b");
            case OWNED -> line("owned", "R22");
        };
    }

    /// By which algorithm, from among whom, and how the turn moved; no line where nobody had to be chosen.
    public List<Line> choice(Trace trace) {
        var lines = new ArrayList<>(algorithm(trace));
        for (var candidate : trace.candidates()) {
            var name = people.apply(candidate.employee());
            lines.add(
                    candidate.in()
                            ? line("in", "R17", "name", name, "w", Integer.toString(candidate.weight()))
                            : line("out_" + candidate.outReason(), "R20", "name", name));
        }
        lines.addAll(turn(trace));
        return lines;
    }

    /// By which algorithm; no line where nobody had to be chosen.
    public List<Line> algorithm(Trace trace) {
        var algorithm = trace.algorithm();
        return algorithm == null ? List.of() : List.of(algorithm(algorithm, trace.weights()));
    }

    /// How the turn moved; no line when it did not.
    public List<Line> turn(Trace trace) {
        var after = trace.after();
        return after == null || after.equals(trace.before()) ? List.of() : List.of(turn(trace, trace.before(), after));
    }

    /// What came of it, and who came too late.
    public List<Line> outcome(Trace trace, Instant at) {
        var outcome = trace.outcome();
        var name = outcome.employee() == null ? "" : people.apply(outcome.employee());
        var deal = outcome.deals().stream().map(deals).collect(Collectors.joining(", "));
        var lines = new ArrayList<Line>();
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
            var names = trace.lost().stream().map(people).collect(Collectors.joining(", "));
            lines.add(line("losers", "R26", "names", names));
        }
        return lines;
    }

    /// @param args names and values in turns
    public Line line(String code, String rule, String... args) {
        var all = new TreeMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            all.put(args[i], args[i + 1]);
        }
        return new Line(code, rule, all, SettingsPoint.of(code, rule, channel));
    }

    private Line algorithm(Algorithm algorithm, boolean weights) {
        return switch (algorithm) {
            case FIRST_RESPONDER -> line("first_responder", "R26");
            case BY_TURN -> weights ? line("by_turn_weights", "R29") : line("by_turn", "R28");
        };
    }

    private Line turn(Trace trace, @Nullable Turn before, Turn after) {
        var b = people.apply(after.last());
        var j = Integer.toString(after.served());
        var w2 = weight(trace, after.last());
        if (before == null) {
            return line("turn_first", "R28", "b", b, "j", j, "w2", w2);
        }
        var a = people.apply(before.last());
        var i = Integer.toString(before.served());
        var w = weight(trace, before.last());
        return line("turn", trace.weights() ? "R29" : "R28", "a", a, "i", i, "w", w, "b", b, "j", j, "w2", w2);
    }

    private static String weight(Trace trace, EmployeeId employee) {
        return trace.candidates().stream()
                .filter(candidate -> candidate.employee().equals(employee))
                .map(candidate -> Integer.toString(candidate.weight()))
                .findFirst()
                .orElse("1");
    }

    private static String via(@Nullable String via) {
        return "claim_" + (via == null ? "reply" : via.toLowerCase(Locale.ROOT));
    }
}
