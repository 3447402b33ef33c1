package parley.intake;

import java.time.Duration;
import parley.crm.CrmTrouble;
import parley.platform.Job;
import parley.platform.JobResult;

/// What becomes of a job when the CRM does not do what was asked (R76).
public final class Troubles {

    /// How soon somebody may have let us in again.
    static final Duration ADMINISTRATOR = Duration.ofMinutes(10);
    private static final int PATIENCE = 10;

    private Troubles() {}

    /// Repeating is harmless, since everything is made under keys; it is given up only where it is useless.
    public static JobResult answer(Job job, CrmTrouble trouble) {
        return switch (trouble.kind()) {
            case TEMPORARY ->
                trouble.retryAfter() == null
                        ? JobResult.again(trouble.words())
                        : JobResult.again(trouble.retryAfter(), trouble.words());
            case UNKNOWN_OUTCOME ->
                trouble.retryAfter() == null
                        ? JobResult.unknown(trouble.words(), JobResult.NOTHING)
                        : JobResult.again(trouble.retryAfter(), trouble.words());
            case AUTH -> JobResult.again(ADMINISTRATOR, trouble.words());
            case GONE -> job.attempts() < PATIENCE ? JobResult.again(trouble.words()) : JobResult.dead(trouble.words());
            case REFUSED -> JobResult.dead(trouble.words());
        };
    }
}
