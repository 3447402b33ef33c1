package parley.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jdbi.v3.core.Handle;
import parley.auth.Auth;
import parley.platform.Backlog;
import parley.platform.Database;

/// How the hub is, and what an administrator does about what is stuck (UX 13).
final class HealthPages {

    private static final int LONGEST_REASON = 500;

    record Discard(String reason) {}

    private final Database database;
    private final Auth auth;
    private final Backlog backlog;
    private final HealthReport report;

    HealthPages(Database database, Auth auth, Backlog backlog, HealthReport report) {
        this.database = database;
        this.auth = auth;
        this.backlog = backlog;
        this.report = report;
    }

    Answer health(Asked asked) throws IOException {
        return Answer.ok(report.of(asked.viewer().account()));
    }

    Answer redeliverJob(Asked asked) {
        return did(
                asked,
                "job_redelivered",
                "",
                (tx, id) -> backlog.redeliverJob(tx, asked.viewer().account(), id));
    }

    Answer redeliverWork(Asked asked) {
        return did(
                asked,
                "event_redelivered",
                "",
                (tx, id) -> backlog.redeliverWork(tx, asked.viewer().account(), id));
    }

    Answer discardJob(Asked asked) {
        return discard(
                asked,
                "job_discarded",
                (tx, id, reason) -> backlog.discardJob(tx, asked.viewer().account(), id, reason));
    }

    /// The reason stays in the journal alone: the event leaves.
    Answer discardWork(Asked asked) {
        return discard(
                asked,
                "event_discarded",
                (tx, id, _) -> backlog.discardWork(tx, asked.viewer().account(), id));
    }

    @FunctionalInterface
    private interface Discarding {

        boolean discard(Handle tx, long id, String reason);
    }

    private Answer discard(Asked asked, String action, Discarding discarding) {
        var reason = asked.json(Discard.class).reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Answer.invalid(List.of(new ApiError.Field(
                    "reason", reason.isEmpty() ? "required" : "long", Map.of("max", LONGEST_REASON))));
        }
        return did(asked, action, ": " + reason, (tx, id) -> discarding.discard(tx, id, reason));
    }

    private Answer did(Asked asked, String action, String why, BiPredicate<Handle, Long> change) {
        var id = asked.id("id");
        var viewer = asked.viewer();
        return database.inTransaction(tx -> {
            if (!change.test(tx, id)) {
                return Answer.notFound();
            }
            auth.audit.write(tx, viewer.account(), viewer.login(), action, "no. " + id + why, asked.remote());
            return Answer.empty();
        });
    }
}
