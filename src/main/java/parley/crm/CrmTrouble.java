package parley.crm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The CRM did not do what was asked. The kind says whether asking again can help.
public final class CrmTrouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    public enum Kind {
        /// The CRM does not answer, or asks to slow down: repeated with growing pauses, order kept (R76).
        TEMPORARY,
        /// The request may have been carried out: looked at again after the time that is named, which creations allow
        /// because they carry keys; without one only when somebody says so (R72).
        UNKNOWN_OUTCOME,
        /// We are not let in any more: an administrator has to act.
        AUTH,
        /// This request can never succeed; repeating is useless.
        REFUSED,
        /// The record is gone.
        GONE
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public CrmTrouble(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public CrmTrouble(Kind kind, String message) {
        this(kind, message, null);
    }

    /// What stands at a job that waits because of this.
    public String words() {
        return kind + ": " + getMessage();
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
