package parley.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.chat.ChatStore;
import parley.platform.Database;
import parley.rules.Finding;
import parley.settings.SettingsDesk.Proposed;
import tools.jackson.databind.JsonNode;

/// Plays unsaved settings over the clients of the last days (R82). One moment, read only, without any effect.
///
/// What the CRM said of a client when he was decided about is taken as it was said: nobody is asked again, so another
/// reading of phones (R52) changes nothing here. The employees are those of today.
public final class Rehearsal {

    /// What came of asking.
    public sealed interface Outcome {

        record Done(DryRun run) implements Outcome {}

        /// Such settings could not be saved either.
        record Invalid(List<Finding> mistakes) implements Outcome {}

        record NoIntegration() implements Outcome {}
    }

    /// Looks at a document as saving would.
    @FunctionalInterface
    public interface Proposals {
        Proposed of(Handle tx, AccountId account, IntegrationId integration, JsonNode document);
    }

    private final Database database;
    private final ChatStore chats;
    private final Proposals proposals;
    private final InstantSource clock;
    private final History history = new History();

    public Rehearsal(Database database, ChatStore chats, Proposals proposals, InstantSource clock) {
        this.database = database;
        this.chats = chats;
        this.proposals = proposals;
        this.clock = clock;
    }

    /// @param asks who wants to know; absent for somebody who is no employee of the CRM
    /// @param document as it would be saved
    /// @param days how far to look back
    public Outcome run(
            AccountId account, @Nullable EmployeeId asks, IntegrationId integration, JsonNode document, int days) {
        var since = clock.instant().minus(Duration.ofDays(days));
        return database.snapshot(tx -> switch (proposals.of(tx, account, integration, document)) {
            case Proposed.Sound sound -> new Outcome.Done(run(tx, account, sound, new Asked(asks, days, since)));
            case Proposed.Invalid(var mistakes) -> new Outcome.Invalid(mistakes);
            case Proposed.NoIntegration() -> new Outcome.NoIntegration();
        });
    }

    private record Asked(@Nullable EmployeeId by, int days, Instant since) {}

    private DryRun run(Handle tx, AccountId account, Proposed.Sound settings, Asked asked) {
        var left = settings.current().staff().left();
        var rows = history.since(tx, account, settings.current().integration(), asked.since(), Period.MOST_ROWS);
        var period = Period.of(rows, asked.since(), left);
        var replay = new Replay(settings.current(), settings.wanted(), period.turns());
        var tally = new Tally();
        period.given().forEach(given -> tally.count(replay.play(given)));
        return new Report(tx, account, settings, chats, asked.by()).of(asked.days(), period, tally);
    }
}
