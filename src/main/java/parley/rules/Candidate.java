package parley.rules;

import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// Somebody who was considered for a new client (R80).
///
/// @param outReason why he takes no part: `left_crm`, `no_role`, `auditor`, `no_write_access` or `slider_off`, the
/// first
///     that holds; absent exactly when he is `in`
/// @param weight 1 when weights are not used
public record Candidate(
        EmployeeId employee, boolean in, @Nullable String outReason, int weight) {

    public Candidate {
        if (in != (outReason == null)) {
            throw new IllegalArgumentException("Whoever is out has a reason, and nobody else");
        }
    }
}
