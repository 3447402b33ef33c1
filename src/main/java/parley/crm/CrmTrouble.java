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
    /// The code of a trouble of kind {@link Kind#AUTH} that says nothing else.
    public static final String NO_ACCESS = "no_access";

    private final @Nullable Duration retryAfter;
    private final String code;

    public CrmTrouble(Kind kind, String message, @Nullable Duration retryAfter) {
        this(kind, message, retryAfter, NO_ACCESS);
    }

    private CrmTrouble(Kind kind, String message, @Nullable Duration retryAfter, String code) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.code = code;
    }

    /// We are not let in any more.
    ///
    /// @param code tells the administrator what to do: {@link #NO_ACCESS}, or one of {@link CrmType#reasons}
    public static CrmTrouble unauthorized(String code, String message) {
        return new CrmTrouble(Kind.AUTH, message, null, code);
    }

    public CrmTrouble(Kind kind, String message) {
        this(kind, message, null);
    }

    /// What stands at a job that waits because of this.
    public String words() {
        return kind + ": " + getMessage();
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
