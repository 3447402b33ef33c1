package parley.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;

/// What the rules must know of a deal.
///
/// @param responsible absent only for a lead that nobody has accepted
/// @param closedAt absent while it is open, and where the CRM does not say when it was closed
public record DealFacts(
        DealId id,
        @Nullable EmployeeId responsible,
        StageKind kind,
        @Nullable Instant closedAt) {

    public boolean open() {
        return !kind.closed();
    }

    public static List<DealFacts> open(List<DealFacts> deals) {
        return deals.stream().filter(DealFacts::open).toList();
    }

    /// The deal closed last (R22, R36). One without a date counts as closed before all others; of two at the same
    /// moment the greater id decides, so that the answer does not depend on the CRM's order.
    public static Optional<DealFacts> lastClosed(List<DealFacts> deals) {
        return deals.stream()
                .filter(deal -> !deal.open())
                .max(Comparator.comparing(
                                DealFacts::closedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                        .thenComparing(DealFacts::id));
    }
}
