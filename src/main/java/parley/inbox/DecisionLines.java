package parley.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.chat.ChatRoom;
import parley.chat.Decisions;
import parley.chat.Trace;
import parley.chat.TraceLines;
import parley.settings.SettingsDesk;

/// *Why did Tony get this client?* (R80): each stored decision in lines without their words (UX 9.8), with the settings
/// by which it was made and when it was carried out.
public final class DecisionLines {

    private static final int VERSIONS = 500;

    /// @param rules all that were applied
    /// @param outcome the kind of the decision: `assign`, `claim`, …
    public record Decision(String id, Instant at, List<String> rules, String outcome, List<TraceLines.Line> lines) {}

    /// What the lines are told with.
    private record Told(TraceLines words, SettingsDesk.Agreed agreed, ChannelId channel, Map<Long, Instant> versions) {}

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
                    var agreed = eyes.agreed();
                    var card = cards.find(moment.tx(), moment.account(), agreed.integration(), chat.contact())
                            .map(CardStore.Kept::known);
                    var words = new TraceLines(
                            chat.channel(),
                            agreed::name,
                            deal -> card.flatMap(known -> known.deal(deal))
                                    .map(CardStore.Deal::name)
                                    .orElse(deal.value()));
                    var told = new Told(words, agreed, chat.channel(), versions);
                    return room.decisions().ofChat(moment.tx(), moment.account(), id).stream()
                            .map(stored -> decision(told, stored))
                            .toList();
                }));
    }

    private static Decision decision(Told told, Decisions.Stored stored) {
        var trace = stored.read();
        var words = told.words();
        var lines = new ArrayList<TraceLines.Line>();
        lines.add(words.client(trace));
        lines.add(settings(told, trace));
        lines.addAll(words.choice(trace));
        lines.addAll(words.outcome(trace, stored.at()));
        if (stored.carriedOutAt() != null) {
            lines.add(words.line(
                    "carried_out", "R80", "time", stored.carriedOutAt().toString()));
        } else if (trace.outcome().handover() != Trace.Handover.NOTHING) {
            lines.add(words.line("waits_for_crm", "R76", "time", stored.at().toString()));
        }
        return new Decision(Long.toString(stored.id()), stored.at(), trace.rules(), stored.kind(), lines);
    }

    private static TraceLines.Line settings(Told told, Trace trace) {
        var channel = told.agreed()
                .settings()
                .channel(told.channel())
                .map(settings -> settings.name())
                .orElse("");
        var at = told.versions().get(trace.settingsVersion());
        return told.words()
                .line(
                        at == null ? "settings_unknown" : "settings",
                        "R81",
                        "channel",
                        channel,
                        "v",
                        Long.toString(trace.settingsVersion()),
                        "date",
                        at == null ? "" : at.toString());
    }
}
