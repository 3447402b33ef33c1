package parley.platform;

/// Does jobs of one kind.
@FunctionalInterface
public interface JobHandler {

    /// Runs on a virtual thread, outside any transaction, and may take its time. What is thrown counts as an attempt
    /// that ended without a result: the job comes again with {@link Job#interrupted}.
    JobResult run(Job job);
}
