package parley.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.rules.Finding;
import parley.rules.SettingsPoint;

/// What unsaved settings would have made of the clients of the last days, and would make of the chats that there are
/// (R82). Nothing of it was saved or sent.
///
/// @param days the period that was asked for, back from now
/// @param since from when on clients are counted; later than asked for when `totals.cut`
/// @param settingsVersion of the settings that hold: the others are compared with them
/// @param employees everybody of the CRM, and whoever got a client and has left since; by name
/// @param clients newest first, at most 200; `totals.clients` says how many there were
/// @param channels how each ticked channel would give its clients away
/// @param warnings what the unsaved settings are warned of and those that hold are not
public record DryRun(
        int days,
        Instant since,
        long settingsVersion,
        Totals totals,
        List<Employee> employees,
        List<Client> clients,
        List<Channel> channels,
        List<Finding> warnings) {

    /// @param clients who were given away in the period: new ones (R31), common ones (R32b), and those of a closed deal
    ///     who went by turn (R37)
    /// @param elsewhere of them, those who would have gone to somebody else
    /// @param nobody of them, those whom nobody could have taken (R32)
    /// @param nobodyNow of them, those whom nobody has got to this day
    /// @param outside of them, those whose channel would not be in the integration (R9)
    /// @param cut whether there were more than the 20,000 newest, which are looked at
    public record Totals(int clients, int elsewhere, int nobody, int nobodyNow, int outside, boolean cut) {}

    /// @param got clients of the period that are his
    /// @param wouldGet clients that would have been his for certain
    /// @param couldGet clients that would have been offered to him among others, and nobody can say who would have been
    ///     first
    /// @param sees chats that he sees now, of all that there are
    /// @param wouldSee chats that he would see, as they stand now
    /// @param starts how many he would start to see
    /// @param stops how many he would no longer see
    /// @param chats some of those that he would start or stop to see: the newest, at most 50 of each
    public record Employee(
            String id,
            String name,
            int got,
            int wouldGet,
            int couldGet,
            long sees,
            long wouldSee,
            long starts,
            long stops,
            List<Sight> chats) {}

    public record Person(String id, String name) {}

    /// A chat that somebody would start or stop to see.
    ///
    /// @param client his name
    /// @param starts whether he would start to see it; otherwise he would stop
    /// @param before why he sees it now, or does not
    /// @param after why he would see it, or would not
    public record Sight(String chat, String client, String channel, boolean starts, Why before, Why after) {}

    /// A reason or a line of a decision, as the explanation and the decision dialogue have them (UX 6.5, 9.8).
    ///
    /// @param point where on the settings page that is decided
    public record Why(
            String code,
            String rule,
            Map<String, String> args,
            @Nullable SettingsPoint point) {}

    /// A client who was given away.
    ///
    /// @param client his name
    /// @param at when that was decided
    /// @param kind `new` (R31), `common` (R32b) or `returning`: of a closed deal (R37)
    /// @param now what became of him
    /// @param then what would have become of him
    /// @param changes whether the two differ
    /// @param rules all that would have been applied, in order
    /// @param why the decision that would have been made, in lines
    public record Client(
            String chat,
            String client,
            String channel,
            Instant at,
            String kind,
            Fate now,
            Fate then,
            boolean changes,
            List<String> rules,
            List<Why> why) {}

    /// @param how `turn`: by turn. `first`: replied or accepted first. `crm`: given him in the CRM. `kept`: was his.
    ///     `offered`: left to `anyOf`, and nobody was first, or nobody can say who would have been. `waiting`: nobody
    ///     could take him. `outside`: the channel would not be in the integration
    /// @param employee absent for `offered`, `waiting` and `outside`
    /// @param anyOf empty except for `offered`
    public record Fate(String how, @Nullable Person employee, List<Person> anyOf) {}

    /// @param algorithm `FIRST_RESPONDER` or `BY_TURN`, as it would be in force (R25)
    /// @param candidates everybody who has to do with the channel, in the order of turns
    public record Channel(String id, String name, String algorithm, boolean weights, List<Candidate> candidates) {}

    /// @param out why he would take no part, as the trace has it (`slider_off`, …); absent for whoever would
    public record Candidate(
            String id, String name, @Nullable String out, int weight) {}
}
