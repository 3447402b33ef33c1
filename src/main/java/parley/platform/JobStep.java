package parley.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.JobResult.Again;
import parley.platform.JobResult.Behind;
import parley.platform.JobResult.CutOff;
import parley.platform.JobResult.Dead;
import parley.platform.JobResult.Done;
import parley.platform.JobResult.Unknown;

/// What becomes of a job after an attempt. Pure, so that the simulation asks the same question as {@link JobAttempt}.
sealed interface JobStep {

    /// It is over; the lane goes on.
    ///
    /// @param state `done`, `dead` or `unknown`
    record Over(String state, @Nullable String why) implements JobStep {}

    /// It comes again, and its lane waits for it.
    ///
    /// @param interrupted nobody knows what this attempt has done
    record Later(Instant due, String why, boolean interrupted) implements JobStep {}

    /// It comes again at the end of its lane.
    record Last(Instant due, String why) implements JobStep {}

    /// So many attempts that break down are borne with.
    int PATIENCE = 25;

    /// @param result absent when the handler broke down, so that nobody knows what it did
    static JobStep after(Job job, @Nullable JobResult result, Instant now, RandomGenerator random) {
        return switch (result) {
            case null -> broken(job, now, random);
            case Done _ -> new Over("done", null);
            case Dead dead -> new Over("dead", dead.why());
            case Unknown unknown -> new Over("unknown", unknown.why());
            case Again again -> new Later(now.plus(pause(job, again.after(), random)), again.why(), false);
            case CutOff _ ->
                new Later(now.plus(Backoff.soon(job.attempts(), random)), "the database was away or busy", true);
            case Behind behind -> new Last(now.plus(pause(job, null, random)), behind.why());
        };
    }

    private static JobStep broken(Job job, Instant now, RandomGenerator random) {
        var why = "broke down; see the log";
        return job.attempts() >= PATIENCE
                ? new Over("dead", why)
                : new Later(now.plus(pause(job, null, random)), why, true);
    }

    private static Duration pause(Job job, @Nullable Duration asked, RandomGenerator random) {
        return asked == null ? Backoff.after(job.attempts(), random) : asked;
    }
}
