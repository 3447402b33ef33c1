package parley.platform;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The platform's decisions, as the simulation asks for them.
public final class SimulatedJobs {

    private SimulatedJobs() {}

    /// @param due absent when the job is over
    /// @param last whether it goes to the end of its lane
    public record After(
            String state, @Nullable Instant due, @Nullable String why, boolean interrupted, boolean last) {}

    public static After after(Job job, @Nullable JobResult result, Instant now, RandomGenerator random) {
        return switch (JobStep.after(job, result, now, random)) {
            case JobStep.Over(var state, var why) -> new After(state, null, why, false, false);
            case JobStep.Later(var due, var why, var interrupted) -> new After("due", due, why, interrupted, false);
            case JobStep.Last(var due, var why) -> new After("due", due, why, false, true);
        };
    }

    /// How many leases to take, or to give back when it is less than nothing.
    public static int leases(int shards, int held, int alive) {
        return switch (LeaseMove.of(shards, held, alive)) {
            case LeaseMove.Take(var wanted) -> wanted;
            case LeaseMove.GiveBack(var surplus) -> -surplus;
            case LeaseMove.Stay() -> 0;
        };
    }
}
