package parley.http;

import java.util.List;
import java.util.Set;
import parley.base.IntegrationId;
import parley.rehearsal.Rehearsal;
import parley.rehearsal.Rehearsal.Outcome;
import tools.jackson.databind.JsonNode;

/// What settings would do, asked before they are saved (UX 11.12). For administrators; changes nothing.
final class RehearsalPages {

    private static final Set<Integer> PERIODS = Set.of(7, 14, 30, 90);

    /// @param document the settings as in PUT
    /// @param days 7, 14, 30 or 90
    record Wanted(JsonNode document, int days) {}

    private final Rehearsal rehearsal;

    RehearsalPages(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    Answer dryRun(Asked asked) {
        var wanted = asked.json(Wanted.class);
        if (!PERIODS.contains(wanted.days())) {
            return Answer.invalid(List.of(ApiError.Field.of("days", "unknown_word")));
        }
        var integration = new IntegrationId(asked.id("id"));
        var viewer = asked.viewer();
        return switch (rehearsal.run(
                viewer.account(), viewer.employee(), integration, wanted.document(), wanted.days())) {
            case Outcome.Done(var run) -> Answer.ok(run);
            case Outcome.Invalid(var mistakes) -> Answer.invalid(SettingsPages.fields(mistakes));
            case Outcome.NoIntegration() -> Answer.notFound();
        };
    }
}
