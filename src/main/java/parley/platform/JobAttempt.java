package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.platform.JobResult.Again;
import parley.platform.JobResult.Behind;
import parley.platform.JobResult.CutOff;
import parley.platform.JobResult.Dead;
import parley.platform.JobResult.Done;
import parley.platform.JobResult.Unknown;

/// One attempt at a job: begin (committed), do, settle.
final class JobAttempt {

    private static final Logger LOG = System.getLogger(JobRunner.class.getName());

    private final Database database;
    private final Shards shards;
    private final JobTable table;
    private final JobHandlers handlers;
    private final Signal pause = new Signal();
    private final Metrics.Counter settled;

    JobAttempt(Database database, Shards shards, JobTable table, JobHandlers handlers) {
        this.database = database;
        this.shards = shards;
        this.table = table;
        this.handlers = handlers;
        this.settled = handlers.metrics().counter("parley_jobs_total", "Attempts at jobs", "kind", "result");
    }

    Instant now() {
        return handlers.clock().instant();
    }

    /// Does the job, and answers what may be done next in its lane.
    Optional<JobTable.Head> run(JobTable.Head head, BooleanSupplier stopped) {
        try {
            var begun = begin(head);
            begun.ifPresent(job -> {
                Failpoint.JOB_BEGUN.hit();
                var result = result(job);
                Failpoint.JOB_RUN.hit();
                settle(job, result, stopped);
                Failpoint.JOB_SETTLED.hit();
            });
            return begun.isEmpty() || stopped.getAsBoolean()
                    ? Optional.empty()
                    : database.read(tx -> table.next(tx, begun.get(), now()));
        } catch (LostShard e) {
            LOG.log(Level.INFO, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "job " + head.id() + " waits", e);
        }
        return Optional.empty();
    }

    private Optional<Job> begin(JobTable.Head head) {
        return database.inTransaction(tx -> {
            shards.fence(tx, head.shard());
            return table.begin(tx, head, now());
        });
    }

    /// Empty when the handler broke down, so that nobody knows what it did.
    private @Nullable JobResult result(Job job) {
        var handler = handlers.byKind().get(job.kind());
        if (handler == null) {
            return JobResult.dead("nobody does jobs of kind " + job.kind());
        }
        try {
            return handler.run(job);
        } catch (RuntimeException e) {
            var name = "job " + job.id() + " of kind " + job.kind();
            if (Database.isPassing(e) && isOfDatabase(e)) {
                LOG.log(Level.WARNING, name + " was cut off", e);
                return new CutOff();
            }
            LOG.log(Level.ERROR, name + " broke down", e);
            return null;
        }
    }

    /// A job also calls others, whose lines break as well.
    private static boolean isOfDatabase(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause).anyMatch(SQLException.class::isInstance);
    }

    /// The result must not be forgotten while the database is away for a moment: it is all that is known of a call that
    /// cannot be repeated.
    private void settle(Job job, @Nullable JobResult result, BooleanSupplier stopped) {
        for (int tries = 1; ; tries++) {
            try {
                database.useTransaction(tx -> {
                    shards.fence(tx, job.shard());
                    write(tx, job, result);
                });
                settled.increment(job.kind(), word(result));
                return;
            } catch (RuntimeException e) {
                if (e instanceof LostShard || stopped.getAsBoolean()) {
                    throw e;
                }
                if (!Database.isPassing(e)) {
                    LOG.log(Level.ERROR, "the result of job " + job.id() + " could not be written down", e);
                    database.useTransaction(tx -> {
                        shards.fence(tx, job.shard());
                        write(tx, job, null);
                    });
                    return;
                }
                pause.await(Backoff.soon(tries, handlers.random()).plusMillis(50));
            }
        }
    }

    private void write(Handle tx, Job job, @Nullable JobResult result) {
        if (result != null) {
            result.effect().accept(tx);
        }
        var now = now();
        switch (JobStep.after(job, result, now, handlers.random())) {
            case JobStep.Over(var state, var why) -> table.settle(tx, job, state, why, now);
            case JobStep.Last(var due, var why) -> table.moveToEnd(tx, job, due, why);
            case JobStep.Later(var due, var why, var interrupted) -> table.postpone(tx, job, due, why, interrupted);
        }
    }

    private static String word(@Nullable JobResult result) {
        return switch (result) {
            case null -> "broken";
            case Done _ -> "done";
            case Again _, Behind _, CutOff _ -> "again";
            case Dead _ -> "dead";
            case Unknown _ -> "unknown";
        };
    }
}
