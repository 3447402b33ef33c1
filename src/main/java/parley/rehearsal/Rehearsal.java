package parley.rehearsal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.platform.Database;
import parley.rules.Finding;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Proposed;
import tools.jackson.databind.JsonNode;

/// Plays unsaved settings over the clients of the last days (R82). One moment, read only, without any effect.
public final class Rehearsal {

    /// What came of asking.
    public sealed interface Outcome {

        record Done(DryRun run) implements Outcome {}

        /// Such settings could not be saved either.
        record Invalid(List<Finding> mistakes) implements Outcome {}

        record NoIntegration() implements Outcome {}
    }

    private final Database database;
    private final SettingsDesk desk;
    private final InstantSource clock;

    public Rehearsal(Database database, SettingsDesk desk, InstantSource clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    /// @param document as it would be saved
    /// @param days how far to look back
    public Outcome run(AccountId account, IntegrationId integration, JsonNode document, int days) {
        var since = clock.instant().minus(Duration.ofDays(days));
        return database.snapshot(tx -> switch (desk.propose(tx, account, integration, document)) {
            case Proposed.Sound(var current, var _, var warnings) ->
                new Outcome.Done(new DryRun(
                        days,
                        since,
                        current.settings().version(),
                        new DryRun.Totals(0, 0, 0, 0, false),
                        List.of(),
                        List.of(),
                        List.of(),
                        warnings));
            case Proposed.Invalid(var mistakes) -> new Outcome.Invalid(mistakes);
            case Proposed.NoIntegration() -> new Outcome.NoIntegration();
        });
    }
}
